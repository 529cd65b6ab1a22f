import type { FieldClass } from '@maplebridge/contract';
import {
  appendEntries,
  eraseTexts,
  eraseValues,
  lockKeptCase,
  raiseCase,
  type Database,
  type EntryDraft,
  type KeptCase,
  type Query,
  type RaisedCase,
} from '@maplebridge/storage';

/** What is to go from one case, and by what. */
export interface CaseErasure {
  readonly caseId: string;
  /** Null: of everybody in the case. */
  readonly subjectIds: readonly string[] | null;
  readonly classes: readonly FieldClass[];
  readonly hasText: boolean;
  readonly by: 'retention' | 'request';
  /** Since when it is over, as it was when its time was found to be past; found otherwise, nothing goes: it was open again since. */
  readonly overSince?: Date;
}

/** Why nothing was erased. */
export type Kept = 'isOpen' | 'isHeld' | 'nothing';

export interface CaseErased {
  readonly values: number;
  readonly keys: number;
  readonly texts: number;
}

/**
 * Erases in one transaction with the entry that says so: codes and numbers, never what it was. The case is locked first, so that a legal
 * hold which is placed at the same time either comes first or finds it done.
 */
export async function eraseFromCase(database: Database, erasure: CaseErasure, now: Date): Promise<CaseErased | Kept> {
  return database.transaction(async (query) => {
    const kept = await lockKeptCase(query, erasure.caseId, now);
    const why = kept ? keptBecause(kept, erasure) : 'nothing';
    if (why !== null) return why;
    const { values, keys } = await eraseValues(query, erasure);
    const texts = erasure.hasText ? await eraseTexts(query, erasure.caseId) : 0;
    if (values + texts === 0) return 'nothing';
    await tell(query, erasure, { values, keys, texts, now });
    return { values, keys, texts };
  });
}

function keptBecause({ overSince, isHeld }: KeptCase, found: CaseErasure): Kept | null {
  if (isHeld) return 'isHeld';
  const hasMoved = found.overSince !== undefined && found.overSince.getTime() !== overSince?.getTime();
  return overSince === null || hasMoved ? 'isOpen' : null;
}

async function tell(
  query: Query,
  { caseId, by, classes }: CaseErasure,
  { now, ...done }: CaseErased & { readonly now: Date },
): Promise<void> {
  const raised = await raiseCase(query, caseId, now);
  await appendEntries(query, [entryOf(raised, { payload: { by, classes: [...classes].sort(), ...done }, now })]);
}

const entryOf = (row: RaisedCase, { payload, now }: { readonly payload: EntryDraft['payload']; readonly now: Date }): EntryDraft => ({
  subjectKind: 'case',
  subjectId: row.id,
  subjectVersion: row.version,
  caseId: row.id,
  caseType: row.type,
  typeVersion: row.typeVersion,
  type: 'valuesErased',
  unitId: row.unitId,
  previousUnitId: row.unitId,
  stateBefore: row.state,
  stateAfter: row.state,
  phaseBefore: row.phase,
  phaseAfter: row.phase,
  audience: 'case',
  actor: { kind: 'system', role: 'system', personId: null, unitId: null },
  happenedAt: now,
  payload,
});
