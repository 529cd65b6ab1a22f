import { openDatabase, ownTables, type Database } from '@maplebridge/storage';
import { asRuntime, openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import { nightMarket } from '../stories/city';

const owner = nightMarket.name;
let scratch: MigratedDatabase;
let database: Database;
beforeAll(async () => {
  scratch = await openMigratedDatabase([nightMarket]);
  database = await openDatabase({ url: asRuntime(scratch.url), poolSize: 1 });
});
afterAll(async () => {
  await database.close();
  await scratch.close();
});

const own = (sql: string, values: readonly unknown[] = []): Promise<readonly object[]> =>
  database.transaction((query) => ownTables(query, owner).query(sql, values));
const asNobody = `with a as materialized (select set_config('role', 'none', true) s)`;

test.each([
  ['another schema', 'select count(*) from core.person'],
  ['another schema in a writing part', 'with x as (delete from core.party returning 1) select count(*) from x'],
  [
    'another role, through a text run as a query',
    `${asNobody} select s, query_to_xml('select subject from core.person', true, false, '') from a`,
  ],
  [
    'another role, through a text counted for words',
    `${asNobody} select t.word from a, ts_stat('select to_tsvector(subject) from core.person') t`,
  ],
  ['the same by an escaped name', `select U&"set\\005fconfig"('role', 'none', true)`],
  ['a table that would stand for a type of everybody', 'select 1 as x into temp "uuid"'],
  ['two statements', 'select 1; select 2'],
  ['a block of code', 'do $$ begin perform 1; end $$'],
  ['a role', 'reset role'],
])('a plugin does not reach %s', async (_what, sql) => {
  await expect(own(sql)).rejects.toThrow();
  expect(
    await database.query(`select '4bd75467-032f-8149-8349-2090f37c6c93'::uuid as id, current_user = session_user as same`),
  ).toMatchObject([{ same: true }]);
});

test('a plugin reads and writes what is its own', async () => {
  expect(await own('select count(*)::int as n from noise_reading where $1', [true])).toEqual([{ n: 0 }]);
});
