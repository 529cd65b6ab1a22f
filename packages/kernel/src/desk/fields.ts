import { isPersonal, type FieldSpec } from '@maplebridge/contract';
import { erasePersonal, storePersonal, writeDetails, type Query } from '@maplebridge/storage';
import { maskOf } from '../law';
import type { LoadedType, Platform } from './platform';

interface Written {
  readonly loaded: LoadedType;
  readonly caseId: string;
  /** Checked before. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The plain fields, as they go into the details table. */
export function plainFields({ loaded, fields }: Omit<Written, 'caseId'>): Readonly<Record<string, unknown>> {
  const given = loaded.type.fields.filter((one) => one.name in fields && !isPersonal(one.class));
  return Object.fromEntries(given.map((one) => [one.name, fields[one.name]]));
}

/** Writes checked fields of a case: plain ones into the details table, personal ones sealed, with a mask for lists. */
export async function writeFields(platform: Platform, query: Query, written: Written): Promise<void> {
  const fields = plainFields(written);
  if (Object.keys(fields).length) await writeDetails(query, written.loaded.table, { caseId: written.caseId, fields });
  await sealing(platform, written)?.(query);
}

/** Seals the personal fields and empties those given as null; null when none is given. */
export function sealing(platform: Platform, { loaded, caseId, fields }: Written): ((query: Query) => Promise<void>) | null {
  const personal = loaded.type.fields.filter((one) => one.name in fields && isPersonal(one.class));
  if (!personal.length) return null;
  const subject = { caseId, subjectId: caseId };
  const emptied = personal.filter((one) => fields[one.name] === null).map((one) => one.name);
  const kept = personal.filter((one) => fields[one.name] !== null).map((one) => sealedField(one, fields[one.name]));
  return async (query) => {
    await erasePersonal(query, subject, emptied);
    await storePersonal(query, platform.keyring, subject, kept);
  };
}

const sealedField = (field: FieldSpec, value: unknown) => {
  const text = value instanceof Date ? value.toISOString() : String(value);
  return { field: field.name, class: field.class, text, mask: maskOf(field.class, text) };
};
