import type { Query } from '../database/database';

/** Where values of a person are kept: once, although later cases may use them. */
export interface KeptSubject {
  readonly caseId: string;
  readonly number: string;
  readonly subjectId: string;
}

/** Every party that is this person, by where its values stand. */
export const subjectsOfPerson = (query: Query, personId: string): Promise<KeptSubject[]> =>
  query<KeptSubject>(
    `select distinct c.id as "caseId", c.number, coalesce(p.sealed_party, p.id) as "subjectId"
       from core.party p join core."case" c on c.id = coalesce(p.sealed_case, p.case_id) where p.person_id = $1 order by 2, 3`,
    [personId],
  );

/** Of one party, by its id. */
export const subjectsOfParty = (query: Query, partyId: string): Promise<KeptSubject[]> =>
  query<KeptSubject>(
    `select c.id as "caseId", c.number, coalesce(p.sealed_party, p.id) as "subjectId"
       from core.party p join core."case" c on c.id = coalesce(p.sealed_case, p.case_id) where p.id = $1`,
    [partyId],
  );

/** The issuer of those whose account was erased: no token bears it. */
export const erasedIssuer = 'maplebridge:erased';

/**
 * Takes name and token of an account away; its rows stay under an id that says nothing. False, and nothing done, for whoever ever held a
 * post: what was done in office has to stay attributable.
 */
export async function eraseAccount(query: Query, personId: string): Promise<boolean> {
  const erased = await query(
    `update core.person p set issuer = $2, subject = p.id::text, rights_version = rights_version + 1
      where p.id = $1 and not exists (select from core.appointment a where a.person_id = p.id) returning 1`,
    [personId, erasedIssuer],
  );
  if (erased.length > 0) await query(`delete from core.page_session where person_id = $1`, [personId]);
  return erased.length > 0;
}
