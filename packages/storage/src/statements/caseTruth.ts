import type { Database } from '../database/database';

/** A number that a consumer keeps, and what the ledger says it should be. */
export interface CountDifference {
  /** Code of the unit; null: there is no such unit. */
  readonly unit: string | null;
  readonly day: string;
  readonly type: string;
  readonly phase: string;
  readonly kept: number;
  readonly truth: number;
}

export interface CountComparison {
  /** The first of them. */
  readonly differences: readonly CountDifference[];
  readonly differing: number;
  readonly compared: number;
}

/** From when to when each version of a unit was the one that is written; the first also for what was recorded before it. */
const versions = `
select h.unit_id, h.path, case when row_number() over w = 1 then '-infinity' else h.recorded_at end as since, lead(h.recorded_at, 1, 'infinity') over w as until
  from core.unit_history h window w as (partition by h.unit_id order by h.recorded_at, h.valid_from)
union all
select u.id, u.path, '-infinity', 'infinity' from core.unit u where not exists (select from core.unit_history h where h.unit_id = u.id)`;

/**
 * Every case that was opened, in the phase and under the ancestors of its last entry that changed either, as far as the consumer has read.
 * Out of the ledger alone, and by another way than the consumer's: nothing is added up that came and went.
 */
const truth = `
select above.id as unit_id, o.day, o.case_type as type, l.phase_after as phase, count(*)::integer as many
  from (select distinct on (case_id) case_id, unit_id, phase_after, recorded_at from counted order by case_id, position desc) l
  join (select c.case_id, c.case_type, (c.happened_at at time zone u.time_zone)::date as day
          from counted c join core.unit u on u.id = c.unit_id where c.phase_before is null) o on o.case_id = l.case_id
  join versions v on v.unit_id = l.unit_id and v.since <= l.recorded_at and l.recorded_at < v.until
 cross join lateral unnest(v.path) as above (id)
 group by 1, 2, 3, 4`;

const comparison = (kept: string): string => `
with versions as materialized (${versions}),
counted as materialized (
  select e.case_id, e.position, e.case_type, e.unit_id, e.phase_before, e.phase_after, e.happened_at,
         date_trunc('milliseconds', e.recorded_at) as recorded_at
    from core.entry e join core.consumer c on c.name = $1 and c.shard = e.shard and e.position <= c.position
   where e.audience = 'case' and e.case_id is not null and e.case_type is not null and e.unit_id is not null and e.phase_after is not null
     and (e.phase_before is distinct from e.phase_after or e.previous_unit_id is distinct from e.unit_id)),
truth as (${truth}),
kept as (${kept}),
compared as materialized (
  select coalesce(t.unit_id, k.unit_id) as unit_id, coalesce(t.day, k.day) as day, coalesce(t.type, k.type) as type,
         coalesce(t.phase, k.phase) as phase, coalesce(k.many, 0) as kept, coalesce(t.many, 0) as truth
    from truth t full join kept k on k.unit_id = t.unit_id and k.day = t.day and k.type = t.type and k.phase = t.phase),
differing as (select * from compared where kept <> truth)
select (select count(*)::integer from compared) as compared, (select count(*)::integer from differing) as differing,
       coalesce((select json_agg(f) from (
         select u.code as unit, d.day, d.type, d.phase, d.kept, d.truth from differing d left join core.unit u on u.id = d.unit_id
          order by d.day, u.code, d.type, d.phase limit $2) f), '[]') as differences`;

/**
 * Compares counts of cases with the ledger, in one statement and so at one instant: where the consumer stands, what it keeps and what the
 * ledger says belong together, whatever is written meanwhile. `kept` is a select of unit_id, day, type, phase and many.
 */
export const countDifferences = (
  database: Pick<Database, 'transaction'>,
  { consumer, kept, shown }: { readonly consumer: string; readonly kept: string; readonly shown: number },
): Promise<CountComparison> =>
  database.transaction(async (query) => {
    await query(`select set_config('work_mem', '256MB', true)`);
    const [row] = await query<CountComparison>(comparison(kept), [consumer, shown]);
    if (!row) throw new Error('A comparison without an answer.');
    return row;
  });
