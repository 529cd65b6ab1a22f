import { insertCalendarYear, openDatabase, rulesVersion, type Database } from '@maplebridge/storage';
import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';

let scratch: MigratedDatabase;
let database: Database;
beforeAll(async () => {
  scratch = await openMigratedDatabase([]);
  database = await openDatabase({ url: scratch.url, poolSize: 1 });
});
afterAll(async () => {
  await database.close();
  await scratch.close();
});

const source = { instrument: { 'zh-CN': '放假安排', en: 'holidays' }, article: '1', version: '1', inForceFrom: '2026-01-01' } as never; // only stored

test('a corrected calendar is noticed, although it has as many days as before', async () => {
  const { query } = database;
  const keep = (isWorking: boolean) =>
    insertCalendarYear(query, { calendar: 'Asia/Shanghai', year: 2026, source, days: [{ day: '2026-02-14', isWorking }] });
  await keep(false);
  const first = await rulesVersion(query);
  await keep(true);
  expect(await rulesVersion(query)).not.toBe(first);
  await keep(false);
  expect(await rulesVersion(query)).toBe(first);
});
