/** A map that keeps what was used last, and no more than so many. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  /** What had to give way, if anything. */
  set(key: string, value: Value): Value | undefined;
}

export function recent<Value>(most: number): Recent<Value> {
  const kept = new Map<string, Value>();
  const use = (key: string, value: Value): void => {
    kept.delete(key);
    kept.set(key, value);
  };
  return {
    get: (key) => {
      const value = kept.get(key);
      if (value !== undefined) use(key, value);
      return value;
    },
    set: (key, value) => {
      use(key, value);
      if (kept.size <= most) return undefined;
      const [[oldest, given] = []] = kept;
      if (oldest !== undefined) kept.delete(oldest);
      return given;
    },
  };
}
