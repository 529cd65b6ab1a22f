import { sealedColumns, type RecordKind } from '@maplebridge/audit';
import type { Migration } from '@maplebridge/contract';

/** The salted hash of a purpose, or what was kept of it when it was erased; null, which no leaf has, when a row says both or neither. */
const commitment = `case
    when a.purpose_salt is not null and a.purpose_commitment is null then sha256(uuid_send(a.purpose_salt) || convert_to(a.purpose, 'UTF8'))
    when a.purpose_salt is null and a.purpose = '' then a.purpose_commitment end`;

/** `canonicalText` of packages/audit as SQL, of format 1, which never changes. */
const hashOf = (kind: RecordKind, row: string): string => {
  const lines = (sealedColumns[kind][0] ?? []).map((column) => {
    const text = `${row}.${column}::text`;
    return `'${column}=' || coalesce(octet_length(${text}) || ':' || ${text}, '-') || chr(10)`;
  });
  return `sha256('\\x00'::bytea || convert_to('maplebridge.${kind}.1' || chr(10) || ${lines.join(' || ')}, 'UTF8'))`;
};

/** Positions have no gaps, and what a counter says is committed: the next ones after the last leaf of each shard are all there are. */
const appendEntries = `create function append_entries(p_limit integer) returns integer language plpgsql volatile
  set search_path = pg_catalog, pg_temp as $$
  declare added integer;
  begin
    insert into audit.leaf (index, shard, position, record_id, format, hash)
    select (select coalesce(max(last.index) + 1, 0) from audit.leaf last) + row_number() over (order by e.shard, e.position) - 1,
      e.shard, e.position, e.id, 1, ${hashOf('entry', 'e')}
    from (
      select counter.shard, sealed.position, count(*) over () as many
      from core.shard counter cross join lateral (
        select coalesce(max(l.position), 0) as position from audit.leaf l where l.shard = counter.shard) sealed
      where counter.position > sealed.position) behind
    cross join lateral (
      select * from core.entry next where next.shard = behind.shard and next.position > behind.position
      order by next.position limit greatest(1, p_limit / behind.many)) e;
    get diagnostics added = row_count;
    return added;
  end $$`;

/**
 * Every row that is there and has no leaf. Where to begin is only a matter of speed: all rows of transactions before the horizon have
 * theirs. Another epoch (a restore) begins anew, since transactions are numbered anew.
 */
const appendAccesses = `create function append_accesses(p_limit integer) returns integer language plpgsql volatile
  set search_path = pg_catalog, pg_temp as $$
  declare
    added integer;
    settled bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    reached bigint;
    since bigint := (select case when l.epoch is not distinct from e.id then l.horizon else 0 end
      from audit.log l left join core.epoch e on true);
  begin
    with next as materialized (
      select * from audit.access_record a
      where a.xid >= since and not exists (select from audit.leaf l where l.shard is null and l.record_id = a.id)
      order by a.xid, a.id limit p_limit),
    put as (
      insert into audit.leaf (index, record_id, format, hash)
      select (select coalesce(max(last.index) + 1, 0) from audit.leaf last) + row_number() over (order by a.xid, a.id) - 1,
        a.id, 1, ${hashOf('access', 'a')}
      from next a returning 1)
    select (select count(*) from put), (select max(next.xid) from next) into added, reached;
    update audit.log set epoch = (select e.id from core.epoch e),
      horizon = case when added < p_limit then settled else least(settled, reached) end;
    return added;
  end $$`;

/**
 * The log of what is sealed: one leaf for each entry of the ledger and each row of the access log, in the order in which the sealer met
 * them, and the checkpoints over it. Nobody at run time writes leaves: `append` does, out of the very rows, and answers how many it added.
 * Serial by a lock of its own; a rollback leaves no gap, because the index is counted and no sequence.
 */
export const createAudit: Migration = {
  at: 1796300100000,
  name: 'CreateAudit',
  up: [
    `create table log (
       one boolean primary key default true check (one), id uuid not null default gen_random_uuid(),
       horizon bigint not null default 0, epoch uuid)`,
    `insert into log default values`,
    `create table leaf (
       index bigint primary key, shard smallint, position bigint, record_id uuid not null, format smallint not null, hash bytea not null,
       check ((shard is null) = (position is null)))`,
    `create unique index leaf_by_place on leaf (shard, position) where shard is not null`,
    `create unique index leaf_by_access on leaf (record_id) where shard is null`,
    `create table checkpoint (
       number bigint primary key, hour timestamptz unique, made_at timestamptz not null, size bigint not null, frontier bytea not null,
       note text not null)`,
    `create view access_record as
       select a.id, a.at, a.actor_id, a.role, a.unit_id, a.case_id, a.subject_id, a.fields, a.classes, ${commitment} as purpose_commitment,
         a.request_id, a.xid
       from privacy.access a`,
    appendEntries,
    appendAccesses,
    `create function append(p_limit integer) returns integer language plpgsql volatile security definer
       set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, MDY' set bytea_output = 'hex' set jit = off as $$
       begin
         perform pg_advisory_xact_lock(hashtextextended('maplebridge.audit', 0));
         return audit.append_entries(p_limit) + audit.append_accesses(p_limit);
       end $$`,
  ],
};
