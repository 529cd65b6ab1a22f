import type { Consumer, LedgerEntry, OwnTables, StateSpec } from '@maplebridge/contract';
import { businessComplaint } from './businessComplaint';
import { serviceRequest } from './serviceRequest';

/** How many cases of a type a unit closed with one outcome in one month (UTC), and how many of those were taken up again. */
export interface ScorecardLine {
  readonly unitId: string;
  /** First day of the month, ISO date. */
  readonly month: string;
  readonly caseType: string;
  readonly outcome: string;
  readonly closed: number;
  readonly reopened: number;
}

type Closures = Pick<LedgerEntry, 'caseType' | 'unitId' | 'previousUnitId' | 'stateBefore' | 'stateAfter' | 'happenedAt'>;
const statesOf = new Map<string, Readonly<Record<string, StateSpec>>>([
  [serviceRequest.name, serviceRequest.states],
  [businessComplaint.name, businessComplaint.states],
]);

/** The scorecard speaks of organisations, never of a person: it is kept from the ledger and can be rebuilt from it. */
export const scorecard: Consumer = {
  name: 'scorecard',
  caseTypes: [...statesOf.keys()],
  consume: (entries, tables) => addLines(tables, tally(entries)),
};

/** The lines that these entries come to, one for each unit, month, type and outcome. */
export function tally(entries: readonly Closures[]): readonly ScorecardLine[] {
  const lines = new Map<string, ScorecardLine>();
  for (const entry of entries) {
    if (entry.stateBefore === entry.stateAfter) continue;
    add(lines, entry, { state: entry.stateAfter, unitId: entry.unitId, closed: 1, reopened: 0 });
    add(lines, entry, { state: entry.stateBefore, unitId: entry.previousUnitId ?? entry.unitId, closed: 0, reopened: 1 });
  }
  return [...lines.values()];
}

interface Step {
  readonly state: string | null;
  readonly unitId: string | null;
  readonly closed: number;
  readonly reopened: number;
}

function add(lines: Map<string, ScorecardLine>, { caseType, happenedAt }: Closures, step: Step): void {
  const reached = statesOf.get(caseType ?? '')?.[step.state ?? ''];
  if (reached?.phase !== 'closed' || caseType === null || step.unitId === null) return;
  const month = `${happenedAt.toISOString().slice(0, 7)}-01`;
  const key = [step.unitId, month, caseType, reached.outcome].join(' ');
  const before = lines.get(key) ?? { closed: 0, reopened: 0 };
  const sums = { closed: before.closed + step.closed, reopened: before.reopened + step.reopened };
  lines.set(key, { unitId: step.unitId, month, caseType, outcome: reached.outcome, ...sums });
}

async function addLines(tables: OwnTables, lines: readonly ScorecardLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tables.query(
    `insert into scorecard (unit_id, month, case_type, outcome, closed, reopened)
     select "unitId", month, "caseType", outcome, closed, reopened
       from jsonb_to_recordset($1::jsonb) as line ("unitId" uuid, month date, "caseType" text, outcome text, closed bigint, reopened bigint)
     on conflict (unit_id, month, case_type, outcome) do update
       set closed = scorecard.closed + excluded.closed, reopened = scorecard.reopened + excluded.reopened`,
    [JSON.stringify(lines)],
  );
}

/** The lines of one unit, latest month first, at most 120. */
export const scorecardOf = (tables: OwnTables, unitId: string): Promise<readonly ScorecardLine[]> =>
  tables.query<ScorecardLine>(
    `select unit_id as "unitId", month::text as month, case_type as "caseType", outcome, closed::int as closed, reopened::int as reopened
       from scorecard where unit_id = $1 order by scorecard.month desc, case_type, outcome limit 120`,
    [unitId],
  );
