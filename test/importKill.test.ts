import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findGaps } from '@maplebridge/ledger';
import { openDatabase, type Database } from '@maplebridge/storage';
import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import { startCommand, type Outcome } from './import/command';
import { csvOf, generate } from './import/generate';
import { modelOf } from './import/model';
import { nycMapping, plugins } from './import/office';

const rows = generate(20_000, 5);
const expected = modelOf(rows);

let database: MigratedDatabase;
let reader: Database;
let folder: string;
beforeEach(async () => {
  database = await openMigratedDatabase(plugins);
  reader = await openDatabase({ url: database.url, poolSize: 2 });
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-kill-'));
  writeFileSync(join(folder, 'casework.csv'), csvOf(rows));
});
afterEach(async () => {
  await reader.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

const start = () => startCommand(database, folder, ['import', 'casework.csv', '--mapping', nycMapping, '--json']);
const countCases = async (): Promise<number> =>
  (await reader.query<{ cases: number }>(`select count(*)::int as cases from core."case"`))[0]?.cases ?? 0;

/** Asks until a batch is there; each question takes a while, so nothing has to wait. */
async function firstBatch(): Promise<number> {
  for (let cases = 0; ; cases = await countCases()) if (cases > 0) return cases;
}

async function expectWhole(): Promise<void> {
  const [found] = await reader.query(
    `select (select count(*) from core."case")::int as cases, (select count(*) from core.source_key)::int as keys,
       (select sum(version) from core."case")::int as versions, (select count(*) from core.entry)::int as entries`,
  );
  const closed = Object.values(expected.plugins).reduce((sum, one) => sum + one.closed, 0);
  expect(found).toEqual({
    cases: expected.cases,
    keys: expected.cases,
    versions: expected.cases + closed,
    entries: expected.cases + closed,
  });
  expect(await findGaps(reader.query)).toEqual([]);
}

test('an import killed in the middle goes on from there and comes to the same totals', async () => {
  const { child, outcome } = start();
  await firstBatch();
  child.kill('SIGKILL');
  expect((await outcome).code).toBeNull();
  const resumed = await start().outcome;
  expect(resumed).toMatchObject({ code: 0 });
  const report = resumed.answer();
  expect(report).toMatchObject({ event: 'imported', cases: expected.cases, rejected: expected.rejected, duplicates: expected.duplicates });
  expect(Number(report.alreadyThere)).toBeGreaterThan(0);
  expect(Number(report.written)).toBeGreaterThan(0);
  await expectWhole();
});

test('an import that is asked to stop ends after its batch and says that it can go on', async () => {
  const { child, outcome } = start();
  await firstBatch();
  child.kill('SIGTERM');
  const stopped = await outcome;
  expect(stopped).toMatchObject({ code: 1, err: expect.stringContaining('the same command goes on from there') as string });
  expect(await start().outcome).toMatchObject({ code: 0 });
  await expectWhole();
});

test('two imports of one source at once write every case once', async () => {
  const ends = await Promise.all([start().outcome, start().outcome]);
  const finished = ends.filter((one: Outcome) => one.code === 0).map((one) => one.answer());
  expect(finished.reduce((sum, one) => sum + Number(one.written), 0)).toBe(expected.cases);
  for (const { code, err } of ends) if (code !== 0) expect(err).toContain('Another process is importing the source');
  await expectWhole();
});
