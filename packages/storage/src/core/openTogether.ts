import type { Migration } from '@maplebridge/contract';

/**
 * Opens values of several subjects for one reader, of a class named for each: one access row for each of whom something is read, in
 * the same statement. Who holds nothing of these classes has no row, since nothing of theirs was read.
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
