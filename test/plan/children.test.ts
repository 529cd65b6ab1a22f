import type { Directory, UnitRecord, Window } from '@maplebridge/contract';
import type { TestGateway } from '@maplebridge/testkit';
import { openCity } from '../stories/city';
import { openCounter, type Counter } from '../writes/counter';

let city: TestGateway;
let counter: Counter;
let directory: Directory;
let units: readonly UnitRecord[];
beforeAll(async () => {
  city = await openCity();
  counter = await openCounter(city, city.gateway.platform);
  ({ directory } = await counter.context('demo-officer'));
  const rows = await city.gateway.platform.database.query<{ id: string }>('select id from core.unit order by level, code');
  units = (await directory.units(rows.map(({ id }) => id))).filter((unit) => unit !== null);
});
afterAll(async () => {
  await counter.close();
  await city.close();
});

/** A page as a client would see it: cursors are sealed anew each time, so that only their number is compared. */
const seen = ({ rows, ...page }: Awaited<ReturnType<Directory['children']>>): object => ({
  ...page,
  codes: rows.map(({ row }) => row.code),
});

const windows: readonly Window[] = [{}, { first: 1 }, { first: 2 }, { last: 1 }, { last: 2 }, { first: 100 }];

test.each(windows)('the units below many are those below each, in the same order: %j', async (window) => {
  const ids = units.map(({ id }) => id);
  const together = await directory.childrenOf(ids, window);
  const alone = await Promise.all(ids.map((id) => directory.children(id, window)));
  expect(together.map(seen)).toEqual(alone.map(seen));
  expect(together.some(({ rows }) => rows.length > 0)).toBe(true);
});

test('the cursor of a unit that was asked for together with others goes on below that very unit', async () => {
  const [parent] = units;
  if (!parent) throw new Error('The city has no units.');
  const [page] = await directory.childrenOf([parent.id], { first: 1 });
  const next = await directory.children(parent.id, { first: 1, after: page?.rows[0]?.cursor });
  const [, second] = (await directory.children(parent.id, { first: 2 })).rows;
  expect(next.rows[0]?.row.code).toBe(second?.row.code);
});
