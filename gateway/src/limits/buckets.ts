import { limitTable } from './table';

const mostKeys = limitTable.memory.bucketKeys.value;

/** What somebody may do at once and how fast it comes back. */
export interface BucketRule {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Token buckets by key: steady use passes, a burst empties the bucket of whoever bursts and nobody else's. */
export interface Buckets {
  /** Takes one; 0 when there was one, else the milliseconds after which there will be. What is refused is not counted. */
  readonly take: (key: string) => number;
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
    const known = levels.get(key) ?? { tokens: capacity, at: now() };
    const gained = (Math.max(0, now() - known.at) / 1000) * perSecond;
    return { tokens: Math.min(capacity, known.tokens + gained), at: now() };
  };
  const keep = (key: string, level: Level): void => {
    levels.delete(key);
    for (const oldest of levels.size >= mostKeys ? [...levels.keys()].slice(0, 1) : []) levels.delete(oldest);
    levels.set(key, level);
  };
  return {
    take: (key) => {
      const level = levelOf(key);
      if (level.tokens < 1) return Math.ceil(((1 - level.tokens) / perSecond) * 1000);
      keep(key, { ...level, tokens: level.tokens - 1 });
      return 0;
    },
    giveBack: (key) => {
      const level = levelOf(key);
      keep(key, { ...level, tokens: Math.min(capacity, level.tokens + 1) });
    },
  };
}
