import { appendEntries, uuidv7, type EntryDraft } from '@maplebridge/ledger';
import type { Query } from '../database/database';
import { raiseRights } from './people';

export interface RightsChange {
  readonly personId: string;
  readonly at: Date;
  /** In which unit a post was given or ended; absent: rights of another kind. */
  readonly unitId?: string;
  readonly role?: string;
}

/**
 * Raises the version of a person's rights: what was loaded before is loaded again. The entry, by which live streams notice, comes last in
 * its transaction, as every entry.
 */
export async function rightsChanged(query: Query, { personId, at, unitId, role }: RightsChange): Promise<EntryDraft> {
  return {
    subjectKind: 'person',
    subjectId: personId,
    subjectVersion: await raiseRights(query, personId),
    caseId: null,
    caseType: null,
    typeVersion: null,
    type: 'rightsChanged',
    unitId: unitId ?? null,
    previousUnitId: null,
    stateBefore: null,
    stateAfter: null,
    phaseBefore: null,
    phaseAfter: null,
    audience: 'supervisors',
    actor: { kind: 'system', role: 'system', personId: null, unitId: null },
    happenedAt: at,
    payload: role === undefined ? {} : { role },
  };
}

/** The same with its entry written, where nothing else is. */
export async function tellRightsChanged(query: Query, change: RightsChange): Promise<void> {
  await appendEntries(query, [{ ...(await rightsChanged(query, change)), id: uuidv7(change.at) }]);
}
