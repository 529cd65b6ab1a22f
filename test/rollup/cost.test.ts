import { consumeNext, namedConsumer } from '@maplebridge/gateway';
import { countsOfPeriod, caseCounts, metrics } from '@maplebridge/metrics';
import { appendEntries, enterConsumer, openDatabase, type Database } from '@maplebridge/storage';
import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import { openTown, openedEntry, type Town } from './town';

let migrated: MigratedDatabase;
let database: Database;
/** Enough rows for an index to be worth while. */
let towns: readonly Town[];
beforeAll(async () => {
  migrated = await openMigratedDatabase([]);
  database = await openDatabase({ url: migrated.url, poolSize: 2, applicationName: 'cost' });
  await enterConsumer(database.query, one.name, 'beginning');
  towns = await Promise.all(Array.from({ length: 8 }, () => openTown(database)));
});
afterAll(async () => {
  await database.close();
  await migrated.close();
});

const one = namedConsumer(metrics, caseCounts);
const from = Date.UTC(2026, 2, 1);
const hour = 3_600_000;

/** Opens cases in every unit on each of 40 days, and counts them. */
async function openMany(each: number): Promise<void> {
  const units = towns.flatMap(({ unitIds }) => unitIds);
  for (let day = 0; day < 40; day++) {
    const at = new Date(from + day * 24 * hour);
    const drafts = units.flatMap((unitId) =>
      Array.from({ length: each }, (_, nth) => openedEntry({ unitId, type: nth % 2 ? 'quarrel' : 'noise', at })),
    );
    await database.transaction((query) => appendEntries(query, drafts));
  }
  while ((await database.transaction((query) => consumeNext(query, one))).entries.length > 0);
}

interface Plan {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

/** Pages that the statement behind a board touches for one unit and 30 days. */
async function pagesOf(unit: number): Promise<number> {
  const [explained] = await database.transaction(async (query) => {
    await query(`set local search_path = metrics`);
    return query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(`explain (analyze, buffers, format json) ${countsOfPeriod}`, [
      [towns[0]?.unitIds[unit]],
      '2026-03-02',
      '2026-04-01',
    ]);
  });
  const plan = explained?.['QUERY PLAN'][0]?.Plan;
  return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
}

test('a province costs what a grid costs, and nine times as many cases cost the same', async () => {
  await openMany(1);
  await database.query('vacuum analyze metrics.case_count');
  const before = { province: await pagesOf(0), grid: await pagesOf(7) };
  await openMany(8);
  await database.query('vacuum analyze metrics.case_count');
  const after = { province: await pagesOf(0), grid: await pagesOf(7) };
  expect(after.grid).toBeGreaterThan(3);
  expect(after.province / after.grid).toBeLessThan(2);
  // How the rows of a batch lie hangs on where batches end; a page a day would be the way of a live count.
  expect(after.province).toBeLessThan(Math.max(2 * before.province, 20));
});
