import { limitTable } from './table';

const mostKeys = limitTable.memory.bucketKeys.value;

/** What somebody may do at once and how fast it comes back. */
export interface BucketRule {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Token buckets by key: steady use passes, a burst empties the bucket of whoever bursts and nobody else's. */
export interface Buckets {
  /**
   * Takes so many, one unless told otherwise and never more than a full bucket; 0 when they were there, else the milliseconds after which
   * they will be. What is refused is not counted.
   */
  readonly take: (key: string, amount?: number) => number;
  /** Gives one back: an attempt that turned out to be good. */
  readonly giveBack: (key: string) => void;
}

interface Level {
  readonly tokens: number;
  readonly at: number;
}

export function openBuckets({ capacity, perSecond }: BucketRule, now: () => number = Date.now): Buckets {
  const levels = new Map<string, Level>();
  const levelOf = (key: string): Level => {
    const at = now();
    const known = levels.get(key);
    if (!known) return { tokens: capacity, at };
    const gained = (Math.max(0, at - known.at) / 1000) * perSecond;
    return { tokens: Math.min(capacity, known.tokens + gained), at };
  };
  const keep = (key: string, level: Level): void => {
    levels.delete(key);
    for (const oldest of levels.size >= mostKeys ? [...levels.keys()].slice(0, 1) : []) levels.delete(oldest);
    levels.set(key, level);
  };
  return {
    take: (key, amount = 1) => {
      const level = levelOf(key);
      const price = Math.min(amount, capacity);
      if (level.tokens < price) return Math.ceil(((price - level.tokens) / perSecond) * 1000);
      keep(key, { tokens: level.tokens - price, at: level.at });
      return 0;
    },
    giveBack: (key) => {
      const level = levelOf(key);
      keep(key, { ...level, tokens: Math.min(capacity, level.tokens + 1) });
    },
  };
}
