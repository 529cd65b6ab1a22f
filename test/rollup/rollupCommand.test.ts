import { rebuildCounts } from '@maplebridge/cli';
import { openDatabase, type Database } from '@maplebridge/storage';
import { startCommand, type Outcome } from '../import/command';
import { csvOf, generate } from '../import/generate';
import { openOffice, type Office } from '../import/office';

jest.setTimeout(180_000); // a dozen processes, each of which opens all plugins

let office: Office;
let rebuilding: Database;
beforeAll(async () => {
  office = await openOffice();
  rebuilding = await openDatabase({ url: office.database.runtimeUrl, poolSize: 2, applicationName: 'rebuilding' });
  await office.import(csvOf(generate(12_000)), { batchSize: 1_000 });
});
afterAll(async () => {
  await rebuilding.close();
  await office.close();
});

const start = (...args: readonly string[]) => startCommand(office.database, office.folder, ['rollup', ...args]);
const run = (...args: readonly string[]): Promise<Outcome> => start(...args).outcome;

/** What boards are shown. */
const shown = (): Promise<readonly object[]> =>
  office.query(`select c.unit_id, c.day, c.type, c.intake, c.handling, c.closed from metrics.case_count c
    join metrics.generation g on g.shown = c.generation order by c.unit_id, c.day, c.type`);

const generations = async (): Promise<number> =>
  (await office.query<{ many: number }>(`select count(distinct generation)::int as many from metrics.case_count`))[0]?.many ?? 0;

test('counts that were never kept are built from the whole ledger, and every case is in them once', async () => {
  expect((await run('verify', '--json')).answer()).toMatchObject({ event: 'rollupVerified', compared: 0, differing: 0 });
  const [{ entries, cases } = { entries: 0, cases: 0 }] = await office.query<{ entries: number; cases: number }>(
    `select (select count(*) from core.entry)::int as entries, (select count(*) from core."case")::int as cases`,
  );
  const rebuilt = await run('rebuild', '--json');
  expect(rebuilt).toMatchObject({ code: 0 });
  expect(rebuilt.answer()).toMatchObject({ event: 'rollupRebuilt', entries });
  const verified = await run('verify', '--json');
  expect(verified).toMatchObject({ code: 0 });
  expect(verified.answer()).toMatchObject({ differing: 0, differences: [] });
  expect(Number(verified.answer().compared)).toBeGreaterThan(1_000);
  const byPhase = `select phase, count(*)::int as cases from core."case" group by phase order by phase`;
  const counted = `select sum(intake)::int as intake, sum(closed)::int as closed, sum(intake + handling + mediation + agreement + follow_up + closed)::int as all
    from metrics.case_count c join core.unit u on u.id = c.unit_id and u.parent_id is null`;
  const phases = Object.fromEntries((await office.query<{ phase: string; cases: number }>(byPhase)).map((row) => [row.phase, row.cases]));
  expect(await office.query(counted)).toEqual([{ intake: phases.intake ?? 0, closed: phases.closed ?? 0, all: cases }]);
});

test('a number that somebody changed is found, told with what it should be, and put right by a rebuild', async () => {
  const before = await shown();
  await office.query(
    `update metrics.case_count set closed = closed + 3 where ctid = (select min(ctid) from metrics.case_count where closed > 0)`,
  );
  const verified = await run('verify', '--lang', 'en');
  expect(verified.code).toBe(1);
  expect(verified.out).toMatch(/^\d{4}-\d\d-\d\d {2}\S+ {2}[a-z-]+ {2}closed {2}kept \d+, should be \d+\n1 of \d+ numbers differ/);
  expect(await run('rebuild', '--lang', 'zh-CN')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^已重建：统计了 \d+ 条记录/) as string,
  });
  expect(await run('verify')).toMatchObject({ code: 0 });
  expect(await shown()).toEqual(before);
  expect(await generations()).toBe(1);
});

/** Somebody who holds the positions that a rebuild needs at its end: it counts everything and cannot show it before the work is done. */
const holdingBack = (work: () => Promise<unknown>): Promise<unknown> =>
  rebuilding.transaction(async (query) => {
    await query(`select from core.consumer where name = 'metrics.caseCounts' for update`);
    await work();
  });

/** Asks until another generation is there; each question takes a while, so nothing has to wait. */
async function untilCounted(): Promise<void> {
  while ((await generations()) < 2);
}

test('a rebuild that is killed leaves what is shown as it was, and the next one clears up', async () => {
  const before = await shown();
  const { child, outcome } = start('rebuild');
  await holdingBack(async () => {
    await untilCounted();
    child.kill('SIGKILL');
    expect((await outcome).code).toBeNull();
  });
  expect(await shown()).toEqual(before);
  expect(await run('verify')).toMatchObject({ code: 0 });
  expect(await run('rebuild')).toMatchObject({ code: 0 });
  expect([await shown(), await generations()]).toEqual([before, 1]);
});

test('a rebuild that is asked to stop ends after its batch and says that what was shown is shown still', async () => {
  const before = await shown();
  const stop = new AbortController();
  const progress = { begin: () => undefined, reached: () => stop.abort(), end: () => undefined };
  await expect(rebuildCounts({ database: rebuilding, progress, signal: stop.signal })).rejects.toThrow(
    'What was shown before is shown still',
  );
  expect([await shown(), await generations()]).toEqual([before, 2]);
});

test('of two rebuilds at once the later one is shown, and the earlier one says so', async () => {
  const before = await shown();
  const ends = await Promise.all([run('rebuild', '--lang', 'en'), run('rebuild', '--lang', 'en')]);
  for (const { code, err } of ends) if (code !== 0) expect(err).toContain('Another rebuild began after this one');
  expect(ends.some(({ code }) => code === 0)).toBe(true);
  expect(await run('verify')).toMatchObject({ code: 0 });
  expect([await shown(), await generations()]).toEqual([before, 1]);
});
