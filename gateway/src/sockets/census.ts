/** How many sockets somebody holds. */
export interface Census {
  /** Counts one more for this key, or answers null when that would be over the limit. The answer counts it off, once. */
  readonly admit: (key: string, limit: number) => (() => void) | null;
}

export function openCensus(): Census {
  const counts = new Map<string, number>();
  const leave = (key: string): void => {
    const left = (counts.get(key) ?? 1) - 1;
    if (left === 0) counts.delete(key);
    else counts.set(key, left);
  };
  const admit: Census['admit'] = (key, limit) => {
    const held = counts.get(key) ?? 0;
    if (held >= limit) return null;
    counts.set(key, held + 1);
    let isHere = true;
    return () => {
      if (isHere) leave(key);
      isHere = false;
    };
  };
  return { admit };
}
