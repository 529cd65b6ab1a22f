import type { Query } from '../database/database';

/** A checkpoint as it is kept beside what it seals. */
export interface CheckpointRow {
  readonly number: number;
  /** For which hour it was made; null: somebody asked for it. */
  readonly hour: Date | null;
  readonly madeAt: Date;
  /** Leaves under it. */
  readonly size: number;
  /** Hashes of the tree's full subtrees one after another: what the next checkpoint goes on from. */
  readonly frontier: Buffer;
  /** The signed text. */
  readonly note: string;
}

const columns = 'number, hour, made_at, size, frontier, note';

interface Stored {
  readonly number: string;
  readonly hour: Date | null;
  readonly made_at: Date;
  readonly size: string;
  readonly frontier: Buffer;
  readonly note: string;
}

const fromStored = ({ number, hour, made_at, size, frontier, note }: Stored): CheckpointRow => ({
  number: Number(number),
  hour,
  madeAt: made_at,
  size: Number(size),
  frontier,
  note,
});

/** Gives leaves to about `limit` records of each kind that have none; how many got one. Waits for another sealer's batch. */
export async function appendLeaves(query: Query, limit: number): Promise<number> {
  const [row] = await query<{ added: number }>(`select audit.append($1) as added`, [limit]);
  return row?.added ?? 0;
}

/** The id of the log, how many leaves it has, the hour by the clock of the database, and whether that has a checkpoint. */
export async function sealingState(
  query: Query,
): Promise<{ readonly log: string; readonly size: number; readonly now: Date; readonly hour: Date; readonly isHourSealed: boolean }> {
  const [row] = await query<{ log: string; size: string; now: Date; hour: Date; sealed: boolean }>(
    `select l.id as log, (select coalesce(max(index) + 1, 0) from audit.leaf) as size, now() as now, date_trunc('hour', now()) as hour,
       exists (select from audit.checkpoint c where c.hour = date_trunc('hour', now())) as sealed from audit.log l`,
  );
  if (!row) throw new Error('The audit log has no id: its row was removed.');
  return { log: row.log, size: Number(row.size), now: row.now, hour: row.hour, isHourSealed: row.sealed };
}

/** Records that have no leaf yet, entries of the ledger only: what a progress is measured by. */
export async function unsealedEntries(query: Query): Promise<number> {
  const [row] = await query<{ many: string }>(
    `select coalesce(sum(counter.position - coalesce((select max(l.position) from audit.leaf l where l.shard = counter.shard), 0)), 0) as many
     from core.shard counter`,
  );
  return Number(row?.many ?? 0);
}

export async function lastCheckpoint(query: Query): Promise<CheckpointRow | null> {
  const [row] = await query<Stored>(`select ${columns} from audit.checkpoint order by number desc limit 1`);
  return row ? fromStored(row) : null;
}

/** In the order of their numbers, those after the given one. */
export async function checkpointsAfter(query: Query, number: number, limit: number): Promise<readonly CheckpointRow[]> {
  const rows = await query<Stored>(`select ${columns} from audit.checkpoint where number > $1 order by number limit $2`, [number, limit]);
  return rows.map(fromStored);
}

/** False when somebody else has made the checkpoint of that number, or of that hour, meanwhile. */
export async function keepCheckpoint(query: Query, { number, hour, madeAt, size, frontier, note }: CheckpointRow): Promise<boolean> {
  const kept = await query(
    `insert into audit.checkpoint (${columns}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning number`,
    [number, hour, madeAt, size, frontier, note],
  );
  return kept.length > 0;
}

/** Leaves were taken out of the log. */
export class LeavesMissing extends Error {
  override readonly name = 'LeavesMissing';
}

/** Hashes of the leaves from one to before another, in one buffer of 32 bytes each. Throws `LeavesMissing`. */
export async function leafHashes(query: Query, from: number, to: number): Promise<Buffer> {
  const [row] = await query<{ hashes: Buffer | null; many: string }>(
    `select string_agg(hash, ''::bytea order by index) as hashes, count(*) as many from audit.leaf where index >= $1 and index < $2`,
    [from, to],
  );
  if (Number(row?.many) !== to - from)
    throw new LeavesMissing(`Leaves ${from} to ${to - 1} are not all there. Run maplebridge audit verify.`);
  return row?.hashes ?? Buffer.alloc(0);
}
