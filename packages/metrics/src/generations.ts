import { phases, type OwnTables } from '@maplebridge/contract';
import { phaseColumns } from './phases';

/** Begins to build beside what is shown and gives the number; whoever built before this finds that their generation is no longer awaited. */
export async function beginGeneration(tables: OwnTables): Promise<number> {
  const [begun] = await tables.query<{ building: number }>(
    `update generation set building = coalesce(building, shown) + 1 returning building`,
  );
  if (!begun) throw new Error('The counts have no generation.');
  return begun.building;
}

/** Somebody else began to build after this one, whose work is of no use any more; theirs is shown when it is complete. */
export class RebuildOvertaken extends Error {
  override readonly name = 'RebuildOvertaken';

  constructor() {
    super('Another rebuild began after this one; it goes on, and this one ends. 另一个重建在此之后开始，由它继续；本次结束。');
  }
}

/** The number itself, as long as it is the one being built. */
export async function awaited(tables: OwnTables, built: number): Promise<number> {
  const [row] = await tables.query<{ building: number | null }>(`select building from generation`);
  if (row?.building !== built) throw new RebuildOvertaken();
  return built;
}

/**
 * Puts the rows of a generation that nobody is shown yet in order, so that the days of a unit lie on pages beside each other: a board then
 * reads as few pages of a million cases as of a thousand.
 */
export async function arrange(tables: OwnTables, built: number): Promise<void> {
  await tables.query(
    `with taken as (delete from case_count where generation = $1 returning *) insert into case_count select * from taken order by unit_id, day, type`,
    [built],
  );
}

/** Shows what was built instead of what was shown. */
export async function showGeneration(tables: OwnTables, built: number): Promise<void> {
  const shown = await tables.query(`update generation set shown = $1, building = null where building = $1 returning shown`, [built]);
  if (shown.length === 0) throw new RebuildOvertaken();
}

/** Removes whatever is neither shown nor being built. */
export async function forgetOtherGenerations(tables: OwnTables): Promise<void> {
  for (const table of ['case_count', 'standing'])
    await tables.query(`delete from ${table} using generation g where ${table}.generation not in (g.shown, coalesce(g.building, g.shown))`);
}

/** What is shown, phase by phase, by the full names of the tables: to be compared with the ledger. */
export const keptCounts = `
select c.unit_id, c.day, c.type, p.phase, p.many from metrics.case_count c
  join metrics.generation g on g.shown = c.generation
 cross join lateral (values ${phases.map((phase, at) => `('${phase}', c.${phaseColumns[at] ?? ''})`).join(', ')}) as p (phase, many)
 where p.many <> 0`;
