import type { FieldClass, Phase } from '@maplebridge/contract';
import type { Query } from '../database/database';

/** A closed case of which something personal is left, with what decides whether it may go. */
export interface KeptCase {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly unitId: string;
  /** When it was closed, or the last case whose parties' values it keeps; null while one of those is open. */
  readonly overSince: Date | null;
  readonly isHeld: boolean;
  readonly classes: readonly FieldClass[];
  /** A summary, notes, or purposes of readings of whom nothing is left: free text, which may speak of people. */
  readonly hasText: boolean;
}

/** SQL over a case `c`; `$1` is now. A hold on a case that goes on from this one counts here as well: the values of its parties stand here. */
export const holdStands = `exists (select from core.legal_hold h
  where h.case_id in (select c.id union all select p.case_id from core.party p where p.sealed_case = c.id)
    and h.released_at is null and (h.until is null or h.until > $1))`;

/** Open cases that go on from this one keep its values alive: their parties' values stand here. */
const overSince = `nullif(greatest(coalesce(c.closed_at, 'infinity'),
  (select max(coalesce(l.closed_at, 'infinity')) from core.party p join core."case" l on l.id = p.case_id where p.sealed_case = c.id)), 'infinity')`;

/** Readings of somebody of whom nothing is here: values went before, or there were none. What they were for is free text all the same. */
const hasPurposes = `exists (select from privacy.access a where a.case_id = c.id and a.purpose_salt is not null
  and (a.subject_id = c.id or exists (select from core.party p
    where p.shard = c.shard and p.case_id = c.id and p.id = a.subject_id and p.sealed_case is null))
  and not exists (select from privacy.value v where v.shard = c.shard and v.case_id = c.id and v.subject_id = a.subject_id))`;

const keptColumns = `c.id, c.number, c.type, c.unit_id as "unitId", ${overSince} as "overSince", ${holdStands} as "isHeld",
  array(select distinct v.class from privacy.value v where v.shard = c.shard and v.case_id = c.id order by 1) as classes,
  (c.summary <> '' or exists (select from core.note n where n.shard = c.shard and n.case_id = c.id) or ${hasPurposes}) as "hasText"`;

/** Before every id that is made. A bound that may be absent would keep a prepared statement from beginning in the index: each batch read all before it. */
export const firstId = '00000000-0000-0000-0000-000000000000';

/** Cases closed before an instant, in the order of their ids; needs the owner's rights. */
export const keptCases = (
  query: Query,
  { now, closedBefore, after, limit }: { now: Date; closedBefore: Date; after: string | null; limit: number },
): Promise<KeptCase[]> =>
  query<KeptCase>(`select ${keptColumns} from core."case" c where c.closed_at < $2 and c.id > $3 order by c.id limit $4`, [
    now,
    closedBefore,
    after ?? firstId,
    limit,
  ]);

/** The same of one case, locked: what is decided on it holds until the transaction ends. Null when there is no such case. */
export async function lockKeptCase(query: Query, caseId: string, now: Date): Promise<KeptCase | null> {
  await query(`select from core."case" where id = $1 for update`, [caseId]);
  const [row] = await query<KeptCase>(`select ${keptColumns} from core."case" c where c.id = $2`, [now, caseId]);
  return row ?? null;
}

export interface Erased {
  readonly values: number;
  /** Subjects whose key was destroyed: nothing of theirs is left here. */
  readonly keys: number;
}

export interface ErasureOf {
  readonly caseId: string;
  /** Null: of every subject in the case. */
  readonly subjectIds: readonly string[] | null;
  readonly classes: readonly FieldClass[];
}

/**
 * Removes values with their masks, destroys the key of every subject of whom nothing is left, and takes the purposes of readings out of the
 * access log, whose entries stay and go on being proved by their salted hashes. The case is locked: nobody seals anything in it meanwhile.
 */
export async function eraseValues(query: Query, { caseId, subjectIds, classes }: ErasureOf): Promise<Erased> {
  const [done] = await query<{ values: number; of: string[] }>(
    `with which as (select core.shard_of($1) as shard),
       erased as (delete from privacy.value v using which w
         where v.shard = w.shard and v.case_id = $1 and v.class = any ($3) and ($2::uuid[] is null or v.subject_id = any ($2)) returning v.subject_id),
       masks as (delete from core.mask m using which w
         where m.shard = w.shard and m.case_id = $1 and m.class = any ($3) and ($2::uuid[] is null or m.subject_id = any ($2)) returning 1)
     select (select count(*) from erased)::integer as values, array(select distinct subject_id from erased) as of`,
    [caseId, subjectIds, classes],
  );
  const [gone] = await query<{ keys: number }>(forgetSubjects, [caseId, subjectIds, done?.of ?? []]);
  return { values: done?.values ?? 0, keys: gone?.keys ?? 0 };
}

/** `$3`: of whom something went just now. Of the others too nothing may be left, e.g. where a value was emptied by an amendment before. */
const forgetSubjects = `with home as (
    select $1::uuid as id
    union select p.id from core.party p where p.shard = core.shard_of($1) and p.case_id = $1 and p.sealed_case is null
    union select unnest($3::uuid[])),
  bare as materialized (select h.id from home h where ($2::uuid[] is null or h.id = any ($2))
    and not exists (select from privacy.value v where v.shard = core.shard_of($1) and v.case_id = $1 and v.subject_id = h.id)),
  keys as (delete from privacy.key k using bare where k.subject_id = bare.id returning 1)
  select (select count(*) from keys)::integer as keys, (select count(privacy.forget_purposes(bare.id)) from bare)::integer as forgotten`;

/** Summary and notes of a case. What moved it, when and by which right stays in the ledger, which holds no free text. */
export async function eraseTexts(query: Query, caseId: string): Promise<number> {
  const [row] = await query<{ texts: number }>(
    `with notes as (delete from core.note where shard = core.shard_of($1) and case_id = $1 returning 1),
       summary as (update core."case" set summary = '' where id = $1 and summary <> '' returning 1)
     select ((select count(*) from notes) + (select count(*) from summary))::integer as texts`,
    [caseId],
  );
  return row?.texts ?? 0;
}

/** What an entry about a case says of it, after its version was raised by one: both sides may see that something was erased. */
export interface RaisedCase {
  readonly id: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly version: number;
  readonly unitId: string;
  readonly state: string;
  readonly phase: Phase;
}

export async function raiseCase(query: Query, caseId: string, at: Date): Promise<RaisedCase> {
  const [row] = await query<RaisedCase>(
    `update core."case" set version = version + 1, changed_at = $2 where id = $1
     returning id, type, type_version as "typeVersion", version, unit_id as "unitId", state, phase`,
    [caseId, at],
  );
  if (!row) throw new Error('A case that was locked is gone.');
  return row;
}
