/** Keeps what was asked for last; forgets the rest once everything weighs more than the limit. */
export interface Bounded<Value> {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value, weight: number) => void;
  readonly weight: () => number;
}

/** A value that weighs more than the limit alone is not kept at all. */
export function keepBounded<Value>(atMost: number): Bounded<Value> {
  const kept = new Map<string, { readonly value: Value; readonly weight: number }>(); // a Map tells its oldest entry first
  let total = 0;
  const forget = (key: string): void => {
    total -= kept.get(key)?.weight ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set: (key, value, weight) => {
      forget(key);
      if (weight > atMost) return;
      kept.set(key, { value, weight });
      total += weight;
      for (const oldest of kept.keys()) {
        if (total <= atMost) return;
        forget(oldest);
      }
    },
    weight: () => total,
  };
}
