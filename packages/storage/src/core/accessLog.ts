import type { Migration } from '@maplebridge/contract';

/** The parties that stand for one person, wherever they are. */
export const indexPartiesByPerson: Migration = {
  at: 1795000400000,
  name: 'IndexPartiesByPerson',
  up: [`create index party_by_person on party (person_id) where person_id is not null`],
};

export const logColumns = 'a.id, a.at, a.role, a.unit_id, a.case_id, a.classes, a.purpose';
export const logRows = 'table (id uuid, at timestamptz, role text, unit_id uuid, case_id uuid, classes text[], purpose text)';

/** What a person concerned reads of the access log, of these subjects only: those opened before a place in it or after one, or one by its id. */
export const createAccessLog: Migration = {
  at: 1795000400000,
  name: 'CreateAccessLog',
  up: [
    `create function log_of(p_subjects uuid[], p_from timestamptz, p_from_id uuid, p_is_newer boolean, p_limit integer) returns ${logRows}
       language sql stable security definer set search_path = pg_catalog, privacy, pg_temp as $$
         (select ${logColumns} from privacy.access a
           where not p_is_newer and a.subject_id = any (p_subjects) and (p_from is null or (a.at, a.id) < (p_from, p_from_id))
           order by a.at desc, a.id desc limit p_limit)
         union all
         (select ${logColumns} from privacy.access a
           where p_is_newer and a.subject_id = any (p_subjects) and (p_from is null or (a.at, a.id) > (p_from, p_from_id))
           order by a.at, a.id limit p_limit);
       $$`,
    `create function log_entry_of(p_subjects uuid[], p_id uuid) returns ${logRows}
       language sql stable security definer set search_path = pg_catalog, privacy, pg_temp as $$
         select ${logColumns} from privacy.access a where a.id = p_id and a.subject_id = any (p_subjects);
       $$`,
  ],
};
