import { hashLength, openTree, type Frontier, type Range, type Tree } from '@maplebridge/audit';
import { leafHashes, type CheckpointRow, type Query } from '@maplebridge/storage';

const leavesAtOnce = 20_000;

/** The tree as it was when the checkpoint was made. */
export function frontierOf({ size, frontier }: Pick<CheckpointRow, 'size' | 'frontier'>): Frontier {
  return { size, hashes: hashesIn(frontier) };
}

export const hashesIn = (bytes: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / hashLength) }, (_, at) => bytes.subarray(at * hashLength, (at + 1) * hashLength));

/** Hashes of the leaves in the range, some at a time: 32 bytes each. */
export async function* hashesOf(query: Query, { from, to }: Range): AsyncGenerator<Buffer, void, undefined> {
  for (let at = from; at < to; at += leavesAtOnce) yield await leafHashes(query, at, Math.min(to, at + leavesAtOnce));
}

/** Adds the leaves up to the size. */
export async function grow(query: Query, tree: Tree, size: number): Promise<void> {
  for await (const bytes of hashesOf(query, { from: tree.size(), to: size })) for (const hash of hashesIn(bytes)) tree.add(hash);
}

/** The root over the leaves of the range alone, as proofs have it. */
export async function rootOfRange(query: Query, range: Range): Promise<Buffer> {
  const tree = openTree();
  for await (const bytes of hashesOf(query, range)) for (const hash of hashesIn(bytes)) tree.add(hash);
  return tree.root();
}
