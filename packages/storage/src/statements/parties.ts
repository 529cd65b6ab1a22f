import type { Capacity, ConsentState, Side } from '@maplebridge/contract';
import type { Query } from '../database/database';

export interface PartyRow {
  readonly id: string;
  readonly caseId: string;
  readonly side: Side;
  readonly capacity: Capacity;
  readonly personId: string | null;
  readonly actsForId: string | null;
  readonly consent: ConsentState;
  /** Where the sealed values stand when the party came from an earlier case. */
  readonly sealedAt: { readonly caseId: string; readonly partyId: string } | null;
  /** Stored masks by field; the values themselves are sealed elsewhere. Null where a decision is made, which looks at none. */
  readonly masks: readonly { readonly field: string; readonly class: string; readonly mask: string }[] | null;
}

/** Under whose name the values of a party are sealed: its own, or that of the party it was in an earlier case. */
export const sealedSubject = ({
  id,
  caseId,
  sealedAt,
}: Pick<PartyRow, 'id' | 'caseId' | 'sealedAt'>): { caseId: string; subjectId: string } =>
  sealedAt ? { caseId: sealedAt.caseId, subjectId: sealedAt.partyId } : { caseId, subjectId: id };

export interface NewParty {
  readonly id: string;
  readonly caseId: string;
  readonly side: Side;
  readonly capacity: Capacity;
  readonly personId: string | null;
  readonly actsForId: string | null;
  readonly sealedAt?: { readonly caseId: string; readonly partyId: string };
}

/** The select list over `p` for a decision. */
export const partyFacts = `p.id, p.case_id as "caseId", p.side, p.capacity, p.person_id as "personId", p.acts_for as "actsForId", p.consent,
  case when p.sealed_case is not null then json_build_object('caseId', p.sealed_case, 'partyId', p.sealed_party) end as "sealedAt"`;

/** The select list over `p`. */
export const partyColumns = `${partyFacts},
  (select json_agg(json_build_object('field', m.field, 'class', m.class, 'mask', m.mask)) from core.mask m
    where m.shard = core.shard_of(coalesce(p.sealed_case, p.case_id)) and m.case_id = coalesce(p.sealed_case, p.case_id)
      and m.subject_id = coalesce(p.sealed_party, p.id)) as masks`;

/** Parties of cases that the caller has already found for its viewer. */
export const partiesOf = (query: Query, caseIds: readonly string[]): Promise<PartyRow[]> =>
  query<PartyRow>(
    `select ${partyColumns} from unnest($1::uuid[]) wanted (id) join core.party p on p.shard = core.shard_of(wanted.id) and p.case_id = wanted.id
      order by p.case_id, p.side, p.id`,
    [caseIds],
  );

export async function partyById(query: Query, id: string): Promise<PartyRow | null> {
  const [row] = await query<PartyRow>(`select ${partyColumns} from core.party p where p.id = $1`, [id]);
  return row ?? null;
}

export async function insertParty(query: Query, one: NewParty): Promise<void> {
  await query(
    `insert into core.party (shard, case_id, id, side, capacity, person_id, acts_for, sealed_case, sealed_party)
     values (core.shard_of($1), $1, $2, $3, $4, $5, $6, $7, $8)`,
    [one.caseId, one.id, one.side, one.capacity, one.personId, one.actsForId, one.sealedAt?.caseId ?? null, one.sealedAt?.partyId ?? null],
  );
}

export interface NewInvolvement {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly relation: string;
  readonly side: Side | null;
  readonly since: Date;
}

export async function involve(query: Query, one: NewInvolvement): Promise<void> {
  await query(
    `insert into core.involved (shard, case_id, id, person_id, unit_id, relation, side, since)
     values (core.shard_of($1), $1, $2, $3, $4, $5, $6, $7)`,
    [one.caseId, one.id, one.personId, one.unitId, one.relation, one.side, one.since],
  );
}

/** Says who a party is that nobody had identified; a link once made stays. */
export async function identifyParty(query: Query, one: { caseId: string; partyId: string; personId: string }): Promise<void> {
  await query(`update core.party set person_id = $3 where shard = core.shard_of($1) and case_id = $1 and id = $2 and person_id is null`, [
    one.caseId,
    one.partyId,
    one.personId,
  ]);
}

/** Somebody with a part of their own in a case: a party, a person or unit assigned to it, excluded from it, or who opened it in an emergency. */
export interface CasePart {
  readonly caseId: string;
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly relation: string;
  readonly side: Side | null;
  readonly kind: 'involved' | 'excluded' | 'emergency';
}

/** Everybody with a part in these cases now: what the live streams judge by. */
export const partsIn = (query: Query, caseIds: readonly string[], now: Date): Promise<CasePart[]> =>
  query<CasePart>(
    `with wanted as (select unnest($1::uuid[]) as id)
     select i.case_id as "caseId", i.person_id as "personId", i.unit_id as "unitId", i.relation, i.side, 'involved' as kind
       from wanted join core.involved i on i.shard = core.shard_of(wanted.id) and i.case_id = wanted.id where i.until is null
     union all
     select x.case_id, x.person_id, null, 'excluded', null, 'excluded'
       from wanted join core.exclusion x on x.case_id = wanted.id where x.until is null
     union all
     select e.case_id, e.person_id, null, 'emergency', null, 'emergency'
       from wanted join core.emergency e on e.case_id = wanted.id where e.until > $2`,
    [caseIds, now],
  );

/** Everybody involved in these cases now. */
export const involvedIn = (
  query: Query,
  caseIds: readonly string[],
): Promise<{ caseId: string; personId: string | null; unitId: string | null; relation: string; side: Side | null }[]> =>
  query(
    `select i.case_id as "caseId", i.person_id as "personId", i.unit_id as "unitId", i.relation, i.side
       from unnest($1::uuid[]) wanted (id) join core.involved i on i.shard = core.shard_of(wanted.id) and i.case_id = wanted.id
      where i.until is null`,
    [caseIds],
  );
