import type { KeyObject } from 'node:crypto';
import { hashOfNote, isFrontier, isSignedBy, openTree, publicKeyOf, readCheckpoint, signCheckpoint, type Tree } from '@maplebridge/audit';
import { label } from '@maplebridge/contract';
import { currentEpoch, keepCheckpoint, lastCheckpoint, sealingState, type CheckpointRow, type Query } from '@maplebridge/storage';
import { frontierOf, grow } from './leaves';
import { SealingRefused } from './refused';

export interface Made {
  readonly checkpoint: CheckpointRow;
  readonly isNew: boolean;
}

/**
 * Signs all leaves there are, on top of the last checkpoint. No lock: leaves never change, and of two who sign the same number the first is
 * kept. `asked` makes none when nothing came since the last one; `hour` makes the one of this hour.
 */
export async function makeCheckpoint(query: Query, key: KeyObject, reason: 'hour' | 'asked'): Promise<Made> {
  const epoch = await currentEpoch(query);
  const last = await lastCheckpoint(query);
  const { log, size, now, hour, isHourSealed } = await sealingState(query);
  if (last && (reason === 'asked' ? last.size === size : isHourSealed)) return { checkpoint: last, isNew: false };
  const tree = treeOf(last, key);
  await grow(query, tree, size);
  const head = { number: (last?.number ?? 0) + 1, hour: reason === 'hour' ? hour : null, madeAt: now, size };
  const previous = last ? hashOfNote(last.note) : null;
  const note = signCheckpoint({ ...head, log, root: tree.root(), previous, epoch }, key);
  const checkpoint = { ...head, frontier: Buffer.concat(tree.frontier().hashes), note };
  if (await keepCheckpoint(query, checkpoint)) return { checkpoint, isNew: true };
  const theirs = await lastCheckpoint(query);
  if (!theirs) throw new Error('A checkpoint was refused as known, and there is none.');
  return { checkpoint: theirs, isNew: false };
}

/** Nothing is signed on top of what was changed: the signature would vouch for it. A checkpoint by an earlier key is gone on from. */
function treeOf(last: CheckpointRow | null, key: KeyObject): Tree {
  if (!last) return openTree();
  const told = readCheckpoint(last.note);
  const frontier = frontierOf(last);
  const isOfThisKey = told !== null && isSignedBy(last.note, [publicKeyOf(key)]);
  const isOfAnother = told !== null && keyNamedIn(last.note) !== keyNamedIn(signCheckpoint(told, key));
  const isWhole = told !== null && told.size === last.size && told.number === last.number && isFrontier(frontier);
  const tree = openTree(frontier);
  if (isWhole && (isOfThisKey || isOfAnother) && tree.root().equals(told.root)) return tree;
  throw new SealingRefused(
    label(
      `数据库中的第 ${last.number} 号检查点被改动过，不能在其上继续签署。请运行 maplebridge audit verify。`,
      `Checkpoint ${last.number} in the database was changed; nothing is signed on top of it. Run maplebridge audit verify.`,
    ),
  );
}

/** The last word of a note begins with the four bytes that name its key. */
const keyNamedIn = (note: string): string => (note.trimEnd().split(' ').at(-1) ?? '').slice(0, 5);
