import type { StatisticSpec } from '@maplebridge/contract';
import { snakeCase } from '@maplebridge/contract';
import { ancestorColumn } from '../core';
import type { Query } from '../database/database';
import { quoted } from '../migrate/roles';
import { binder, type Binder } from './binder';
import type { DetailsTable } from './caseColumns';

/** Cases of one type below one unit that were opened in a period; `until` is the first instant after it. */
export interface Cohort {
  readonly type: string;
  readonly unitId: string;
  readonly level: number;
  readonly from: Date;
  readonly until: Date;
}

export interface Figures {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** One declared statistic as one statement. Numbers of nobody are null, never zero. */
export async function figuresOf(
  query: Query,
  spec: StatisticSpec,
  { table, ...cohort }: Cohort & { readonly table: DetailsTable },
): Promise<Figures> {
  const values = binder();
  const [row] = await query<Figures>(statement(spec, { cohort, values }, table), values.values);
  return row ?? { value: null, numerator: null, denominator: null };
}

interface Counting {
  readonly cohort: Cohort;
  readonly values: Binder;
}

function statement(spec: StatisticSpec, counting: Counting, table: DetailsTable): string {
  if ('count' in spec) return counted(counting, spec.count);
  if ('share' in spec) return shared(counting, spec);
  if ('medianHours' in spec) return median(counting, spec.medianHours);
  if ('sum' in spec) return summed(counting, spec, table);
  return met(counting, spec.metInTime);
}

const below = (cohort: Cohort, { bind }: Binder): string =>
  `c.${ancestorColumn(cohort.level)} = ${bind(cohort.unitId, 'uuid')} and c.type = ${bind(cohort.type)}`;

/** The cohort with the state each case was in at the end of the period: the row's own, unless it changed since. */
function cohortRows(cohort: Cohort, values: Binder): string {
  const until = values.bind(cohort.until, 'timestamptz');
  return `select c.id, c.shard, case when c.changed_at < ${until} then c.state else (
      select e.state_after from core.entry e where e.case_id = c.id and e.state_after is not null and e.happened_at < ${until}
       order by e.position desc limit 1) end as state
    from core."case" c where ${below(cohort, values)} and c.opened_at >= ${values.bind(cohort.from, 'timestamptz')} and c.opened_at < ${until}`;
}

const counted = ({ cohort, values }: Counting, states: readonly string[]): string =>
  `select count(*)::float8 as value, count(*)::float8 as numerator, null::float8 as denominator
     from (${cohortRows(cohort, values)}) r where r.state = any (${values.bind(states, 'text[]')})`;

function shared({ cohort, values }: Counting, { share, of }: Extract<StatisticSpec, { share: unknown }>): string {
  const rows = cohortRows(cohort, values);
  return `select n / nullif(d, 0) as value, n as numerator, d as denominator from (
    select count(*) filter (where r.state = any (${values.bind(share, 'text[]')}))::float8 as n,
           count(*) filter (where r.state = any (${values.bind(of, 'text[]')}))::float8 as d from (${rows}) r) f`;
}

function median({ cohort, values }: Counting, [from, to]: readonly [string, string]): string {
  const begin = values.bind(from === 'open' ? 'opened' : from);
  return `select percentile_cont(0.5) within group (order by extract(epoch from e.happened_at - s.at) / 3600) as value,
      count(s.at)::float8 as numerator, null::float8 as denominator
    from core."case" c join core.entry e on e.case_id = c.id and e.type = ${values.bind(to)}
      and e.happened_at >= ${values.bind(cohort.from, 'timestamptz')} and e.happened_at < ${values.bind(cohort.until, 'timestamptz')}
    cross join lateral (select max(b.happened_at) as at from core.entry b where b.case_id = c.id and b.type = ${begin} and b.position < e.position) s
    where ${below(cohort, values)} and s.at is not null`;
}

function summed({ cohort, values }: Counting, spec: Extract<StatisticSpec, { sum: string }>, table: DetailsTable): string {
  const column = quoted(snakeCase(spec.sum));
  return `select sum(d.${column})::float8 as value, sum(d.${column})::float8 as numerator, count(d.${column})::float8 as denominator
    from (${cohortRows(cohort, values)}) r join ${quoted(table.schema)}.${quoted(table.table)} d on d.shard = r.shard and d.case_id = r.id
    where r.state = any (${values.bind(spec.in, 'text[]')})`;
}

const met = ({ cohort, values }: Counting, clock: string): string =>
  `select n / nullif(d, 0) as value, n as numerator, d as denominator from (
    select count(*) filter (where k.state = 'met')::float8 as n, count(*) filter (where k.state in ('met', 'missed'))::float8 as d
      from core."case" c join core.clock k on k.shard = c.shard and k.case_id = c.id and k.code = ${values.bind(clock)}
     where ${below(cohort, values)} and coalesce(k.ended_at, k.due_at) >= ${values.bind(cohort.from, 'timestamptz')}
       and coalesce(k.ended_at, k.due_at) < ${values.bind(cohort.until, 'timestamptz')}) f`;
