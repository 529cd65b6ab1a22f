import { rebuildCounts } from '@maplebridge/cli';
import { keptCounts } from '@maplebridge/metrics';
import { countDifferences, openDatabase, type Database } from '@maplebridge/storage';
import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, good, hand, openCity, opened, placeId } from '../stories/city';

let city: TestGateway;
let database: Database;
let resident: Person, officer: Person;
beforeAll(async () => {
  city = await openCity();
  database = await openDatabase({ url: city.databaseUrl, poolSize: 2, applicationName: 'rebuilding' });
  [resident, officer] = [city.as('demo-resident'), city.as('demo-officer')];
});
afterAll(async () => {
  await database.close();
  await city.close();
});

const consumer = 'metrics.caseCounts';

async function openAndAccept(): Promise<void> {
  const place = placeId('DOOR-301');
  const id = await opened(resident, 'CommunityDispute', { place, parties: bothSides, details: { kind: 'debt' } });
  for (const move of ['signFor', 'accept']) await hand(officer, id).act(move);
}

const total = async (): Promise<number> => {
  const document = '{ unit(code: "P") { caseCounts(from: "2026-03-02", until: "2026-03-03") { total } } }';
  return good(await city.as('demo-supervisor').query(document)).unit.caseCounts.total as number;
};

test('beside a gateway that is written to, nothing is counted twice or lost by a rebuild, and no board shows half', async () => {
  await city.consumed(consumer);
  const before = await total();
  const seen: number[] = [];
  const progress = { begin: () => undefined, reached: () => undefined, end: () => undefined };
  const writing = Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let nth = 0; nth < 5; nth++) await openAndAccept();
    }),
  );
  for (let nth = 0; nth < 5; nth++) {
    await rebuildCounts({ database, progress });
    seen.push(await total());
    expect(await countDifferences(database, { consumer, kept: keptCounts, shown: 5 })).toMatchObject({ differing: 0 });
  }
  await writing;
  await city.consumed(consumer);
  expect(await total()).toBe(before + 20);
  expect(seen).toEqual([...seen].sort((one, other) => one - other));
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(before);
  expect(await countDifferences(database, { consumer, kept: keptCounts, shown: 5 })).toMatchObject({ differing: 0, differences: [] });
});
