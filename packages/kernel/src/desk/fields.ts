import { isPersonal, type FieldSpec } from '@maplebridge/contract';
import { erasePersonal, storePersonal, writeDetails, type Query } from '@maplebridge/storage';
import { maskOf } from '../law';
import type { LoadedType, Platform } from './platform';

/** Writes checked fields of a case: plain ones into the details table, personal ones sealed, with a mask for lists. */
export async function writeFields(
  platform: Platform,
  query: Query,
  { loaded, caseId, fields }: { loaded: LoadedType; caseId: string; fields: Readonly<Record<string, unknown>> },
): Promise<void> {
  const given = loaded.type.fields.filter((one) => one.name in fields);
  const columns = given.filter((one) => !isPersonal(one.class));
  if (columns.length)
    await writeDetails(query, loaded.table, { caseId, fields: Object.fromEntries(columns.map((one) => [one.name, fields[one.name]])) });
  const subject = { caseId, subjectId: caseId };
  const personal = given.filter((one) => isPersonal(one.class));
  const kept = personal.filter((one) => fields[one.name] !== null);
  const emptied = personal.filter((one) => fields[one.name] === null).map((one) => one.name);
  await erasePersonal(query, subject, emptied);
  await storePersonal(
    query,
    platform.masterKey,
    subject,
    kept.map((one) => sealedField(one, fields[one.name])),
  );
}

const sealedField = (field: FieldSpec, value: unknown) => {
  const text = value instanceof Date ? value.toISOString() : String(value);
  return { field: field.name, class: field.class, text, mask: maskOf(field.class, text) };
};
