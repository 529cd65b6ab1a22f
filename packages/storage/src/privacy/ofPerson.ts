import type { Query } from '../database/database';
import { holdStands } from './erasure';

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

/** SQL over a person `p`, `$1` is now: takes part in a case that is open or under a legal hold, also without being named as its party. */
const stillIn = `exists (
  select from (select case_id from core.party where person_id = p.id
    union select case_id from core.involved where person_id = p.id and until is null) part
  join core."case" c on c.id = part.case_id where c.closed_at is null or ${holdStands})`;

/** SQL over a person `p`: ever held a post, or was assigned to a case. */
const wasInOffice = `(exists (select from core.appointment a where a.person_id = p.id)
  or exists (select from core.involved i where i.person_id = p.id and i.side is null))`;

/**
 * Takes name, tokens and sessions of an account away; its rows stay under an id that says nothing. False, and nothing done, for whoever was
 * ever in office, since what was done there has to stay attributable, and for whoever still takes part in a case.
 */
export async function eraseAccount(query: Query, personId: string, now: Date): Promise<boolean> {
  const erased = await query(
    `update core.person p set issuer = $3, subject = p.id::text, rights_version = rights_version + 1
      where p.id = $2 and not ${wasInOffice} and not ${stillIn} returning 1`,
    [now, personId, erasedIssuer],
  );
  if (erased.length === 0) return false;
  for (const table of ['page_session', 'service_token']) await query(`delete from core.${table} where person_id = $1`, [personId]);
  return true;
}
