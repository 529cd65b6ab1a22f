import type { Migration } from '@maplebridge/contract';

/** Units, places, people with posts, competence, policy, calendars: what cases refer to. */
export const createRegistry: Migration = {
  at: 1795000000000,
  name: 'CreateRegistry',
  up: [
    `create table migrated (owner text not null, name text not null, primary key (owner, name))`,
    `create table setting (name text primary key, value text not null)`,
    `create table epoch (one boolean primary key default true check (one), id uuid not null, system_identifier text not null, timeline integer not null)`,
    `create table tree (one boolean primary key default true check (one), version integer not null default 1)`,
    `insert into tree default values`,

    `create table unit_kind (kind text primary key, label_zh text not null, label_en text not null)`,
    `create table unit (
       id uuid primary key, code text not null unique, name_zh text not null, name_en text not null,
       kind text not null references unit_kind (kind), parent_id uuid references unit (id), level smallint not null check (level between 0 and 7),
       path uuid[] not null check (cardinality(path) = level + 1 and path[level + 1] = id),
       time_zone text not null, valid_from timestamptz not null, valid_until timestamptz)`,
    `create index unit_by_parent on unit (parent_id, code)`,
    `create table unit_history (
       unit_id uuid not null references unit (id), parent_id uuid, path uuid[] not null, name_zh text not null, name_en text not null,
       valid_from timestamptz not null, valid_until timestamptz, primary key (unit_id, valid_from))`,

    `create table place (
       id uuid primary key, name text not null, kind text not null, part_of uuid references place (id), path uuid[] not null,
       code text unique)`,
    `create index place_by_part on place (part_of)`,
    `create table competence (
       id uuid primary key, unit_id uuid not null references unit (id), case_type text, place_id uuid references place (id),
       valid_from date not null, valid_until date, source jsonb)`,
    `create index competence_by_place on competence (place_id)`,
    `create index competence_by_type on competence (case_type) where place_id is null`,

    `create table person (
       id uuid primary key, issuer text not null, subject text not null, rights_version integer not null default 1, unique (issuer, subject))`,
    `create table appointment (
       id uuid primary key, person_id uuid not null references person (id), role text not null, unit_id uuid not null references unit (id),
       valid_from timestamptz not null, valid_until timestamptz)`,
    `create index appointment_by_person on appointment (person_id)`,
    `create index appointment_by_unit on appointment (unit_id, role)`,

    `create table case_type (
       name text not null, version integer not null, jurisdiction text not null, jurisdiction_version text not null,
       jurisdiction_label jsonb not null, label jsonb not null, states jsonb not null, moves jsonb not null, sees jsonb not null,
       roles jsonb not null, primary key (name, version))`,
    `create table opening (jurisdiction text not null, unit_code text not null, primary key (jurisdiction, unit_code))`,

    `create table policy_value (
       id uuid primary key, key text not null, unit_id uuid not null references unit (id), value numeric not null,
       valid_from date not null, valid_until date, source jsonb not null, changed_by text not null, changed_at timestamptz not null)`,
    `create index policy_value_by_key on policy_value (key, unit_id, valid_from)`,
    `create table calendar_year (calendar text not null, year integer not null, source jsonb not null, primary key (calendar, year))`,
    `create table calendar_day (calendar text not null, day date not null, is_working boolean not null, primary key (calendar, day))`,
  ],
};
