/** Numbers that a seed repeats. */
export interface Random {
  /** From 0 up to, and without, `below`. */
  int(below: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** By weight; weights need not sum to one. */
  weighed<Item>(items: readonly (readonly [weight: number, item: Item])[]): Item;
}

/** Mulberry32: small, quick and good enough to spread choices. */
export function openRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error('There is nothing to choose from.');
    return items[int(items.length)] as Item; // within the list
  };
  return {
    int,
    pick,
    chance: (share) => next() < share,
    weighed: (items) => {
      let left = next() * items.reduce((sum, [weight]) => sum + weight, 0);
      const found = items.find(([weight]) => (left -= weight) < 0) ?? items.at(-1);
      if (!found) throw new Error('There is nothing to choose from.');
      return found[1];
    },
  };
}
