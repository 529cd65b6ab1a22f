import type { Audience, LedgerEntry } from '@maplebridge/contract';
import { entryColumns, entryFromRow, type EntryRow } from './entry';
import type { Positions } from './positions';
import type { Query } from './query';

/** One shard's position. */
export interface Place {
  readonly shard: number;
  readonly position: bigint;
}

/**
 * Shards with nothing new cost one look at their counter. Those that are behind share the limit alike, so that a busy shard holds up
 * no other. Across shards entries come in the order in which they were recorded, but never against the order of their own shard.
 */
const readBehind = `
with behind as materialized (
  select counter.shard, seen.position, count(*) over () as many
  from unnest($1::smallint[], $2::bigint[]) as seen (shard, position)
  join core.shard counter on counter.shard = seen.shard and counter.position > seen.position)
select ${entryColumns('entry')}
from behind cross join lateral (
  select * from core.entry next where next.shard = behind.shard and next.position > behind.position
  order by next.position limit greatest(1, $3::integer / behind.many)) entry
order by max(entry.recorded_at) over (partition by entry.shard order by entry.position), entry.shard, entry.position`;

/** The next entries after the positions: about `limit`, but at least one of every shard that has any. */
export async function readAfter(query: Query, positions: Positions, limit: number): Promise<readonly LedgerEntry[]> {
  return readPlaces(
    query,
    positions.map((position, shard) => ({ shard, position })),
    limit,
  );
}

/** As `readAfter`, over some of the shards. */
export async function readPlaces(query: Query, places: readonly Place[], limit: number): Promise<readonly LedgerEntry[]> {
  const shards = places.map(({ shard }) => shard);
  const rows = await query<EntryRow>(readBehind, [shards, places.map(({ position }) => String(position)), limit]);
  return rows.map(entryFromRow);
}

/** The last committed position of every shard, at one instant. */
export async function headPositions(query: Query): Promise<Positions> {
  const rows = await query<{ position: string }>('select position from core.shard order by shard');
  return rows.map(({ position }) => BigInt(position));
}

/** The oldest position that is still there; null for a shard without entries. */
export async function oldestPosition(query: Query, shard: number): Promise<bigint | null> {
  const [row] = await query<{ position: string }>('select position from core.entry where shard = $1 order by position limit 1', [shard]);
  return row ? BigInt(row.position) : null;
}

/** A stretch of one case's history: the first `limit` entries between the positions, or the last ones when not `forward`. */
export interface CaseStretch {
  readonly after?: bigint;
  readonly before?: bigint;
  readonly limit: number;
  readonly forward: boolean;
  readonly audiences: readonly Audience[] | 'all';
}

const readCaseIn = (direction: 'asc' | 'desc'): string => `
select ${entryColumns('entry')} from core.entry entry
where entry.case_id = $1 and entry.position > $2::bigint and entry.position < $3::bigint and ($4::text[] is null or entry.audience = any ($4::text[]))
order by entry.position ${direction} limit $5`;

const fromTheFirst = readCaseIn('asc');
const fromTheLast = readCaseIn('desc');
const endOfTime = 2n ** 63n - 1n;

/** Always in the order in which things happened, whichever end was asked for. */
export async function readCase(query: Query, caseId: string, stretch: CaseStretch): Promise<readonly LedgerEntry[]> {
  const { after = 0n, before = endOfTime, limit, forward, audiences } = stretch;
  const values = [caseId, String(after), String(before), audiences === 'all' ? null : audiences, limit];
  const entries = (await query<EntryRow>(forward ? fromTheFirst : fromTheLast, values)).map(entryFromRow);
  return forward ? entries : entries.reverse();
}

/** One of several cases, with who is asking of it. */
export interface CaseAsked {
  readonly caseId: string;
  readonly audiences: readonly Audience[];
}

const readCasesIn = (direction: 'asc' | 'desc'): string => `
select ${entryColumns('entry')} from unnest($1::uuid[], $2::text[]) as asked (case_id, audiences)
cross join lateral (
  select * from core.entry one where one.case_id = asked.case_id and one.audience = any (string_to_array(asked.audiences, ','))
  order by one.position ${direction} limit $3) entry
order by entry.case_id, entry.position`;

/** The first entries of each case, or the last ones when not `forward`, in one statement; each case's in the order in which they happened. */
export async function readCases(
  query: Query,
  asked: readonly CaseAsked[],
  { limit, forward }: Pick<CaseStretch, 'limit' | 'forward'>,
): Promise<readonly LedgerEntry[]> {
  const values = [asked.map(({ caseId }) => caseId), asked.map(({ audiences }) => audiences.join(',')), limit];
  return (await query<EntryRow>(readCasesIn(forward ? 'asc' : 'desc'), values)).map(entryFromRow);
}

export async function entryById(query: Query, id: string): Promise<LedgerEntry | null> {
  const [row] = await query<EntryRow>(`select ${entryColumns('entry')} from core.entry entry where entry.id = $1`, [id]);
  return row ? entryFromRow(row) : null;
}
