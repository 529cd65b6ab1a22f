import { createDetails, type Migration } from '@maplebridge/contract';
import { businessComplaint } from './businessComplaint';
import { serviceRequest } from './serviceRequest';

const createScorecard = `create table scorecard (
  unit_id uuid not null,
  month date not null,
  case_type text not null,
  outcome text not null,
  closed bigint not null default 0,
  reopened bigint not null default 0,
  primary key (unit_id, month, case_type, outcome)
)`;

export const migrations: readonly Migration[] = [
  { at: Date.UTC(2026, 0, 5), name: 'CreateDetails', up: [createDetails(serviceRequest), createDetails(businessComplaint)] },
  { at: Date.UTC(2026, 0, 6), name: 'CreateScorecard', up: [createScorecard] },
];
