import { createHash } from 'node:crypto';

/** Bytes of every hash here: SHA-256. */
export const hashLength = 32;

const sha256 = (...parts: readonly Buffer[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

/** RFC 6962, 2.1: a leaf and a node never have the same bytes to hash. */
export const leafHash = (bytes: Buffer): Buffer => sha256(leafMark, bytes);
export const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(nodeMark, left, right);

/** The root of no leaves. */
export const emptyRoot: Buffer = sha256();

/** What has to be kept of a tree to go on with it: the roots of its full subtrees, the largest first. At most 53 of them. */
export interface Frontier {
  /** Leaves so far. */
  readonly size: number;
  readonly hashes: readonly Buffer[];
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** A Merkle tree (RFC 6962) that leaves are added to, one after another; holds a few hashes, however many leaves it has. */
export interface Tree {
  add(leaf: Buffer): void;
  root(): Buffer;
  size(): number;
  frontier(): Frontier;
}

export function openTree(from: Frontier = emptyFrontier): Tree {
  let { size } = from;
  const hashes = [...from.hashes];
  return {
    add: (leaf) => {
      let node = leaf;
      for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) node = nodeHash(hashes.pop() ?? emptyRoot, node);
      hashes.push(node);
      size += 1;
    },
    root: () => rootOf({ size, hashes }),
    size: () => size,
    frontier: () => ({ size, hashes: [...hashes] }),
  };
}

export const rootOf = ({ hashes }: Frontier): Buffer => hashes.reduceRight<Buffer | null>(joined, null) ?? emptyRoot;

const joined = (right: Buffer | null, left: Buffer): Buffer => (right ? nodeHash(left, right) : left);

/** True when the frontier has as many hashes as a tree of its size has full subtrees. */
export function isFrontier({ size, hashes }: Frontier): boolean {
  const subtrees = [...size.toString(2)].filter((digit) => digit === '1').length;
  return hashes.length === subtrees && hashes.every((hash) => hash.length === hashLength);
}
