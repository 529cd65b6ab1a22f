import type { KeyObject } from 'node:crypto';
import {
  inclusionRanges,
  isSignedBy,
  readCheckpoint,
  recordHash,
  rootOfInclusion,
  type RecordKind,
  type RecordText,
} from '@maplebridge/audit';
import { rootOfRange } from '@maplebridge/gateway';
import { allNotes, inSnapshot, leafOfRecord, type Database, type Query } from '@maplebridge/storage';
import { z } from 'zod';

/** That a record is in the log, for somebody who has the public key and nothing else. */
export interface RecordProof {
  readonly proof: 'maplebridge.record.1';
  readonly kind: RecordKind;
  readonly format: number;
  /** Its columns as they were sealed. */
  readonly record: RecordText;
  readonly leaf: number;
  /** Base64 hashes from the leaf up. */
  readonly path: readonly string[];
  /** The signed text that the path leads to. */
  readonly checkpoint: string;
}

/** Null when the record is not there, has no leaf, or its leaf is under no checkpoint yet. */
export const proveRecord = (database: Pick<Database, 'transaction'>, id: string): Promise<RecordProof | null> =>
  inSnapshot(database, async (query) => {
    const row = await leafOfRecord(query, id);
    const note = row && (await firstOver(query, row.index));
    if (!row?.found || !note) return null;
    const path: string[] = [];
    for (const range of inclusionRanges(row.index, note.size)) path.push((await rootOfRange(query, range)).toString('base64'));
    const { kind, format, found: record, index: leaf } = row;
    return { proof: 'maplebridge.record.1', kind, format, record, leaf, path, checkpoint: note.text };
  });

/** The first checkpoint that is over the leaf. */
async function firstOver(query: Query, index: number): Promise<{ readonly text: string; readonly size: number } | null> {
  for (const text of (await allNotes(query)).values()) {
    const size = readCheckpoint(text)?.size ?? 0;
    if (size > index) return { text, size };
  }
  return null;
}

const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const shape = z.strictObject({
  proof: z.literal('maplebridge.record.1'),
  kind: z.enum(['entry', 'access']),
  format: z.number().int().positive(),
  record: z.record(z.string(), z.string().nullable()),
  leaf: z.number().int().nonnegative(),
  path: z.array(hash).max(60),
  checkpoint: z.string().max(2_000),
});

/** A proof out of the text of a file; null when it is none. */
export function readProof(text: string): RecordProof | null {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Nothing but hashing and one signature: needs no database and no network. */
export function isProven({ kind, format, record, leaf: index, path, checkpoint }: RecordProof, keys: readonly KeyObject[]): boolean {
  const told = readCheckpoint(checkpoint);
  if (!told || !isSignedBy(checkpoint, keys)) return false;
  const leaf = recordHash(kind, format, record);
  const root = rootOfInclusion({ index, size: told.size, leaf, path: path.map((one) => Buffer.from(one, 'base64')) });
  return root?.equals(told.root) === true;
}
