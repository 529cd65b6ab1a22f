import type { FieldClass } from '@maplebridge/contract';
import type { Query } from '../database/database';
import { binder, type Binder } from '../statements/binder';
import { RightsMoved } from '../statements/findCases';
import { anyBranch, freshness, personOf, type Seer } from '../statements/sight';
import type { Keyring } from './keyring';
import { placeOf, type Opening, type Subject } from './personal';
import { unseal } from './seal';

/**
 * Why values may be read without a purpose of their own: the case is assigned to who reads, or the reader is the person concerned, or acts
 * for them as guardian or near relative.
 */
export type Ground = 'assigned' | { readonly concerned: readonly string[] };

/** A class of values of one subject. */
export interface AskedClass extends Subject {
  readonly class: FieldClass;
}

export interface AssignedOpening extends Omit<Opening, 'caseId' | 'subjectId' | 'classes'> {
  readonly seer: Seer;
  /** The case in which the reader stands so. */
  readonly caseId: string;
  readonly ground: Ground;
  readonly asked: readonly AskedClass[];
}

export interface OpenedOf {
  readonly subjectId: string;
  readonly field: string;
  readonly class: FieldClass;
  readonly text: string;
}

/** Capacities in which one person stands for another before the law: guardians of minors, near relatives of the dead (PIPL arts 31 and 49). */
const standingFor = `('guardian', 'nearRelative')`;

/** SQL, true when the person is this party `p` of case `c`, or stands for it. */
const isOrStandsFor = (person: string): string =>
  `(p.person_id = ${person} or exists (select from core.party q where q.shard = p.shard and q.case_id = p.case_id and q.acts_for = p.id
      and q.person_id = ${person} and q.capacity in ${standingFor}))`;

/** Which of these parties the person is or stands for. */
export async function concernedIn(query: Query, personId: string, caseId: string): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    `select p.id from core.party p where p.shard = core.shard_of($2) and p.case_id = $2 and ${isOrStandsFor('$1')}`,
    [personId, caseId],
  );
  return rows.map(({ id }) => id);
}

interface SealedRow {
  readonly subject_id: string | null;
  readonly field: string;
  readonly class: FieldClass;
  readonly sealed: Buffer;
  readonly sealed_key: Buffer;
}

/** As `openPersonal`, for several subjects of one case: ground, rights, access rows and values are of one statement, or nothing is read. */
export async function openAssigned(
  { query, keyring }: { readonly query: Query; readonly keyring: Keyring },
  opening: AssignedOpening,
): Promise<readonly OpenedOf[]> {
  const values = binder();
  const rows = await query<SealedRow>(statementOf(opening, values), values.values);
  if (!rows.length) throw new RightsMoved('rights, tree, or what the values were read by moved');
  const cases = new Map(opening.asked.map((one) => [one.subjectId, one.caseId]));
  return rows.flatMap((row) => {
    const subjectId = row.subject_id;
    if (subjectId === null) return [];
    const key = keyring.unwrap(row.sealed_key, subjectId);
    const bound = placeOf({ caseId: cases.get(subjectId) ?? '', subjectId }, row.field);
    return { subjectId, field: row.field, class: row.class, text: unseal(key, row.sealed, bound).toString() };
  });
}

function statementOf(opening: AssignedOpening, values: Binder): string {
  const { bind } = values;
  const { seer, caseId, asked, actorId, role, unitId, purpose, requestId } = opening;
  const classes = bind(
    asked.map((one) => one.class),
    'text[]',
  );
  const held = [asked.map((one) => one.caseId), asked.map((one) => one.subjectId)].map((ids) => bind(ids, 'uuid[]')).join(', ');
  const actor = `${bind(actorId, 'uuid')}, ${bind(role, 'text')}, ${bind(unitId, 'uuid')}, ${bind(purpose, 'text')}, ${bind(requestId, 'text')}`;
  return `with seen as materialized (select from core."case" c
      where c.id = ${bind(caseId, 'uuid')} and ${freshness(seer, values)} and ${anyBranch(seer, values)} and ${groundSql(opening, values)})
    select o.* from seen left join lateral privacy.open_together(${held}, ${classes}, ${actor}) o on true`;
}

function groundSql({ seer, ground }: AssignedOpening, values: Binder): string {
  const person = personOf(seer, values);
  if (ground === 'assigned')
    return `(c.handler_id = ${person} or exists (select from core.involved i where i.shard = c.shard and i.case_id = c.id and i.until is null
      and i.side is null and i.person_id = ${person}))`;
  const parties = values.bind(ground.concerned, 'uuid[]');
  return `not exists (select from unnest(${parties}) as wanted (id) where not exists (
    select from core.party p where p.shard = c.shard and p.case_id = c.id and p.id = wanted.id and ${isOrStandsFor(person)}))`;
}
