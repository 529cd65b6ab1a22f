import type { Tree } from '@maplebridge/audit';
import { hasLeafAt, leavesWithRecords, placeOfEntry, type LeafRow, type Query } from '@maplebridge/storage';
import type { Finding } from './finding';
import { hashNow, judgeLeaf, nameOf, type openShards } from './judgeLeaf';
import type { Outside } from './outside';

const leavesAtOnce = 2_000;

/** What a walk over the leaves holds: never more than one batch of them. */
export interface Walk {
  readonly query: Query;
  readonly tree: Tree;
  readonly outside: Outside;
  readonly passed: ReturnType<typeof openShards>;
  readonly reached: (leaves: number) => void;
}

export interface Stretch {
  /** The checkpoint that the leaves came with; null: none yet. */
  readonly number: number | null;
  readonly from: number;
  readonly to: number;
}

/** `doubt` is the first record that is as its leaf says, and not as the hash outside says: one of the two was changed. */
export interface Walked {
  readonly bad: Finding | null;
  readonly doubt: Finding | null;
}

/** Compares every record of the stretch with its leaf, and adds the leaves to the tree; ends at the first that is not what was sealed. */
export async function walkStretch(walk: Walk, { number, from, to }: Stretch): Promise<Walked> {
  let doubt: Finding | null = null;
  for (let at = from; at < to; at += leavesAtOnce) {
    const end = Math.min(to, at + leavesAtOnce);
    const rows = await leavesWithRecords(walk.query, at, end);
    const known = number === null ? [] : await walk.outside.leaves(number, at - from, end - at);
    for (let nth = 0; nth < end - at; nth += 1) {
      const row = rows[nth];
      if (row?.index !== at + nth) return { bad: noLeaf(at + nth, row), doubt };
      const bad = await judge(walk, row, known[nth]);
      if (bad) return { bad, doubt };
      if (known[nth]?.equals(row.hash) === false) doubt ??= { what: 'rebuilt', part: 'record', record: nameOf(row), leaf: row.index };
      walk.tree.add(row.hash);
    }
    walk.reached(end);
  }
  return { bad: null, doubt };
}

/** Behind the last leaf there is nothing; between two of them one was taken out. */
const noLeaf = (leaf: number, later: LeafRow | undefined): Finding => ({ what: later ? 'removed' : 'truncated', part: 'leaf', leaf });

async function judge(walk: Walk, row: LeafRow, known: Buffer | undefined): Promise<Finding | null> {
  const told = { record: nameOf(row), leaf: row.index };
  const judgement = judgeLeaf(row);
  if (judgement === 'altered') return { what: 'altered', part: known && hashNow(row)?.equals(known) ? 'leaf' : 'record', ...told };
  if (judgement !== 'sound') {
    const place = row.kind === 'entry' ? await placeOfEntry(walk.query, row.recordId) : null;
    return { what: place ? 'swapped' : 'removed', part: 'record', ...told };
  }
  const missing = walk.passed(row);
  if (!missing) return null;
  if (await hasLeafAt(walk.query, missing)) return { what: 'swapped', part: 'leaf', ...told };
  return { what: 'removed', part: 'record', record: { kind: 'entry', id: null, ...missing }, leaf: row.index };
}
