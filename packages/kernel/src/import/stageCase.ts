import type { Actor, UnitRecord } from '@maplebridge/contract';
import type { StagedCase, StagedType } from '@maplebridge/storage';
import { caseNumber } from '../desk/caseNumber';
import type { LoadedType, Platform } from '../desk/platform';
import { deadlineRunsOf, nearestDue } from '../law';
import type { ImportedCase } from './importedRow';

const importer: Actor = { kind: 'import', role: 'import', personId: null, unitId: null };

export interface Staging {
  readonly platform: Pick<Platform, 'rules' | 'now'>;
  readonly loaded: LoadedType;
  readonly facts: StagedType;
  readonly unit: UnitRecord;
  readonly placeId: string | null;
  readonly idOf: (at: Date) => string;
}

/** A case as it will be written, its clocks calculated by the law of its unit. Ids speak of the instants in the file, not of today. */
export function stageCase(key: string, content: ImportedCase, staging: Staging): StagedCase {
  const { loaded, unit, placeId, idOf } = staging;
  const { openedAt, closedAt } = content;
  const id = idOf(openedAt);
  return {
    key,
    id,
    placeId,
    type: loaded.type.name,
    number: caseNumber(id, openedAt),
    summary: content.summary,
    unitId: unit.id,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    openedEntry: idOf(openedAt),
    closedEntry: closedAt ? idOf(closedAt) : null,
    details: Object.keys(content.details).length > 0 ? content.details : null,
    ...clocksFor(id, content, staging),
  };
}

/** A clock that has run out already is kept as missed, for what is counted, but the case is not due by it: it never fires. */
function clocksFor(
  caseId: string,
  content: ImportedCase,
  { platform, loaded, facts, unit }: Staging,
): Pick<StagedCase, 'clocks' | 'dueAt' | 'dueClock'> {
  const { rules } = platform;
  const opened = { type: 'opened', at: content.openedAt, state: facts.state, actor: importer };
  const closed = content.closedAt ? [{ type: facts.closingMove, at: content.closedAt, state: facts.closedState, actor: importer }] : [];
  const runs = deadlineRunsOf({
    type: loaded.type,
    caseId,
    timeline: [opened, ...closed],
    calendar: rules.calendarOf(unit),
    timeZone: unit.timeZone,
    now: platform.now(),
    policyFor: (key, day) => rules.policyFor(key, unit, day),
  });
  const due = nearestDue(runs.filter((run) => run.state !== 'missed'));
  const clocks = runs.map(({ code, startedAt, dueAt, state, spans }) => ({
    code,
    startedAt,
    dueAt,
    endedAt: spans.at(-1)?.to ?? null,
    state,
  }));
  return { clocks, dueAt: due?.at.toISOString() ?? null, dueClock: due?.clock ?? null };
}
