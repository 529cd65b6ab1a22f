import type { Migration } from '@maplebridge/contract';

/** The ledger, its shards and who reads it with a stored position. */
export const createLedger: Migration = {
  at: 1795000200000,
  name: 'CreateLedger',
  up: [
    `create table shard (shard smallint primary key, position bigint not null default 0) with (fillfactor = 10)`,
    `insert into shard (shard) select generate_series(0, 63)`,
    `create table entry (
       shard smallint not null, position bigint not null, id uuid not null,
       subject_kind text not null, subject_id uuid not null, subject_version integer not null,
       case_id uuid, case_type text, type_version integer, type text not null,
       unit_id uuid, previous_unit_id uuid,
       state_before text, state_after text, phase_before text, phase_after text,
       audience text not null default 'case', actor jsonb not null,
       happened_at timestamptz not null, recorded_at timestamptz not null default clock_timestamp(),
       payload jsonb not null default '{}',
       primary key (shard, position))`,
    `create index entry_by_case on entry (case_id, position) where case_id is not null`,
    `create index entry_by_id on entry (id)`,
    `create table idempotency (
       actor uuid not null, key uuid not null, hash bytea not null, case_id uuid not null, version integer not null, entry_id uuid not null,
       made_at timestamptz not null default now(), primary key (actor, key))`,
    `create index idempotency_by_age on idempotency (made_at)`,
    `create table consumer (name text not null, shard smallint not null, position bigint not null default 0, primary key (name, shard))`,
  ],
};
