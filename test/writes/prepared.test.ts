import { openDatabase, type Database } from '@maplebridge/storage';
import { openTestDatabase, type TestDatabase } from '@maplebridge/testkit';

let server: TestDatabase;
let database: Database;
beforeEach(async () => {
  server = await openTestDatabase();
  database = await openDatabase({ url: server.url, poolSize: 1 });
});
afterEach(async () => {
  await database.close();
  await server.close();
});

/** Not bound, so it is none of the prepared ones itself. */
const prepared = async (): Promise<readonly string[]> =>
  (await database.query<{ statement: string }>('select statement from pg_prepared_statements order by prepare_time')).map(
    ({ statement }) => statement,
  );
const text = (nth: number): string => `select $1::integer + ${nth} as sum`;
const ask = async (nth: number): Promise<number | undefined> => (await database.query<{ sum: number }>(text(nth), [1]))[0]?.sum;

test('a statement is prepared at its second sight, and of many that are seen once none is', async () => {
  for (let nth = 0; nth < 1_500; nth += 1) await ask(nth);
  expect(await prepared()).toEqual([]);
  await ask(1_499);
  expect(await prepared()).toEqual([text(1_499)]);
});

test('however many statements come twice, a connection keeps 300, those that were used last, and all are answered', async () => {
  for (let nth = 0; nth < 1_000; nth += 1) {
    expect([await ask(nth), await ask(nth)]).toEqual([nth + 1, nth + 1]);
    await ask(0);
  }
  const kept = await prepared();
  expect(kept).toHaveLength(300);
  expect(new Set(kept)).toEqual(new Set([text(0), ...Array.from({ length: 299 }, (_, nth) => text(701 + nth))]));
  expect([await ask(5), await ask(5), await ask(5)]).toEqual([6, 6, 6]);
});

test('a statement that gives way where a transaction has failed gives way later', async () => {
  for (let nth = 0; nth < 300; nth += 1) await ask(nth).then(() => ask(nth));
  await database.query('select $1::integer as late', [1]);
  const failed = database.transaction(async (query) => {
    await query('select 1 / $1::integer as never', [0]).catch(() => undefined);
    await query('select $1::integer as late', [1]);
  });
  await expect(failed).rejects.toThrow('current transaction is aborted');
  expect(await prepared()).toContain(text(0));
  for (const nth of [400, 400]) await ask(nth);
  const kept = await prepared();
  expect(kept.length).toBeLessThanOrEqual(300);
  expect(kept).not.toContain(text(0));
});
