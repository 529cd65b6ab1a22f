import { randomUUID } from 'node:crypto';
import type { Query } from '../database/database';

export interface PersonRow {
  readonly id: string;
  readonly rightsVersion: number;
  readonly treeVersion: number;
  /** Was ever brought into a case, as a party or by a relation; it never turns back. */
  readonly isInvolved: boolean;
  /** Was ever excluded from a case; it never turns back. Becoming it is a change of rights. */
  readonly isExcluded: boolean;
  /** Cases that they opened in an emergency, the last ones to end. */
  readonly emergencies: readonly { readonly caseId: string; readonly role: string; readonly unitId: string; readonly until: string }[];
  readonly posts: readonly {
    readonly id: string;
    readonly role: string;
    readonly unitId: string;
    readonly level: number;
    readonly from: string;
    readonly until: string | null;
  }[];
}

/** As many as the policy lets anybody have open at once. Whether they are over says the clock of who asks, not the database's. */
const mostEmergencies = 20;

const selectPerson = `select p.id, p.rights_version as "rightsVersion", (select version from core.tree) as "treeVersion",
  p.is_involved as "isInvolved", p.is_excluded as "isExcluded",
  case when p.has_emergencies then (select coalesce(json_agg(row_to_json(o)), '[]') from (
    select e.case_id as "caseId", e.role, e.unit_id as "unitId", e.until from core.emergency e
     where e.person_id = p.id order by e.until desc limit ${mostEmergencies}) o) else '[]' end as emergencies,
  coalesce((select json_agg(json_build_object('id', a.id, 'role', a.role, 'unitId', a.unit_id, 'level', u.level, 'from', a.valid_from, 'until', a.valid_until)
                            order by a.valid_from, a.id)
     from core.appointment a join core.unit u on u.id = a.unit_id
    where a.person_id = p.id and (a.valid_until is null or a.valid_until > now())), '[]') as posts
  from core.person p`;

/** The person behind a token, with rights as they stand; null for somebody never seen before. */
export async function personBySubject(query: Query, issuer: string, subject: string): Promise<PersonRow | null> {
  const [row] = await query<PersonRow>(`${selectPerson} where p.issuer = $1 and p.subject = $2`, [issuer, subject]);
  return row ?? null;
}

/** Makes the row at the first sight of a token; two first sights at once make one person. */
export async function meetPerson(query: Query, issuer: string, subject: string): Promise<PersonRow> {
  const known = await personBySubject(query, issuer, subject);
  if (known) return known;
  await query(`insert into core.person (id, issuer, subject) values ($1, $2, $3) on conflict (issuer, subject) do nothing`, [
    randomUUID(),
    issuer,
    subject,
  ]);
  const met = await personBySubject(query, issuer, subject);
  if (!met) throw new Error('A person row just written cannot be read.');
  return met;
}

/** Which of these ids are persons'. */
export const knownPersons = (query: Query, ids: readonly string[]): Promise<{ id: string }[]> =>
  query(`select id from core.person where id = any ($1)`, [ids]);

/** Raises the rights version: every statement and stream of the person notices. */
export async function raiseRights(query: Query, personId: string): Promise<number> {
  const rows = await query<{ version: number }>(
    `with raised as (update core.person set rights_version = rights_version + 1 where id = $1 returning rights_version as version) select version from raised`,
    [personId],
  );
  return rows[0]?.version ?? 0;
}

export async function appoint(
  query: Query,
  one: { personId: string; role: string; unitId: string; from: Date; until: Date | null },
): Promise<string> {
  const id = randomUUID();
  await query(`insert into core.appointment (id, person_id, role, unit_id, valid_from, valid_until) values ($1, $2, $3, $4, $5, $6)`, [
    id,
    one.personId,
    one.role,
    one.unitId,
    one.from,
    one.until,
  ]);
  return id;
}

/** Ends the posts of this role in this unit; how many ended. */
export async function endAppointments(query: Query, one: { personId: string; role: string; unitId: string; at: Date }): Promise<number> {
  const rows = await query(
    `with ended as (update core.appointment set valid_until = $4
       where person_id = $1 and role = $2 and unit_id = $3 and (valid_until is null or valid_until > $4) returning id) select id from ended`,
    [one.personId, one.role, one.unitId, one.at],
  );
  return rows.length;
}
