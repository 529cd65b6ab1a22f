/** Forgets what was asked for longest ago once everything kept weighs more than `atMost`. */
export interface BoundedCache<Value> {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value) => void;
  readonly delete: (key: string) => boolean;
  /** What everything kept weighs; never over the limit. */
  readonly weight: () => number;
}

export interface CacheBound<Value> {
  readonly weigh: (value: Value) => number;
  readonly atMost: number;
}

/** A value that weighs more than the limit alone is not kept at all. */
export function boundedCache<Value>({ weigh, atMost }: CacheBound<Value>): BoundedCache<Value> {
  const kept = new Map<string, { readonly value: Value; readonly weight: number }>(); // a Map tells its oldest entry first
  let total = 0;
  const forget = (key: string): boolean => {
    total -= kept.get(key)?.weight ?? 0;
    return kept.delete(key);
  };
  const get = (key: string): Value | undefined => {
    const found = kept.get(key);
    if (found === undefined) return undefined;
    kept.delete(key);
    kept.set(key, found);
    return found.value;
  };
  const set = (key: string, value: Value): void => {
    forget(key);
    const weight = weigh(value);
    if (weight > atMost) return;
    kept.set(key, { value, weight });
    total += weight;
    for (const oldest of kept.keys()) {
      if (total <= atMost) return;
      forget(oldest);
    }
  };
  return { get, set, delete: forget, weight: () => total };
}

/** The same cache in the shape that Apollo asks for. */
export const asKeyValueCache = <Value>(cache: BoundedCache<Value>) => ({
  get: async (key: string): Promise<Value | undefined> => cache.get(key),
  set: async (key: string, value: Value): Promise<void> => cache.set(key, value),
  delete: async (key: string): Promise<boolean> => cache.delete(key),
});
