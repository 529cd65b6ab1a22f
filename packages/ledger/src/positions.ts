import type { LedgerEntry } from '@maplebridge/contract';
import { shardCount } from './shard';

/** How far a reader is, shard by shard: the last position it has dealt with. */
export type Positions = readonly bigint[];

/** Before the first entry of every shard. */
export const beginning: Positions = Array.from({ length: shardCount }, () => 0n);

export const positionIn = (positions: Positions, shard: number): bigint => positions[shard] ?? 0n;

/** The positions once the entry is dealt with too; never backwards. */
export function past(positions: Positions, entry: Pick<LedgerEntry, 'shard' | 'position'>): Positions {
  if (entry.position <= positionIn(positions, entry.shard)) return positions;
  return positions.with(entry.shard, entry.position);
}

/** The farther of the two in each shard. */
export const farther = (one: Positions, other: Positions): Positions =>
  one.map((position, shard) => (position > positionIn(other, shard) ? position : positionIn(other, shard)));

/** True when nothing that `other` has dealt with is new to `one`. */
export const covers = (one: Positions, other: Positions): boolean => other.every((position, shard) => positionIn(one, shard) >= position);

/** Entries between the two. Exact without counting a row, because positions have no gaps. */
export const entriesBetween = (from: Positions, to: Positions): bigint =>
  to.reduce((sum, position, shard) => (position > positionIn(from, shard) ? sum + position - positionIn(from, shard) : sum), 0n);

/** Shards in which the entries do not follow the positions without a gap: history was removed, or the ledger is broken. */
export function brokenShards(positions: Positions, entries: readonly LedgerEntry[]): readonly number[] {
  const at = [...positions];
  const broken = new Set<number>();
  for (const { shard, position } of entries) {
    if (position !== (at[shard] ?? 0n) + 1n) broken.add(shard);
    at[shard] = position;
  }
  return [...broken];
}
