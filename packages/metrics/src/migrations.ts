import type { Migration } from '@maplebridge/contract';
import { phaseColumns } from './phases';

/**
 * One row for each unit, day and type, with one number for each phase: a move changes one row of each ancestor, and a month of a province
 * is as many rows as a month of a grid. No index holds a number and every page keeps room, so that a change stays on its page (HOT). The
 * generation is the last part of the key: were it the first, a planner without statistics of a new one would read the whole of it.
 */
const caseCount = `create table case_count (
  generation integer not null, unit_id uuid not null, day date not null, type text not null,
  ${phaseColumns.map((column) => `${column} integer not null`).join(', ')},
  primary key (unit_id, day, type, generation)) with (fillfactor = 70)`;

/** On which day a case counts, and when what counts it was recorded: with the unit of its next entry that tells under whom. */
const standing = `create table standing (
  generation integer not null, case_id uuid not null, day date not null, counted_at timestamptz not null,
  primary key (case_id, generation)) with (fillfactor = 90)`;

/** The generation that is shown, and the one that is being built beside it. */
const generation = `create table generation (
  one boolean primary key default true check (one), shown integer not null, building integer check (building > shown))`;

export const migrations: readonly Migration[] = [
  {
    at: Date.UTC(2026, 10, 25),
    name: 'CreateCaseCounts',
    up: [caseCount, standing, generation, `insert into generation (shown) values (1)`],
  },
];
