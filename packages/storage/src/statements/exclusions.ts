import type { ExclusionRecord } from '@maplebridge/contract';
import type { Query } from '../database/database';
import type { Binder } from './binder';

/** Where a part of a change is written: see `changeParts`. */
interface Place {
  readonly values: Binder;
  readonly at: () => string;
}

type Part = readonly [name: string, sql: string];

/** Somebody who is excluded from the case from the instant of the change on. The entry is the one beside which the reason is kept. */
export interface NewExclusion {
  readonly id: string;
  readonly personId: string;
  readonly declaredBy: string;
  readonly entryId: string;
}

export const excludedPart = (one: NewExclusion, { values: { bind }, at }: Place): Part => [
  'excluded',
  `insert into core.exclusion (shard, case_id, id, person_id, declared_by, entry_id, since)
   select moved.shard, moved.id, ${bind(one.id, 'uuid')}, ${bind(one.personId, 'uuid')}, ${bind(one.declaredBy, 'uuid')},
     ${bind(one.entryId, 'uuid')}, ${at()} from moved returning 1`,
];

export const liftedPart = (personId: string, { values: { bind }, at }: Place): Part => [
  'lifted',
  `update core.exclusion x set until = ${at()} from moved
    where x.shard = moved.shard and x.case_id = moved.id and x.person_id = ${bind(personId, 'uuid')} and x.until is null returning 1`,
];

/** Who is excluded from a case now, with why, the latest first. Whoever asks has found the case, and that they may know. */
export const exclusionsOf = (query: Query, caseId: string): Promise<ExclusionRecord[]> =>
  query<ExclusionRecord>(
    `select x.person_id as "personId", x.since, x.declared_by = x.person_id as "isOwn", n.body as reason
       from core.exclusion x left join core.note n on n.shard = x.shard and n.case_id = x.case_id and n.entry_id = x.entry_id
      where x.shard = core.shard_of($1) and x.case_id = $1 and x.until is null order by x.since desc, x.id desc limit 100`,
    [caseId],
  );

/** Of these people, those who are excluded from the case now. */
export async function excludedAmong(query: Query, caseId: string, personIds: readonly string[]): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    `select x.person_id as id from core.exclusion x where x.case_id = $1 and x.person_id = any ($2) and x.until is null`,
    [caseId, personIds],
  );
  return rows.map(({ id }) => id);
}
