import { randomUUID } from 'node:crypto';
import type { Query } from '../database/database';

export interface LegalHold {
  readonly id: string;
  readonly number: string;
  readonly reason: string;
  /** The order, file number or article that it follows from. */
  readonly source: string;
  readonly placedBy: string;
  readonly since: Date;
  readonly until: Date | null;
}

export interface NewHold {
  readonly number: string;
  readonly reason: string;
  readonly source: string;
  readonly placedBy: string;
  readonly since: Date;
  readonly until: Date | null;
}

/** Null when there is no such case. All rows are counted, so that all are locked: which comes first is chance. Waits for an erasure that is under way, of the case or of an earlier one that keeps values of its parties. */
export async function placeHold(query: Query, hold: NewHold): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    `with held as (select n.case_id as id from core.case_number n where n.number = $1),
       locked as materialized (select c.id from core."case" c
         where c.id in (select id from held union select p.sealed_case from held join core.party p on p.shard = core.shard_of(held.id) and p.case_id = held.id)
         order by c.id for update)
     insert into core.legal_hold (id, case_id, reason, source, placed_by, since, until)
     select $2, held.id, $3, $4, $5, $6, $7 from held where (select count(*) from locked) > 0 returning id`,
    [hold.number, randomUUID(), hold.reason, hold.source, hold.placedBy, hold.since, hold.until],
  );
  return row?.id ?? null;
}

/** The number of the case; null when no such hold stands. */
export async function releaseHold(
  query: Query,
  id: string,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<string | null> {
  const [row] = await query<{ number: string }>(
    `update core.legal_hold h set released_at = $2, released_by = $3 from core."case" c
      where h.id = $1 and h.released_at is null and c.id = h.case_id returning c.number`,
    [id, at, by],
  );
  return row?.number ?? null;
}

/** Those that stand, the newest first; at most 1,000. */
export const standingHolds = (query: Query, now: Date): Promise<LegalHold[]> =>
  query<LegalHold>(
    `select h.id, c.number, h.reason, h.source, h.placed_by as "placedBy", h.since, h.until
       from core.legal_hold h join core."case" c on c.id = h.case_id
      where h.released_at is null and (h.until is null or h.until > $1) order by h.since desc, h.id limit 1000`,
    [now],
  );
