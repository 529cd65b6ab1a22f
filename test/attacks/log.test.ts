import { openLog } from '@maplebridge/gateway';
import { openDatabase, type Database } from '@maplebridge/storage';
import { openTestDatabase, type TestDatabase } from '@maplebridge/testkit';

let scratch: TestDatabase;
let database: Database;
beforeAll(async () => {
  scratch = await openTestDatabase();
  // PostgreSQL quotes a value that it cannot read in its own log, and there is no setting against that: nothing of ours may send one. This does.
  await quieten(scratch.url);
  database = await openDatabase({ url: scratch.url, poolSize: 1 });
});
afterAll(async () => {
  await database.close();
  await scratch.close();
});

async function quieten(url: string): Promise<void> {
  const owner = await openDatabase({ url, poolSize: 1 });
  await owner.query(`do $$ begin execute format('alter database %I set log_min_messages = panic', current_database()); end $$`);
  await owner.close();
}

/** The line written for what the database says to this statement. */
async function lineFor(sql: string, values: readonly unknown[]): Promise<string> {
  const error = await database.query(sql, values).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  const lines: string[] = [];
  openLog('info', { write: (line) => void lines.push(line) }).error({ err: error }, 'a bug');
  return lines.join('');
}

test.each([
  ['a value that cannot be read', 'select $1::uuid', '22P02'],
  ['a value beside a mistake', 'select $1::text from nowhere', '42P01'],
  ['a value that would be cut', 'select $1::text::integer', '22P02'],
])('the line of %s tells the code and the place, never the value or the statement', async (_what, sql, code) => {
  const line = await lineFor(sql, ['李示范 13800000001']);
  expect(JSON.parse(line)).toMatchObject({ msg: 'a bug', err: { code, stack: expect.stringContaining('at ') } });
  expect(line).not.toMatch(/李示范|13800000001|select \$1/);
});
