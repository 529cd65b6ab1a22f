import type { Actor, Audience, CaseRecord, DeadlineRecord, MoveSpec } from '@maplebridge/contract';
import {
  uuidv7,
  type CaseChange,
  type CaseStanding,
  type ChangeParts,
  type EntryDraft,
  type PartyRow,
  type Seer,
} from '@maplebridge/storage';
import type { Aggregate } from './aggregate';
import { clockChanges } from './clocks';
import type { Outcomes } from './effects';
import { plainFields, sealing } from './fields';
import type { Opening } from './opening';
import { planChange, planChangeAfter, type Plan } from './plans';
import type { LoadedType, Platform } from './platform';
import type { Found } from './records';

/** A move as decided, with all that writing it needs. */
export interface Decided {
  readonly loaded: LoadedType;
  readonly aggregate: Aggregate;
  readonly spec: MoveSpec;
  readonly move: string;
  readonly actor: Actor;
  readonly outcomes: Outcomes;
  readonly next: CaseStanding;
  /** Every run of every clock as it is after the move. */
  readonly runs: readonly DeadlineRecord[];
  readonly note: { readonly body: string; readonly audience: Audience } | null;
  readonly continued: Opening | null;
  readonly entryId: string;
  readonly at: Date;
}

/** One statement; a transaction only where personal details are sealed or the case goes on as another. */
export function planMove(platform: Platform, seer: Seer, decided: Decided): Plan {
  const { row } = decided.aggregate.found;
  const change: CaseChange = {
    seer,
    expected: { id: row.id, version: row.version, state: row.state },
    next: decided.next,
    parts: partsOf(decided),
    entries: [entryOf(decided), ...(decided.continued?.entries ?? [])],
  };
  const seal = sealing(platform, { loaded: decided.loaded, caseId: row.id, fields: decided.outcomes.details });
  if (!seal && !decided.continued) return { ...planChange(change), ...leaving(seer, decided) };
  return planChangeAfter(change, async (query) => {
    await seal?.(query);
    await decided.continued?.write(query);
  });
}

/**
 * The case as the move leaves it. Not where the move changes what the viewer sees of it: another unit, other details, or the viewer's own
 * part in it.
 */
function leaving({ personId }: Seer, { aggregate, outcomes, next }: Decided): { readonly record?: CaseRecord } {
  const { row, record } = aggregate.found;
  const isOwnCase = aggregate.parties.some((one) => one.personId === personId);
  if (next.unitId !== row.unitId || Object.keys(outcomes.details).length > 0 || outcomes.involved.length > 0 || isOwnCase) return {};
  const { state, handlerId, handlerPost, handlerUnit: handlerUnitId, enteredAt, closedAt, changedAt } = next;
  const { phase, outcome } = next as Pick<CaseRecord, 'phase' | 'outcome'>; // of a state that the type declares
  const due = next.dueAt && next.dueClock ? { clock: next.dueClock, at: next.dueAt } : null;
  const handler = { handlerId, handlerPost, handlerUnitId };
  return { record: { ...record, ...handler, version: record.version + 1, state, phase, outcome, enteredAt, closedAt, changedAt, due } };
}

/** Everything a move changes beside the case's own row. */
function partsOf({ loaded, aggregate, outcomes, runs, note, continued, entryId, at }: Decided): ChangeParts {
  return {
    details: { table: loaded.table, fields: plainFields({ loaded, fields: outcomes.details }) },
    consents: consentsOf(aggregate.parties, outcomes),
    callsIn: !!outcomes.handler,
    involved: outcomes.involved.map((one) => ({ ...one, id: uuidv7(at) })),
    clocks: clockChanges(aggregate.clocks, runs),
    ...(note ? { note: { entryId, ...note } } : {}),
    ...(continued ? { link: { otherId: continued.caseId, relation: 'continuedBy' } } : {}),
  };
}

/**
 * What each party says from now on; of two effects the later one counts. A person speaks for themselves and for those who have no token to
 * speak with, never for somebody who has one.
 */
function consentsOf(parties: readonly PartyRow[], { consents }: Outcomes): NonNullable<ChangeParts['consents']> {
  const said = consents.flatMap(({ sides, by, consent }) =>
    parties
      .filter((one) => sides.includes(one.side) && (by === null || one.personId === null || one.personId === by))
      .map((one) => [one.id, consent] as const),
  );
  return [...new Map(said)].map(([partyId, consent]) => ({ partyId, consent }));
}

function entryOf(decided: Decided): EntryDraft & { readonly id: string } {
  const {
    aggregate: {
      found: { row },
    },
    next,
    move,
    actor,
    at,
    outcomes,
  } = decided;
  return {
    id: decided.entryId,
    subjectKind: 'case',
    subjectId: row.id,
    subjectVersion: row.version + 1,
    caseId: row.id,
    caseType: row.type,
    typeVersion: row.typeVersion,
    type: move,
    unitId: next.unitId,
    previousUnitId: row.unitId,
    stateBefore: row.state,
    stateAfter: next.state,
    phaseBefore: row.phase,
    phaseAfter: decided.loaded.type.states[next.state]?.phase ?? null,
    audience: 'case',
    actor,
    happenedAt: at,
    payload: {
      ...changedTraits(row, next),
      ...(outcomes.involved.length ? { involved: outcomes.involved } : {}),
      ...(Object.keys(outcomes.details).length ? { recorded: Object.keys(outcomes.details) } : {}),
      ...(decided.continued ? { continuedBy: decided.continued.caseId } : {}),
    },
  };
}

/** What lists may be cut by and an entry does not say otherwise, as it was before: a stream tells by it that the case left its filter. */
export function changedTraits(row: Found['row'], next: CaseStanding): { before?: { handlerId: string | null; dueAt: string | null } } {
  const dueBefore = row.dueAt === null ? null : new Date(row.dueAt).toISOString();
  const isSame = row.handlerId === next.handlerId && dueBefore === (next.dueAt?.toISOString() ?? null);
  return isSame ? {} : { before: { handlerId: row.handlerId, dueAt: dueBefore } };
}
