import type { Actor, Audience, MoveSpec, UnitRecord } from '@maplebridge/contract';
import {
  involve,
  involveNamed,
  keepLink,
  keepNote,
  setConsent,
  uuidv7,
  type CaseStanding,
  type EntryDraft,
  type Query,
} from '@maplebridge/storage';
import type { Aggregate } from './aggregate';
import { keepClocks } from './clocks';
import type { Outcomes } from './effects';
import { writeFields } from './fields';
import type { Opening } from './opening';
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
  readonly timeline: Aggregate['timeline'];
  readonly unit: UnitRecord;
  readonly note: { readonly body: string; readonly audience: Audience } | null;
  readonly continued: Opening | null;
  readonly entryId: string;
  readonly at: Date;
}

/** Everything a move changes beside the case's own row. */
export async function writeOutcomes(platform: Platform, query: Query, decided: Decided): Promise<void> {
  const {
    aggregate: {
      found: { row },
    },
    outcomes,
    at,
    loaded,
  } = decided;
  await writeFields(platform, query, { loaded, caseId: row.id, fields: outcomes.details });
  for (const one of outcomes.consents) await setConsent(query, { caseId: row.id, ...one, at });
  if (outcomes.handler) await involveNamed(query, row.id, at);
  for (const one of outcomes.involved) await involve(query, { ...one, id: uuidv7(at), caseId: row.id, side: null, since: at });
  await keepClocks(platform, query, { type: loaded.type, caseId: row.id, timeline: decided.timeline, unit: decided.unit });
  if (decided.note !== null) await keepNote(query, { caseId: row.id, entryId: decided.entryId, ...decided.note });
  if (decided.continued) {
    await decided.continued.write(query);
    await keepLink(query, { caseId: row.id, otherId: decided.continued.caseId, relation: 'continuedBy', since: at });
  }
}

export function entryOf(decided: Decided, version: number): EntryDraft {
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
    subjectVersion: version,
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
function changedTraits(row: Found['row'], next: CaseStanding): { before?: { handlerId: string | null; dueAt: string | null } } {
  const dueBefore = row.dueAt === null ? null : new Date(row.dueAt).toISOString();
  const isSame = row.handlerId === next.handlerId && dueBefore === (next.dueAt?.toISOString() ?? null);
  return isSame ? {} : { before: { handlerId: row.handlerId, dueAt: dueBefore } };
}
