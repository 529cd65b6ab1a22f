import type { Migration } from '@maplebridge/contract';

/**
 * Keys get a name of their own, which stays when they are sealed anew under another master key. Values are stored under a key that stands:
 * of two first writers one key is kept and both use it, and a key that was destroyed meanwhile is not brought back by who had read it.
 * `store` and `key_of` of the first version stay for gateways of the release before.
 */
export const nameKeys: Migration = {
  at: 1796400000000,
  name: 'NameKeys',
  up: [
    `alter table key add column id uuid not null default gen_random_uuid()`,
    `create function key_for(p_subject uuid) returns table (id uuid, sealed bytea)
       language sql stable security definer set search_path = pg_catalog, privacy, pg_temp as $$
         select k.id, k.sealed from privacy.key k where k.subject_id = p_subject;
       $$`,
    `create function make_key(p_subject uuid, p_sealed bytea) returns table (id uuid, sealed bytea)
       language sql volatile security definer set search_path = pg_catalog, privacy, pg_temp as $$
         insert into privacy.key as k (subject_id, sealed) values (p_subject, p_sealed)
         on conflict (subject_id) do update set subject_id = excluded.subject_id returning k.id, k.sealed;
       $$`,
    `create function store_under(p_case uuid, p_subject uuid, p_key uuid, p_fields text[], p_classes text[], p_sealed bytea[]) returns void
       language plpgsql volatile security definer set search_path = pg_catalog, privacy, pg_temp as $$
       begin
         perform from privacy.key k where k.subject_id = p_subject and k.id = p_key for key share;
         if not found then raise exception 'the key was destroyed meanwhile' using errcode = 'serialization_failure'; end if;
         insert into privacy.value (shard, case_id, subject_id, field, class, sealed)
         select core.shard_of(p_case), p_case, p_subject, f, c, s from unnest(p_fields, p_classes, p_sealed) as given (f, c, s)
         on conflict (shard, case_id, subject_id, field) do update set sealed = excluded.sealed, class = excluded.class;
       end $$`,
  ],
};

/**
 * Opens values of several subjects for one reader, of a class named for each: one access row for each of whom something is read, in the same statement. Who holds
 * nothing of these classes has no row, since nothing of theirs was read.
 */
export const openTogether: Migration = {
  at: 1796400001000,
  name: 'OpenTogether',
  up: [
    `create function open_together(
         p_cases uuid[], p_subjects uuid[], p_classes text[], p_actor uuid, p_role text, p_unit uuid, p_purpose text, p_request text)
       returns table (subject_id uuid, field text, class text, sealed bytea, sealed_key bytea)
       language sql volatile security definer set search_path = pg_catalog, privacy, pg_temp as $$
         with held as materialized (
           select v.case_id, v.subject_id, v.field, v.class, v.sealed, k.sealed as sealed_key
             from unnest(p_cases, p_subjects, p_classes) as asked (case_id, subject_id, class)
             join privacy.value v on v.shard = core.shard_of(asked.case_id) and v.case_id = asked.case_id and v.subject_id = asked.subject_id
               and v.class = asked.class
             join privacy.key k on k.subject_id = v.subject_id),
         noted as (
           insert into privacy.access (actor_id, role, unit_id, case_id, subject_id, fields, classes, purpose, request_id)
           select p_actor, p_role, p_unit, h.case_id, h.subject_id, array_agg(h.field order by h.field), array_agg(distinct h.class), p_purpose,
             p_request
             from held h group by h.case_id, h.subject_id returning 1)
         select h.subject_id, h.field, h.class, h.sealed, h.sealed_key from held h cross join (select count(*) from noted) n;
       $$`,
  ],
};
