import type { Migration } from '@maplebridge/contract';

/**
 * Cases that somebody opened in an emergency without seeing them otherwise, each for a time and to be reviewed. As with exclusions, the
 * person's own row says whether there ever was one, and each is a change of their rights.
 */
export const createEmergencies: Migration = {
  at: 1796100001000,
  name: 'CreateEmergencies',
  up: [
    `alter table person add column has_emergencies boolean not null default false`,
    `create table emergency (
       id uuid primary key, shard smallint not null, case_id uuid not null, person_id uuid not null references person (id),
       role text not null, unit_id uuid not null references unit (id), entry_id uuid not null,
       since timestamptz not null, until timestamptz not null check (until > since),
       reviewed_at timestamptz, reviewed_by uuid references person (id), outcome text check (outcome in ('justified', 'notJustified')),
       check ((reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (outcome is null)),
       check (reviewed_by <> person_id))`,
    `create index emergency_by_person on emergency (person_id, until)`,
    `create index emergency_by_case on emergency (case_id, until)`,
    `create index emergency_to_review on emergency (since, id) where reviewed_at is null`,
    `create function mark_emergency() returns trigger language plpgsql as $$
     begin
       update core.person set has_emergencies = true, rights_version = rights_version + 1 where id = new.person_id;
       return new;
     end $$`,
    `create trigger mark_emergency before insert or update of until on emergency for each row execute function core.mark_emergency()`,
  ],
};

/** Writes that a case was looked into, for these subjects, where no sealed value was read. */
export const recordLooking: Migration = {
  at: 1796100001000,
  name: 'RecordLooking',
  up: [
    `create function record_look(p_case uuid, p_subjects uuid[], p_actor uuid, p_role text, p_unit uuid, p_purpose text, p_request text) returns void
       language sql volatile security definer set search_path = pg_catalog, privacy, pg_temp as $$
         insert into privacy.access (actor_id, role, unit_id, case_id, subject_id, fields, classes, purpose, request_id)
         select p_actor, p_role, p_unit, p_case, s, '{}', '{}', p_purpose, p_request from unnest(p_subjects) s;
       $$`,
  ],
};
