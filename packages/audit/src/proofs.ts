import { nodeHash } from './merkle';

/** Leaves from the first to before the last, whose root belongs into a proof. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Largest power of two below n, which is at least 2. */
function half(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

const moved = (ranges: readonly Range[], by: number): readonly Range[] => ranges.map(({ from, to }) => ({ from: from + by, to: to + by }));

/** Of which ranges the roots are the proof that a leaf is in the tree of that size (RFC 6962, 2.1.1), from the leaf up. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (size <= 1) return [];
  const left = half(size);
  if (index < left) return [...inclusionRanges(index, left), { from: left, to: size }];
  return [...moved(inclusionRanges(index - left, size - left), left), { from: 0, to: left }];
}

/** Of which ranges the roots are the proof that a tree grew out of an earlier one (RFC 6962, 2.1.2). */
export function consistencyRanges(earlier: number, later: number): readonly Range[] {
  return earlier === 0 || earlier === later ? [] : subproof(earlier, { from: 0, to: later }, true);
}

function subproof(earlier: number, { from, to }: Range, isWhole: boolean): readonly Range[] {
  const size = to - from;
  if (earlier === size) return isWhole ? [] : [{ from, to }];
  const left = half(size);
  if (earlier <= left) return [...subproof(earlier, { from, to: from + left }, isWhole), { from: from + left, to }];
  return [...subproof(earlier - left, { from: from + left, to }, false), { from, to: from + left }];
}

export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Buffer;
  readonly path: readonly Buffer[];
}

/** The root that the proof leads to (RFC 9162, 2.1.3.2); null when it has too many or too few hashes. */
export function rootOfInclusion({ index, size, leaf, path }: Inclusion): Buffer | null {
  if (index < 0 || index >= size) return null;
  const climb = openClimb(index, size - 1);
  let root = leaf;
  for (const hash of path) {
    const side = climb.side();
    if (side === null) return null;
    root = side === 'left' ? nodeHash(hash, root) : nodeHash(root, hash);
    climb.up();
  }
  return climb.isAtTop() ? root : null;
}

export interface Consistency {
  readonly earlier: { readonly size: number; readonly root: Buffer };
  readonly later: { readonly size: number; readonly root: Buffer };
  readonly path: readonly Buffer[];
}

/** True when the proof shows that the later tree begins with all leaves of the earlier one (RFC 9162, 2.1.4.2). */
export function isConsistent({ earlier, later, path }: Consistency): boolean {
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return path.length === 0 && earlier.root.equals(later.root);
  if (earlier.size === 0) return path.length === 0;
  const isPower = half(earlier.size * 2) === earlier.size;
  const [first, ...rest] = isPower ? [earlier.root, ...path] : path;
  if (!first) return false;
  const climb = openClimb(earlier.size - 1, later.size - 1);
  climb.skipRights();
  const roots = { earlier: first, later: first };
  for (const hash of rest) {
    const side = climb.side();
    if (side === null) return false;
    if (side === 'left') roots.earlier = nodeHash(hash, roots.earlier);
    roots.later = side === 'left' ? nodeHash(hash, roots.later) : nodeHash(roots.later, hash);
    climb.up();
  }
  return climb.isAtTop() && roots.earlier.equals(earlier.root) && roots.later.equals(later.root);
}

/** A way from a leaf to the root, level by level; `last` is the last node of the level. */
function openClimb(from: number, lastOfLevel: number) {
  let [node, last] = [from, lastOfLevel];
  const isRight = (): boolean => node % 2 === 1;
  const step = (): void => {
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  };
  return {
    /** On which side of us the next hash stands; null above the root. */
    side: (): 'left' | 'right' | null => (last === 0 ? null : isRight() || node === last ? 'left' : 'right'),
    /** Past the levels at which a last node without a sibling is carried up. */
    up: (): void => {
      if (!isRight() && node === last) while (!isRight() && node !== 0) step();
      step();
    },
    skipRights: (): void => {
      while (isRight()) step();
    },
    isAtTop: (): boolean => last === 0,
  };
}
