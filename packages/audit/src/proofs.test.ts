import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { emptyFrontier, emptyRoot, isFrontier, leafHash, nodeHash, openTree } from './merkle';
import { consistencyRanges, inclusionRanges, isConsistent, rootOfInclusion, type Range } from './proofs';

/** The definition of RFC 6962, 2.1, word for word and as slow as that. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1)
    return createHash('sha256')
      .update(Buffer.from([0]))
      .update(leaves[0] ?? '')
      .digest();
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(naiveRoot(leaves.slice(0, k)))
    .update(naiveRoot(leaves.slice(k)))
    .digest();
}

const grown = (leaves: readonly Buffer[]) => {
  const tree = openTree();
  for (const leaf of leaves) tree.add(leafHash(leaf));
  return tree;
};
const pathOf = (leaves: readonly Buffer[], ranges: readonly Range[]): readonly Buffer[] =>
  ranges.map(({ from, to }) => naiveRoot(leaves.slice(from, to)));

const someLeaves = fc.array(
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  { minLength: 1, maxLength: 70 },
);

/** The leaves of the reference implementation of Certificate Transparency. */
const known = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

test('the tree of the eight leaves that every implementation is tried with has the root that it is known by', () => {
  expect(grown(known).root().toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  expect(grown(known.slice(0, 1)).root().toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  expect(emptyRoot.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('a tree that grows leaf by leaf has the root that the definition gives', () => {
  fc.assert(fc.property(someLeaves, (leaves) => grown(leaves).root().equals(naiveRoot(leaves))));
});

test('a tree goes on from its frontier as if it had never been put down', () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), (leaves, at) => {
      const cut = at % (leaves.length + 1);
      const frontier = grown(leaves.slice(0, cut)).frontier();
      const tree = openTree(frontier);
      for (const leaf of leaves.slice(cut)) tree.add(leafHash(leaf));
      return isFrontier(frontier) && tree.root().equals(naiveRoot(leaves));
    }),
  );
  expect(isFrontier({ ...emptyFrontier, size: 3 })).toBe(false);
});

test('every leaf of every tree has a proof of inclusion, and no other leaf passes with it', () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), (leaves, at) => {
      const [size, index] = [leaves.length, at % leaves.length];
      const path = pathOf(leaves, inclusionRanges(index, size));
      const shown = { index, size, leaf: leafHash(leaves[index] ?? Buffer.of()), path };
      const root = naiveRoot(leaves);
      expect(rootOfInclusion(shown)).toEqual(root);
      expect(rootOfInclusion({ ...shown, leaf: leafHash(Buffer.from('another leaf')) })).not.toEqual(root);
      expect(rootOfInclusion({ ...shown, path: [...path, root] })).toBeNull();
      if (path.length > 0) expect(rootOfInclusion({ ...shown, path: path.slice(1) })).not.toEqual(root);
      expect(rootOfInclusion({ ...shown, index: size })).toBeNull();
    }),
  );
});

test('every tree is consistent with every tree it grew out of, and with no other', () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), (leaves, at) => {
      const size = at % (leaves.length + 1);
      const path = pathOf(leaves, consistencyRanges(size, leaves.length));
      const later = { size: leaves.length, root: naiveRoot(leaves) };
      const earlier = { size, root: naiveRoot(leaves.slice(0, size)) };
      expect(isConsistent({ earlier, later, path })).toBe(true);
      expect(isConsistent({ earlier, later: { ...later, root: emptyRoot }, path })).toBe(size === 0);
      if (size > 0) expect(isConsistent({ earlier: { ...earlier, root: leafHash(Buffer.from('x')) }, later, path })).toBe(false);
      expect(isConsistent({ earlier, later, path: [...path, emptyRoot] })).toBe(false);
    }),
  );
});

test('a leaf is never taken for a node', () => {
  const [left, right] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
  expect(nodeHash(left, right)).not.toEqual(leafHash(Buffer.concat([left, right])));
});
