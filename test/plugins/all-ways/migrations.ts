import { createDetails, type Migration } from '@maplebridge/contract';
import { parkingDispute } from './case';

const visit = `create table visit (
  shard smallint not null,
  case_id uuid not null,
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null,
  place_id uuid,
  vehicles smallint not null check (vehicles between 0 and 500),
  visited_at timestamptz not null,
  primary key (shard, case_id, id)
)`;

/** Way in (b): tables of its own, beside the one of the details. */
export const migrations: readonly Migration[] = [
  { at: Date.UTC(2026, 0, 5), name: 'CreateDetails', up: [createDetails(parkingDispute)] },
  {
    at: Date.UTC(2026, 0, 6),
    name: 'CreateVisits',
    up: [
      visit,
      'create index visit_of_place on visit (place_id)',
      'create table unit_visits (unit_id uuid primary key, visits bigint not null)',
    ],
  },
];
