import type { TestGateway } from '../gateway';

/** How many rows each table of the platform holds. */
export async function rowsIn(world: TestGateway): Promise<Readonly<Record<string, number>>> {
  const tables = await world.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('core', 'privacy') order by 1`,
  );
  const counts = await world.sql<{ name: string; count: string }>(
    tables.map(({ name }) => `select '${name}' as name, count(*) from ${name}`).join(' union all '),
  );
  return Object.fromEntries(counts.map(({ name, count }) => [name, Number(count)]));
}
