import { randomUUID } from 'node:crypto';
import type { Query } from '../database/database';

export interface NewDelay {
  readonly number: string;
  readonly reason: string;
  readonly source: string;
  readonly placedBy: string;
  readonly since: Date;
  readonly until: Date;
  /** Without a review until then it lapses. */
  readonly reviewBy: Date;
}

export interface Delay extends NewDelay {
  readonly id: string;
  readonly reviewedBy: string | null;
}

/** Null when there is no such case. Needs the owner's rights, as all of these. */
export async function placeDelay(query: Query, one: NewDelay): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    `insert into privacy.delay (id, case_id, reason, source, placed_by, since, until, review_by)
     select $2, n.case_id, $3, $4, $5, $6, $7, $8 from core.case_number n where n.number = $1 returning id`,
    [one.number, randomUUID(), one.reason, one.source, one.placedBy, one.since, one.until, one.reviewBy],
  );
  return row?.id ?? null;
}

/** Those that count or wait for a review, the newest first; at most 1,000. */
export const standingDelays = (query: Query): Promise<Delay[]> =>
  query<Delay>(
    `select d.id, n.number, d.reason, d.source, d.placed_by as "placedBy", d.since, d.until, d.review_by as "reviewBy",
       d.reviewed_by as "reviewedBy"
       from privacy.delay d join core.case_number n on n.case_id = d.case_id
      where d.ended_at is null and d.until > clock_timestamp() and (d.reviewed_at is not null or d.review_by > clock_timestamp())
      order by d.since desc, d.id limit 1000`,
  );

export type Reviewed = 'done' | 'absent' | 'own';

/** By somebody else than who asked for it: it holds until its end, or ends now. */
export async function reviewDelay(
  query: Query,
  id: string,
  { by, at, isKept }: { readonly by: string; readonly at: Date; readonly isKept: boolean },
): Promise<Reviewed> {
  const [row] = await query<{ isOwn: boolean }>(
    `select placed_by = $2 as "isOwn" from privacy.delay where id = $1 and ended_at is null and reviewed_at is null for update`,
    [id, by],
  );
  if (!row) return 'absent';
  if (row.isOwn) return 'own';
  await query(
    `update privacy.delay set reviewed_at = $2::timestamptz, reviewed_by = $3, ended_at = case when $4::boolean then null else $2::timestamptz end where id = $1`,
    [id, at, by, isKept],
  );
  return 'done';
}
