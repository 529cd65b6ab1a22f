import { columnsOf, currentFormat, type RecordKind, type RecordText } from '@maplebridge/audit';
import type { Database, Query } from '../database/database';

/** Everything that is read inside is of one instant, and nothing can be written. Columns come as text in the one form that leaves are made of. */
export function inSnapshot<Result>(database: Pick<Database, 'transaction'>, work: (query: Query) => Promise<Result>): Promise<Result> {
  return database.transaction(async (query) => {
    await query(`set transaction isolation level repeatable read read only`);
    await query(`set local timezone = 'UTC'`);
    await query(`set local datestyle = 'ISO, MDY'`);
    await query(`set local bytea_output = 'hex'`);
    await query(`set local idle_in_transaction_session_timeout = 0`);
    return work(query);
  });
}

/** A leaf, and the record that stands where the leaf says; null when none does. */
export interface LeafRow {
  readonly index: number;
  readonly kind: RecordKind;
  /** Of an entry; null for a row of the access log. */
  readonly place: { readonly shard: number; readonly position: string } | null;
  readonly recordId: string;
  readonly format: number;
  readonly hash: Buffer;
  readonly found: RecordText | null;
}

interface Stored {
  readonly index: string;
  readonly shard: number | null;
  readonly position: string | null;
  readonly record_id: string;
  readonly format: number;
  readonly hash: Buffer;
  /** Columns of the record, each behind the letter of its table. */
  readonly [column: `${'e' | 'a'}_${string}`]: string | null;
}

/** The newest format has every column that an older one had. */
const newest = { entry: columnsOf('entry', currentFormat), access: columnsOf('access', currentFormat) };
/** One by one: an array would be taken apart by the driver at several times the cost. */
const texts = (kind: RecordKind, row: 'e' | 'a'): string =>
  newest[kind].map((column) => `${row}.${column}::text as ${row}_${column}`).join(', ');

const leaves = `select l.index, l.shard, l.position, l.record_id, l.format, l.hash, ${texts('entry', 'e')}, ${texts('access', 'a')}
  from audit.leaf l
  left join core.entry e on e.shard = l.shard and e.position = l.position
  left join audit.access_record a on l.shard is null and a.id = l.record_id`;

/** Leaves from one to before another that are there, in their order, with their records. */
export async function leavesWithRecords(query: Query, from: number, to: number): Promise<readonly LeafRow[]> {
  return (await query<Stored>(`${leaves} where l.index >= $1 and l.index < $2 order by l.index`, [from, to])).map(fromStored);
}

/** The leaf of one entry, or of one row of the access log; null when it has none. */
export async function leafOfRecord(query: Query, id: string): Promise<LeafRow | null> {
  const ofEntry = `${leaves} where (l.shard, l.position) in (select own.shard, own.position from core.entry own where own.id = $1)`;
  const [entry] = await query<Stored>(ofEntry, [id]);
  const [access] = entry ? [] : await query<Stored>(`${leaves} where l.shard is null and l.record_id = $1`, [id]);
  const row = entry ?? access;
  return row ? fromStored(row) : null;
}

function fromStored(row: Stored): LeafRow {
  const { index, shard, position, record_id, format, hash } = row;
  const kind = shard === null ? 'access' : 'entry';
  return {
    index: Number(index),
    kind,
    place: shard === null || position === null ? null : { shard, position },
    recordId: record_id,
    format,
    hash,
    found: recordIn(row, kind),
  };
}

/** Null when no record was joined: neither kind has one without an id. */
function recordIn(row: Stored, kind: RecordKind): RecordText | null {
  const letter = kind === 'entry' ? 'e' : 'a';
  if (row[`${letter}_id`] === null) return null;
  const record: Record<string, string | null> = {};
  for (const column of newest[kind]) record[column] = row[`${letter}_${column}`] ?? null;
  return record;
}

/** Where the entry of that id stands now. */
export async function placeOfEntry(query: Query, id: string): Promise<{ readonly shard: number; readonly position: string } | null> {
  const [row] = await query<{ shard: number; position: string }>(`select shard, position from core.entry where id = $1`, [id]);
  return row ?? null;
}

/** What has no leaf: how many records, the oldest of them, and the first place of the ledger at which one should stand and does not. */
export interface Unsealed {
  readonly records: number;
  readonly oldest: { readonly kind: RecordKind; readonly id: string; readonly at: Date } | null;
  readonly missing: { readonly shard: number; readonly position: string } | null;
  /** The clock of the database. */
  readonly now: Date;
}

interface OpenRow {
  readonly shard: number | null;
  readonly records: string;
  readonly id: string | null;
  readonly at: Date | null;
  readonly missing: string | null;
  readonly now: Date;
}

const open = `
  with sealed as (
    select counter.shard, counter.position as head,
      coalesce((select max(l.position) from audit.leaf l where l.shard = counter.shard), 0) as last
    from core.shard counter)
  select s.shard, rest.records, rest.id, rest.at, now() as now, coalesce(rest.missing, case when rest.records < s.head - s.last then s.last + rest.records + 1 end) as missing
  from sealed s cross join lateral (
    select count(*) as records, min(e.recorded_at) as at, (array_agg(e.id order by e.recorded_at))[1] as id,
      min(s.last + e.nth) filter (where e.position <> s.last + e.nth) as missing
    from (select one.id, one.recorded_at, one.position, row_number() over (order by one.position) as nth
      from core.entry one where one.shard = s.shard and one.position > s.last) e) rest
  where s.head > s.last
  union all
  select null, count(*), (array_agg(a.id order by a.at))[1], min(a.at), now(), null
  from audit.access_record a where not exists (select from audit.leaf l where l.shard is null and l.record_id = a.id)`;

export async function unsealed(query: Query): Promise<Unsealed> {
  const rows = await query<OpenRow>(open);
  const dated = rows.flatMap(({ shard, id, at }) =>
    id && at ? [{ kind: shard === null ? ('access' as const) : ('entry' as const), id, at }] : [],
  );
  const gap = rows.find((row) => row.missing !== null);
  return {
    records: rows.reduce((sum, row) => sum + Number(row.records), 0),
    oldest: dated.sort((one, other) => one.at.getTime() - other.at.getTime())[0] ?? null,
    missing: gap?.missing && gap.shard !== null ? { shard: gap.shard, position: gap.missing } : null,
    now: rows[0]?.now ?? new Date(),
  };
}

/** Whether some leaf is for the entry at that place of the ledger. */
export async function hasLeafAt(query: Query, place: { readonly shard: number; readonly position: string }): Promise<boolean> {
  return (await query(`select from audit.leaf where shard = $1 and position = $2`, [place.shard, place.position])).length > 0;
}

/** Number and signed text of every checkpoint, in the order of their numbers: one for each hour, however many records there are. */
export const allNotes = async (query: Query): Promise<ReadonlyMap<number, string>> =>
  new Map(
    (await query<{ number: string; note: string }>(`select number, note from audit.checkpoint order by number`)).map((row) => [
      Number(row.number),
      row.note,
    ]),
  );

/** How many leaves there are. */
export async function leafCount(query: Query): Promise<number> {
  const [row] = await query<{ many: string }>(`select coalesce(max(index) + 1, 0) as many from audit.leaf`);
  return Number(row?.many ?? 0);
}
