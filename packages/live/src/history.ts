import type { LedgerEntry } from '@maplebridge/contract';
import {
  beginning,
  brokenShards,
  covers,
  entriesBetween,
  oldestPosition,
  past,
  positionIn,
  readAfter,
  readCase,
  shardOf,
  type Positions,
  type Query,
} from '@maplebridge/ledger';

/** What one stream missed, read page by page from where it was. */
export interface History {
  /** Everything up to here has been read. */
  known(): Positions;
  covers(target: Positions): boolean;
  /** Entries it would at most have to read to cover the target. */
  distance(target: Positions): bigint;
  /** The next entries; null when some are not there any more. */
  read(target: Positions): Promise<readonly LedgerEntry[] | null>;
}

const page = 500;

export function boardHistory(query: Query, from: Positions): History {
  let known = from;
  return {
    known: () => known,
    covers: (target) => covers(known, target),
    distance: (target) => entriesBetween(known, target),
    read: async () => {
      const entries = await readAfter(query, known, page);
      if (entries.length === 0 || brokenShards(known, entries).length > 0) return null;
      known = entries.reduce(past, known);
      return entries;
    },
  };
}

/** Of one case only its own entries are read, whatever else its shard holds; so there is no telling how many they are before. */
export function caseHistory(query: Query, caseId: string, from: bigint): History {
  const shard = shardOf(caseId);
  let known = from;
  return {
    known: () => beginning.with(shard, known),
    covers: (target) => known >= positionIn(target, shard),
    distance: () => 0n,
    read: async (target) => {
      const oldest = await oldestPosition(query, shard);
      if (oldest === null || oldest > known + 1n) return null;
      const entries = await readCase(query, caseId, { after: known, limit: page, forward: true, audiences: 'all' });
      const end = entries.length < page ? positionIn(target, shard) : 0n;
      const last = entries.at(-1)?.position ?? known;
      known = last > end ? last : end;
      return entries;
    },
  };
}
