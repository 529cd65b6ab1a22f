import type { Migration } from '@maplebridge/contract';

/** Depth of the unit tree: a case row carries its unit's ancestors, one column a level, so that a province's page costs what a grid's costs. */
export const unitLevels = [0, 1, 2, 3, 4, 5, 6, 7] as const;
export const ancestorColumn = (level: number): string => `at_${level}`;

const each = (sql: (column: string, level: number) => string): string[] => unitLevels.map((level) => sql(ancestorColumn(level), level));

/** The shared case storage. Every table that hangs off a case has shard, then case id first in its key. */
export const createCases: Migration = {
  at: 1795000100000,
  name: 'CreateCases',
  up: [
    `create function shard_of(id uuid) returns smallint language sql immutable strict parallel safe
       return (('x' || right(id::text, 2))::bit(8)::integer & 63)::smallint`,
    `create table report (
       id uuid primary key, number text not null unique, channel text not null, received_at timestamptz not null,
       place_id uuid references place (id), reporter_id uuid references person (id))`,
    `create table "case" (
       id uuid primary key,
       shard smallint generated always as (core.shard_of(id)) stored,
       type text not null, type_version integer not null, jurisdiction text not null,
       number text not null, version integer not null default 1, summary text not null,
       state text not null, phase text not null, outcome text,
       unit_id uuid not null references unit (id), ${each((column) => `${column} uuid`).join(', ')},
       handler_id uuid, handler_post text, handler_unit uuid,
       place_id uuid references place (id), report_id uuid references report (id),
       opened_at timestamptz not null, entered_at timestamptz not null, closed_at timestamptz, changed_at timestamptz not null,
       due_at timestamptz not null default 'infinity', due_clock text,
       last_move text not null, is_imported boolean not null default false,
       check ((phase = 'closed') = (closed_at is not null)))`,
    ...each(
      (column, level) =>
        `create index case_due_${level} on "case" (${column}, due_at, id) where closed_at is null and ${column} is not null`,
    ),
    ...each((column, level) => `create index case_opened_${level} on "case" (${column}, id) where ${column} is not null`),
    ...each((column, level) => `create index case_changed_${level} on "case" (${column}, changed_at, id) where ${column} is not null`),
    `create index case_by_handler on "case" (handler_id, due_at, id) where handler_id is not null and closed_at is null`,
    `create index case_by_report on "case" (report_id) where report_id is not null`,
    `create index case_by_place on "case" (place_id, id) where place_id is not null`,
    `create table case_number (number text primary key, case_id uuid not null)`,
    `create table involved (
       shard smallint not null, case_id uuid not null, id uuid not null,
       person_id uuid, unit_id uuid, relation text not null, side text, since timestamptz not null, until timestamptz,
       primary key (shard, case_id, id), check ((person_id is null) <> (unit_id is null)))`,
    `create index involved_person on involved (person_id, relation) where until is null and person_id is not null`,
    `create index involved_unit on involved (unit_id, relation) where until is null and unit_id is not null`,
    `create table party (
       shard smallint not null, case_id uuid not null, id uuid not null, side text not null, capacity text not null,
       person_id uuid, acts_for uuid, consent text not null default 'notAsked', consent_at timestamptz,
       sealed_case uuid, sealed_party uuid,
       primary key (shard, case_id, id))`,
    `create index party_by_id on party (id)`,
    `create table note (shard smallint not null, case_id uuid not null, entry_id uuid not null, body text not null, audience text not null, primary key (shard, case_id, entry_id))`,
    `create table link (
       shard smallint not null, case_id uuid not null, other_id uuid not null, relation text not null, since timestamptz not null,
       primary key (shard, case_id, other_id, relation))`,
    `create table clock (
       shard smallint not null, case_id uuid not null, code text not null, started_at timestamptz not null, due_at timestamptz not null,
       ended_at timestamptz, state text not null, primary key (shard, case_id, code, started_at))`,
    `create table mask (
       shard smallint not null, case_id uuid not null, subject_id uuid not null, field text not null, class text not null, mask text not null,
       primary key (shard, case_id, subject_id, field))`,
    `create table source_key (source text not null, key text not null, case_id uuid, seen_at timestamptz not null, primary key (source, key))`,
  ],
};
