import { appendEntries, uuidv7 } from '@maplebridge/ledger';
import type { Query } from '../database/database';
import { raiseRights } from './people';

export interface RightsChange {
  readonly at: Date;
  readonly unitId: string | null;
  readonly payload: { readonly role?: string };
}

/**
 * Raises the version of a person's rights and writes the entry by which live streams notice; what was loaded before is loaded again.
 * Comes last in its transaction, as every entry.
 */
export async function tellRightsChanged(query: Query, personId: string, { at, unitId, payload }: RightsChange): Promise<void> {
  const version = await raiseRights(query, personId);
  await appendEntries(query, [
    {
      id: uuidv7(at),
      subjectKind: 'person',
      subjectId: personId,
      subjectVersion: version,
      caseId: null,
      caseType: null,
      typeVersion: null,
      type: 'rightsChanged',
      unitId,
      previousUnitId: null,
      stateBefore: null,
      stateAfter: null,
      phaseBefore: null,
      phaseAfter: null,
      audience: 'supervisors',
      actor: { kind: 'system', role: 'operator', personId: null, unitId: null },
      happenedAt: at,
      payload,
    },
  ]);
}
