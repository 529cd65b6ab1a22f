import type { Migration } from '@maplebridge/contract';
import { logColumns, logRows } from './accessLog';

/** A delay counts until its end, and only for so long without a second person's word. */
const counts = `d.ended_at is null and d.until > clock_timestamp() and (d.reviewed_at is not null or d.review_by > clock_timestamp())`;
const isTold = `not exists (select from privacy.delay d where d.case_id = a.case_id and a.at >= d.since and ${counts})`;

/**
 * Entries about a case that the people concerned read later: a law may demand silence for a time (PIPL arts 18 and 35). The entries are
 * written and sealed as ever; each delay has a reason, a source, an end and a review by somebody else, without which it lapses. Out of reach of
 * who serves requests. An entry that is delayed is as one that is not there: in pages, by its id, and in what follows a cursor.
 */
export const delayEntries: Migration = {
  at: 1796400002000,
  name: 'DelayEntries',
  up: [
    `create table delay (
       id uuid primary key, case_id uuid not null, reason text not null check (reason <> ''), source text not null check (source <> ''),
       placed_by text not null, since timestamptz not null, until timestamptz not null check (until > since),
       review_by timestamptz not null check (review_by > since), reviewed_at timestamptz, reviewed_by text, ended_at timestamptz,
       check ((reviewed_at is null) = (reviewed_by is null)), check (reviewed_by <> placed_by))`,
    `create index delay_by_case on delay (case_id) where ended_at is null`,
    `create or replace function log_of(p_subjects uuid[], p_from timestamptz, p_from_id uuid, p_is_newer boolean, p_limit integer) returns ${logRows}
       language sql stable security definer set search_path = pg_catalog, privacy, pg_temp as $$
         (select ${logColumns} from privacy.access a
           where not p_is_newer and a.subject_id = any (p_subjects) and (p_from is null or (a.at, a.id) < (p_from, p_from_id)) and ${isTold}
           order by a.at desc, a.id desc limit p_limit)
         union all
         (select ${logColumns} from privacy.access a
           where p_is_newer and a.subject_id = any (p_subjects) and (p_from is null or (a.at, a.id) > (p_from, p_from_id)) and ${isTold}
           order by a.at, a.id limit p_limit);
       $$`,
    `create or replace function log_entry_of(p_subjects uuid[], p_id uuid) returns ${logRows}
       language sql stable security definer set search_path = pg_catalog, privacy, pg_temp as $$
         select ${logColumns} from privacy.access a where a.id = p_id and a.subject_id = any (p_subjects) and ${isTold};
       $$`,
  ],
};
