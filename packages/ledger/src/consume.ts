import type { LedgerEntry } from '@maplebridge/contract';
import type { Positions } from './positions';
import type { Query } from './query';
import { readPlaces, type Place } from './read';

/** What a consumer is to deal with before it commits, and the positions that stand when it does. */
export interface Batch {
  readonly entries: readonly LedgerEntry[];
  readonly written: readonly Place[];
}

/** Enters a consumer, once: from the first entry there is, or from now on. Entering it again changes nothing. */
export async function enterConsumer(query: Query, name: string, from: 'beginning' | 'now'): Promise<void> {
  await query(
    `insert into core.consumer (name, shard, position)
     select $1, shard, case when $2 = 'now' then position else 0 end from core.shard on conflict (name, shard) do nothing`,
    [name, from],
  );
}

/**
 * Runs inside a transaction at read committed. Takes the consumer's shards that are behind and nobody else is at work on, reads what they have not seen,
 * and moves their positions: what the caller does with the entries in the same transaction happens once, however many gateways run.
 */
export async function consumeBatch(query: Query, name: string, limit: number): Promise<Batch> {
  const taken = await query<{ shard: number; position: string }>(
    `select seen.shard, seen.position from core.consumer seen
     where seen.name = $1 and exists (select from core.shard counter where counter.shard = seen.shard and counter.position > seen.position)
     order by seen.shard for update of seen skip locked`,
    [name],
  );
  const entries = await readPlaces(
    query,
    taken.map(({ shard, position }) => ({ shard, position: BigInt(position) })),
    limit,
  );
  const written = lastPlaces(entries);
  if (written.length > 0) await moveConsumer(query, name, written);
  return { entries, written };
}

/** Where a consumer stands in every shard, and how many entries it has not dealt with yet, at one instant. One that never ran stands before the first. */
export async function consumerPositions(query: Query, name: string): Promise<{ readonly positions: Positions; readonly behind: number }> {
  const [row] = await query<{ positions: readonly string[]; behind: string }>(
    `select array_agg(coalesce(seen.position, 0)::text order by counter.shard) as positions, sum(counter.position - coalesce(seen.position, 0)) as behind
     from core.shard counter left join core.consumer seen on seen.shard = counter.shard and seen.name = $1`,
    [name],
  );
  return { positions: (row?.positions ?? []).map(BigInt), behind: Number(row?.behind ?? 0) };
}

function lastPlaces(entries: readonly LedgerEntry[]): readonly Place[] {
  const last = new Map(entries.map(({ shard, position }) => [shard, position]));
  return [...last].map(([shard, position]) => ({ shard, position }));
}

const moveConsumer = (query: Query, name: string, places: readonly Place[]): Promise<object[]> =>
  query(
    `update core.consumer set position = reached.position from unnest($2::smallint[], $3::bigint[]) as reached (shard, position)
     where consumer.name = $1 and consumer.shard = reached.shard`,
    [name, places.map(({ shard }) => shard), places.map(({ position }) => String(position))],
  );
