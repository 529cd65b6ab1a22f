import { personalClasses } from '@maplebridge/contract';
import { eraseAccount, tellRightsChanged, type Database, type KeptSubject } from '@maplebridge/storage';
import { eraseFromCase, type CaseErased, type Kept } from './eraseCase';

export interface SubjectErased extends KeptSubject {
  readonly done: CaseErased | Kept;
}

/**
 * Erases the values of these subjects wherever nothing forbids it: an open case needs them still, a legal hold keeps them. Each case is a
 * transaction of its own, and each says what became of it. Free text of a case stays until its own time is over: it is not one person's.
 */
export async function eraseSubjects(database: Database, subjects: readonly KeptSubject[], now: Date): Promise<readonly SubjectErased[]> {
  const classes = [...personalClasses];
  const erased: SubjectErased[] = [];
  for (const one of subjects) {
    const erasure = { caseId: one.caseId, subjectIds: [one.subjectId], classes, hasText: false, by: 'request' } as const;
    erased.push({ ...one, done: await eraseFromCase(database, erasure, now) });
  }
  return erased;
}

/** When nothing of theirs has to stay: name and tokens of the account go too, with its sessions and streams. False who was in office or is in a case. */
export const forgetAccount = (database: Database, personId: string, now: Date): Promise<boolean> =>
  database.transaction(async (query) => {
    const isErased = await eraseAccount(query, personId, now);
    if (isErased) await tellRightsChanged(query, { personId, at: now });
    return isErased;
  });
