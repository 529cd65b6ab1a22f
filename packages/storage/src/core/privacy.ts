import type { Migration } from '@maplebridge/contract';

/**
 * Personal values: sealed per subject, never readable by the run-time login. It writes through `store` and reads through `open`,
 * which writes the access row in the same statement: no entry, no value. `pg_temp` is named last in every search path: left out, it would
 * be searched first, and a temporary type of the caller's would run with the owner's rights.
 */
export const createPrivacy: Migration = {
  at: 1795000300000,
  name: 'CreatePrivacy',
  up: [
    `create table key (subject_id uuid primary key, sealed bytea not null, made_at timestamptz not null default now())`,
    `create table value (
       shard smallint not null, case_id uuid not null, subject_id uuid not null, field text not null, class text not null,
       sealed bytea not null, primary key (shard, case_id, subject_id, field))`,
    `create table access (
       id uuid primary key default gen_random_uuid(), at timestamptz not null default clock_timestamp(),
       actor_id uuid not null, role text not null, unit_id uuid, case_id uuid not null, subject_id uuid not null,
       fields text[] not null, classes text[] not null, purpose text not null, request_id text not null)`,
    `create index access_by_subject on access (subject_id, at)`,
    `create index access_by_case on access (case_id, at)`,
    `create function store(p_case uuid, p_subject uuid, p_key bytea, p_fields text[], p_classes text[], p_sealed bytea[]) returns void
       language sql security definer set search_path = pg_catalog, privacy, pg_temp as $$
         insert into privacy.key (subject_id, sealed) values (p_subject, p_key) on conflict (subject_id) do nothing;
         insert into privacy.value (shard, case_id, subject_id, field, class, sealed)
         select core.shard_of(p_case), p_case, p_subject, f, c, s from unnest(p_fields, p_classes, p_sealed) as given (f, c, s)
         on conflict (shard, case_id, subject_id, field) do update set sealed = excluded.sealed, class = excluded.class;
       $$`,
    `create function key_of(p_subject uuid) returns bytea
       language sql stable security definer set search_path = pg_catalog, privacy, pg_temp as $$
         select sealed from privacy.key where subject_id = p_subject;
       $$`,
    `create function erase(p_case uuid, p_subject uuid, p_fields text[]) returns void
       language sql security definer set search_path = pg_catalog, privacy, pg_temp as $$
         delete from privacy.value where shard = core.shard_of(p_case) and case_id = p_case and subject_id = p_subject and field = any (p_fields);
       $$`,
    `create function open(p_case uuid, p_subject uuid, p_classes text[], p_actor uuid, p_role text, p_unit uuid, p_purpose text, p_request text)
       returns table (field text, class text, sealed bytea, sealed_key bytea)
       language plpgsql volatile security definer set search_path = pg_catalog, privacy, pg_temp as $$
       declare found_fields text[];
       begin
         select array_agg(v.field order by v.field) into found_fields from privacy.value v
          where v.shard = core.shard_of(p_case) and v.case_id = p_case and v.subject_id = p_subject and v.class = any (p_classes);
         insert into privacy.access (actor_id, role, unit_id, case_id, subject_id, fields, classes, purpose, request_id)
         values (p_actor, p_role, p_unit, p_case, p_subject, coalesce(found_fields, '{}'), p_classes, p_purpose, p_request);
         return query select v.field, v.class, v.sealed, k.sealed from privacy.value v join privacy.key k on k.subject_id = v.subject_id
          where v.shard = core.shard_of(p_case) and v.case_id = p_case and v.subject_id = p_subject and v.class = any (p_classes);
       end $$`,
  ],
};
