import { createDetails, type Migration } from '@maplebridge/contract';
import { nightMarketDispute } from './case';

const createReadings = `create table noise_reading (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null,
  decibels smallint not null check (decibels between 0 and 194),
  measured_at timestamptz not null
)`;

export const migrations: readonly Migration[] = [
  { at: Date.UTC(2026, 0, 5), name: 'CreateDetails', up: [createDetails(nightMarketDispute)] },
  {
    at: Date.UTC(2026, 0, 6),
    name: 'CreateNoiseReadings',
    up: [createReadings, 'create index noise_reading_of_case on noise_reading (case_id, measured_at, id)'],
  },
];
