import { phases, type OwnTables } from '@maplebridge/contract';
import type { Change, Standing } from './changes';
import { phaseColumns } from './phases';

/**
 * The generation that is shown, for as long as the transaction lasts, and for nobody else to count into: two gateways that count under one
 * province take turns, whatever the order in which they reach its rows.
 */
export async function lockShown(tables: OwnTables): Promise<number> {
  const [row] = await tables.query<{ shown: number }>(`select shown from generation for no key update`);
  if (!row) throw new Error('The counts have no generation.');
  return row.shown;
}

/** Ids, days, instants and numbers, none of which needs an escape; the driver's own way of writing an array costs ten times as much. */
const arrayOf = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;

export async function standingsOf(
  tables: OwnTables,
  generation: number,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  if (caseIds.length === 0) return new Map();
  const rows = await tables.query<Standing>(
    `select case_id as "caseId", day, counted_at as "countedAt" from standing where generation = $1 and case_id = any ($2)`,
    [generation, arrayOf(caseIds)],
  );
  return new Map(rows.map((row) => [row.caseId, row]));
}

const given = `unnest($2::uuid[], $3::date[], $4::timestamptz[]) as given (case_id, day, counted_at)`;
const columnsOf = (standings: readonly Standing[]): readonly string[] => [
  arrayOf(standings.map(({ caseId }) => caseId)),
  arrayOf(standings.map(({ day }) => day)),
  arrayOf(standings.map(({ countedAt }) => countedAt.toISOString())),
];

export async function keepStandings(tables: OwnTables, generation: number, standings: readonly Standing[]): Promise<void> {
  await tables.query(
    `insert into standing (generation, case_id, day, counted_at) select $1::integer, case_id, day, counted_at from ${given}`,
    [generation, ...columnsOf(standings)],
  );
}

export async function replaceStandings(tables: OwnTables, generation: number, standings: readonly Standing[]): Promise<void> {
  await tables.query(
    `update standing s set counted_at = given.counted_at from ${given} where s.generation = $1 and s.case_id = given.case_id`,
    [generation, ...columnsOf(standings)],
  );
}

const columns = phaseColumns.join(', ');
const numbers = phaseColumns.map((_, nth) => `$${nth + 5}::integer[]`).join(', ');
const sums = phaseColumns.map((column) => `${column} = kept.${column} + excluded.${column}`).join(', ');

/** All rows in one statement, found by their key whatever the planner believes about so many of them. */
const addAll = `
insert into case_count as kept (generation, unit_id, day, type, ${columns})
select $1::integer, unit_id, day, type, ${columns}
  from unnest($2::uuid[], $3::date[], $4::text[], ${numbers}) as change (unit_id, day, type, ${columns})
 order by unit_id, day, type
on conflict (unit_id, day, type, generation) do update set ${sums}`;

export async function addCounts(tables: OwnTables, generation: number, changes: readonly Change[]): Promise<void> {
  await tables.query(addAll, [
    generation,
    arrayOf(changes.map(({ unitId }) => unitId)),
    arrayOf(changes.map(({ day }) => day)),
    arrayOf(changes.map(({ type }) => JSON.stringify(type))),
    ...phases.map((_, at) => arrayOf(changes.map(({ counts }) => counts[at] ?? 0))),
  ]);
}
