/** Forgets what was asked for longest ago once everything kept weighs more than `atMost`. In the shape that Apollo asks for. */
export interface BoundedCache<Value> {
  readonly get: (key: string) => Promise<Value | undefined>;
  readonly set: (key: string, value: Value) => Promise<void>;
  readonly delete: (key: string) => Promise<boolean>;
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
  const get: BoundedCache<Value>['get'] = async (key) => {
    const found = kept.get(key);
    if (found === undefined) return undefined;
    kept.delete(key);
    kept.set(key, found);
    return found.value;
  };
  const set: BoundedCache<Value>['set'] = async (key, value) => {
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
  return { get, set, delete: async (key) => forget(key), weight: () => total };
}
