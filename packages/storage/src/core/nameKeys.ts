import type { Migration } from '@maplebridge/contract';

/**
 * Keys get a name of their own, which stays when they are sealed anew under another master key. Values are stored under a key that stands:
 * of two first writers one key is kept and both use it, and a key that was destroyed meanwhile is not brought back by who had read it.
 * `store` and `key_of` of the first version are called by nobody any more, and granted to nobody.
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
