import type { EmergencyOutcome, EmergencyRecord } from '@maplebridge/contract';
import type { Query } from '../database/database';
import { binder } from './binder';
import { caseColumns, lookingBy, type CaseRow } from './caseColumns';
import { ask, RightsMoved } from './findCases';
import { anyOf, personOf, type Seer } from './sight';

/** A case by its number, whoever may see it, with what decides whether it may be opened in an emergency. */
export async function caseOutOfSight(query: Query, seer: Seer, number: string): Promise<CaseRow | null> {
  const values = binder();
  const key = values.bind(number);
  const sql = `select row_to_json(x) as row from (
    select ${caseColumns([], lookingBy(seer, values))} from core."case" c
     where c.id = (select n.case_id from core.case_number n where n.number = ${key})) x`;
  const [found] = await query<{ row: CaseRow }>(sql, values.values);
  return found?.row ?? null;
}

export interface NewEmergency {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  readonly role: string;
  readonly unitId: string;
  readonly entryId: string;
  readonly since: Date;
  readonly until: Date;
}

/**
 * Opens the case for the person. False when they have as many open as they may: their row is held until the transaction ends, so that two
 * openings at once are counted one after the other. Throws `RightsMoved` when their rights are not those it was decided on.
 */
export async function openEmergency(
  query: Query,
  one: NewEmergency,
  { most, seer }: { readonly most: number; readonly seer: Pick<Seer, 'rightsVersion' | 'treeVersion'> },
): Promise<boolean> {
  const [held] = await query<{ same: boolean }>(
    `select p.rights_version = $2 and t.version = $3 as same from core.person p, core.tree t where p.id = $1 for update of p`,
    [one.personId, seer.rightsVersion, seer.treeVersion],
  );
  if (!held?.same) throw new RightsMoved('rights or tree moved');
  const [open] = await query<{ count: number }>(
    `select count(*)::integer as count from core.emergency where person_id = $1 and until > $2`,
    [one.personId, one.since],
  );
  if ((open?.count ?? 0) >= most) return false;
  await query(
    `insert into core.emergency (id, shard, case_id, person_id, role, unit_id, entry_id, since, until)
     values ($1, core.shard_of($2), $2, $3, $4, $5, $6, $7, $8)`,
    [one.id, one.caseId, one.personId, one.role, one.unitId, one.entryId, one.since, one.until],
  );
  return true;
}

/** Writes into the access log that the case was looked into, for every party of it and for the case itself. */
export async function recordLook(
  query: Query,
  { caseId, personId, role, unitId }: Pick<NewEmergency, 'caseId' | 'personId' | 'role' | 'unitId'>,
  { purpose, requestId }: { readonly purpose: string; readonly requestId: string },
): Promise<void> {
  await query(
    `select privacy.record_look($1, array(
       select coalesce(p.sealed_party, p.id) from core.party p where p.shard = core.shard_of($1) and p.case_id = $1 union select $1), $2, $3, $4, $5, $6)`,
    [caseId, personId, `emergency:${role}`, unitId, purpose, requestId],
  );
}

const columns = `e.id, e.case_id as "caseId", e.person_id as "personId", e.role, e.unit_id as "unitId", e.since as "from", e.until,
  (select n.body from core.note n where n.shard = e.shard and n.case_id = e.case_id and n.entry_id = e.entry_id) as reason, e.outcome`;

/** Instants are text: the row comes as JSON. */
export type EmergencyRow = Omit<EmergencyRecord, 'from' | 'until'> & { readonly from: string; readonly until: string };

/** What waits for a review by this seer, the oldest first, at most so many: over the units that they supervise, never their own. */
export async function awaitedReviews(query: Query, seer: Seer, limit: number): Promise<readonly EmergencyRow[]> {
  const values = binder();
  const supervised = anyOf(
    (seer.supervising ?? []).filter(({ kind }) => kind === 'unit'),
    seer,
    values,
  );
  const person = personOf(seer, values);
  const isParty = `exists (select from core.involved i
    where i.shard = c.shard and i.case_id = c.id and i.until is null and i.side is not null and i.person_id = ${person})`;
  const rows = `select coalesce(json_agg(row_to_json(r) order by r."from", r.id), '[]') from (
    select ${columns} from core.emergency e join core."case" c on c.id = e.case_id
     where e.reviewed_at is null and e.person_id <> ${person} and ${supervised} and not ${isParty}
     order by e.since, e.id limit ${values.bind(limit, 'integer')}) r`;
  return ask(query, seer, { values, rows });
}

export async function emergencyById(query: Query, id: string): Promise<EmergencyRow | null> {
  const [found] = await query<{ row: EmergencyRow }>(
    `select row_to_json(r) as row from (select ${columns} from core.emergency e where e.id = $1) r`,
    [id],
  );
  return found?.row ?? null;
}

/** False when somebody else has reviewed it already. */
export async function writeReview(
  query: Query,
  { id, by, at, outcome }: { readonly id: string; readonly by: string; readonly at: Date; readonly outcome: EmergencyOutcome },
): Promise<boolean> {
  const rows = await query(
    `with written as (update core.emergency set reviewed_at = $3, reviewed_by = $2, outcome = $4
       where id = $1 and reviewed_at is null and person_id <> $2 returning 1) select from written`,
    [id, by, at, outcome],
  );
  return rows.length > 0;
}
