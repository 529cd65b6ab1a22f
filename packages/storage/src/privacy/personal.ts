import { randomBytes } from 'node:crypto';
import type { FieldClass } from '@maplebridge/contract';
import type { Query } from '../database/database';
import { binder, type Binder } from '../statements/binder';
import { RightsMoved } from '../statements/findCases';
import { keyInsert, type UsedKey } from '../statements/idempotency';
import { anyBranch, freshness, type Seer } from '../statements/sight';
import type { Keyring } from './keyring';
import { seal, unseal } from './seal';

export interface PersonalField {
  readonly field: string;
  readonly class: FieldClass;
  readonly text: string;
  /** What lists show instead. */
  readonly mask: string;
}

export interface Subject {
  readonly caseId: string;
  readonly subjectId: string;
}

export const placeOf = ({ caseId, subjectId }: Subject, field: string): string => `${caseId}|${subjectId}|${field}`;

/** Seals the values under the subject's own key and keeps only their masks where the run-time login can read. */
// eslint-disable-next-line max-params -- database, key, whose, what: none of them belongs to another
export async function storePersonal(query: Query, keyring: Keyring, subject: Subject, fields: readonly PersonalField[]): Promise<void> {
  if (!fields.length) return;
  const { id, key } = await keyOf(query, keyring, subject.subjectId);
  const sealed = fields.map((one) => seal(key, Buffer.from(one.text), placeOf(subject, one.field)));
  const names = fields.map((one) => one.field);
  const classes = fields.map((one) => one.class);
  await query(`select privacy.store_under($1, $2, $3, $4, $5, $6)`, [subject.caseId, subject.subjectId, id, names, classes, sealed]);
  await query(
    `insert into core.mask (shard, case_id, subject_id, field, class, mask)
     select core.shard_of($1), $1, $2, f, c, m from unnest($3::text[], $4::text[], $5::text[]) as given (f, c, m)
     on conflict (shard, case_id, subject_id, field) do update set mask = excluded.mask, class = excluded.class`,
    [subject.caseId, subject.subjectId, names, classes, fields.map((one) => one.mask)],
  );
}

/** Removes values and their masks; the subject's key stays for what else is sealed under it. */
export async function erasePersonal(query: Query, { caseId, subjectId }: Subject, fields: readonly string[]): Promise<void> {
  if (!fields.length) return;
  await query(`select privacy.erase($1, $2, $3)`, [caseId, subjectId, fields]);
  await query(`delete from core.mask where shard = core.shard_of($1) and case_id = $1 and subject_id = $2 and field = any ($3)`, [
    caseId,
    subjectId,
    fields,
  ]);
}

interface StoredKey {
  readonly id: string;
  readonly sealed: Buffer;
}

/** The key of a subject; of two who make the first one at once, both get the one that is kept. */
async function keyOf(query: Query, keyring: Keyring, subjectId: string): Promise<{ id: string; key: Buffer }> {
  const [known] = await query<StoredKey>(`select id, sealed from privacy.key_for($1)`, [subjectId]);
  const [kept] = known ? [known] : await query<StoredKey>(makeKey, [subjectId, keyring.wrap(randomBytes(32), subjectId)]);
  if (!kept) throw new Error('A key was made and is not there.');
  return { id: kept.id, key: keyring.unwrap(kept.sealed, subjectId) };
}

const makeKey = `select id, sealed from privacy.make_key($1, $2)`;

export interface Opening extends Subject {
  readonly classes: readonly FieldClass[];
  readonly actorId: string;
  readonly role: string;
  readonly unitId: string | null;
  readonly purpose: string;
  readonly requestId: string;
}

/** By whom and by which case values may be opened, and the key that stands for it; null when the key was kept before. */
export interface Permission {
  readonly seer: Seer;
  /** The case that the seer has to see: the one of the subject, or one that goes on from it. */
  readonly visibleCaseId: string;
  readonly key: UsedKey | null;
}

interface SealedRow {
  readonly field: string | null;
  readonly class: FieldClass;
  readonly sealed: Buffer;
  readonly sealed_key: Buffer;
}

/**
 * Opens personal values in one statement: the case is theirs to see under the rights as they stand, the key is kept, the access row is
 * written, and only then is anything read. If one of them cannot be, none is.
 */
export async function openPersonal(
  { query, keyring }: { readonly query: Query; readonly keyring: Keyring },
  opening: Opening,
  permission: Permission,
): Promise<readonly { field: string; class: FieldClass; text: string }[]> {
  const values = binder();
  const rows = await query<SealedRow>(openStatement(opening, permission, values), values.values);
  if (!rows.length) throw new RightsMoved('rights, tree or sight of the case moved');
  return rows.flatMap((row) => {
    if (row.field === null) return [];
    const key = keyring.unwrap(row.sealed_key, opening.subjectId);
    return { field: row.field, class: row.class, text: unseal(key, row.sealed, placeOf(opening, row.field)).toString() };
  });
}

function openStatement(opening: Opening, { seer, visibleCaseId, key }: Permission, values: Binder): string {
  const { bind } = values;
  const { caseId, subjectId, classes, actorId, role, unitId, purpose, requestId } = opening;
  const seen = `seen as materialized (select from core."case" c
     where c.id = ${bind(visibleCaseId, 'uuid')} and ${freshness(seer, values)} and ${anyBranch(seer, values)})`;
  const kept = key ? [`kept as (${keyInsert(values, key, { caseId, version: 0, entryId: caseId })} from seen returning 1)`] : [];
  const subject = `${bind(caseId, 'uuid')}, ${bind(subjectId, 'uuid')}, ${bind(classes, 'text[]')}`;
  const actor = `${bind(actorId, 'uuid')}, ${bind(role, 'text')}, ${bind(unitId, 'uuid')}, ${bind(purpose, 'text')}, ${bind(requestId, 'text')}`;
  return `with ${[seen, ...kept].join(', ')}
    select o.field, o.class, o.sealed, o.sealed_key from ${key ? 'kept' : 'seen'} left join lateral privacy.open(${subject}, ${actor}) o on true`;
}
