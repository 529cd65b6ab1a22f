import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { keyId, pemOf, publicKeyOf } from '@maplebridge/audit';
import { shardCount } from '@maplebridge/ledger';
import { appendLeaves, checkpointsAfter, lastCheckpoint, type CheckpointRow, type Database, type Query } from '@maplebridge/storage';
import { checkpointName, differs, leavesName, numbersIn, readNote, writeNew, writeOnce } from './checkpointFolder';
import { hashesOf } from './leaves';
import { makeCheckpoint, type Made } from './makeCheckpoint';

/** Who signs, and where checkpoints are written to; without a folder they are kept in the database only. */
export interface Sealing {
  readonly key: KeyObject;
  readonly folder: string | null;
}

export interface SealJob extends Sealing {
  readonly database: Pick<Database, 'query'>;
  readonly reason: 'hour' | 'asked';
  /** Told how many records were sealed so far. */
  readonly reached?: (records: number) => void;
  /** Aborted: ends after the batch under way, without a checkpoint; what has its leaf keeps it. */
  readonly signal?: AbortSignal;
}

export interface Sealed extends Made {
  /** Records that got their leaf now. */
  readonly records: number;
  /** Checkpoints written to the folder now. */
  readonly written: number;
}

const recordsAtOnce = 5_000;
/** Shards share a batch alike: where fewer came than the share of one, none had more to give. */
const shareOfShard = recordsAtOnce / shardCount;

/**
 * Gives every record its leaf, signs them all and writes checkpoints to the folder, also those that an earlier run was killed before
 * writing. Each step is whole by itself, so it may be ended at any time and run by several at once. Null when it was ended.
 */
export async function seal({ database: { query }, key, folder, reason, reached, signal }: SealJob): Promise<Sealed | null> {
  if (folder !== null) await refuseAnotherHistory(query, folder);
  let records = 0;
  for (let added = recordsAtOnce; added >= shareOfShard; records += added) {
    if (signal?.aborted) return null;
    added = await appendLeaves(query, recordsAtOnce);
    reached?.(records + added);
  }
  const made = await makeCheckpoint(query, key, reason);
  const written = folder === null ? 0 : await writeCheckpoints(query, folder);
  if (folder !== null) await writeOnce(join(folder, `${keyId('maplebridge', key).toString('hex')}.pem`), pemOf(publicKeyOf(key)));
  return { ...made, records, written };
}

/** The last checkpoint outside has to be one of ours: else a rebuilt or an older database would be signed as if nothing had been. */
async function refuseAnotherHistory(query: Query, folder: string): Promise<void> {
  const number = (await numbersIn(folder)).at(-1);
  if (number === undefined) return;
  const [ours] = await checkpointsAfter(query, number - 1, 1);
  if (ours?.number !== number || (await readNote(folder, number)) !== ours.note) throw differs(join(folder, checkpointName(number)));
}

const rowsAtOnce = 500;

async function writeCheckpoints(query: Query, folder: string): Promise<number> {
  const there = new Set(await numbersIn(folder));
  const last = (await lastCheckpoint(query))?.number ?? 0;
  if (there.size === last) return 0;
  let written = 0;
  for (let [number, size] = [0, 0]; number < last;) {
    const rows = await checkpointsAfter(query, number, rowsAtOnce);
    for (const row of rows) {
      if (!there.has(row.number) && (await writeCheckpoint(query, folder, { row, from: size }))) written += 1;
      size = row.size;
    }
    number = rows.at(-1)?.number ?? last;
  }
  return written;
}

/** The leaves that came since the checkpoint before go first: with them outside, the first record that was changed has a name. */
async function writeCheckpoint(query: Query, folder: string, { row, from }: { row: CheckpointRow; from: number }): Promise<boolean> {
  await writeNew(join(folder, leavesName(row.number)), hashesOf(query, { from, to: row.size }));
  return writeOnce(join(folder, checkpointName(row.number)), row.note);
}
