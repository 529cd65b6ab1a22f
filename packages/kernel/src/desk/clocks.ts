import { replaceClocks, type Query } from '@maplebridge/storage';
import type { DeadlineRecord } from '@maplebridge/contract';
import { runsOf, type ClocksOf } from './aggregate';
import type { Platform } from './platform';

/** Stores the runs of a case's clocks as they were just recalculated: what statistics count and what will fire. */
export const keepClocks = (platform: Platform, query: Query, clocks: ClocksOf): Promise<void> =>
  replaceClocks(query, clocks.caseId, runsOf(platform, clocks).map(clockRow));

const clockRow = (run: DeadlineRecord) => ({
  code: run.code,
  startedAt: run.startedAt,
  dueAt: run.dueAt,
  endedAt: run.spans.at(-1)?.to ?? null,
  state: run.state,
});
