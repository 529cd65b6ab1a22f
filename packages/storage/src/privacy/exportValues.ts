import { personalClasses } from '@maplebridge/contract';
import type { Query } from '../database/database';
import type { Keyring } from './keyring';
import { subjectsOfPerson } from './ofPerson';
import { placeOf } from './personal';
import { unseal } from './seal';

export interface ExportedValue {
  readonly case: string;
  readonly field: string;
  readonly class: string;
  readonly value: string;
}

/** What the access log says of an export, which the person reads as well. */
const purpose = '应本人请求导出 · export for the person concerned (PIPL art. 45)';

/** Every personal value of a person, opened; each subject has its access row, as with every reading. */
export async function exportValues(query: Query, keyring: Keyring, personId: string): Promise<readonly ExportedValue[]> {
  const subjects = await subjectsOfPerson(query, personId);
  const asked = subjects.flatMap((one) => [...personalClasses].map((fieldClass) => ({ ...one, class: fieldClass })));
  const rows = await query<{ subject_id: string; field: string; class: string; sealed: Buffer; sealed_key: Buffer }>(
    `select * from privacy.open_together($1, $2, $3, $4, 'export', null, $5, 'maplebridge privacy export')`,
    [asked.map(({ caseId }) => caseId), asked.map(({ subjectId }) => subjectId), asked.map((one) => one.class), personId, purpose],
  );
  const known = new Map(subjects.map((one) => [one.subjectId, one]));
  return rows.map((row) => {
    const { caseId = '', number = '' } = known.get(row.subject_id) ?? {};
    const key = keyring.unwrap(row.sealed_key, row.subject_id);
    const bound = placeOf({ caseId, subjectId: row.subject_id }, row.field);
    return { case: number, field: row.field, class: row.class, value: unseal(key, row.sealed, bound).toString() };
  });
}
