import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRuntime, type Person, type TestGateway } from '@maplebridge/testkit';
import { startCommand, type Outcome } from '../import/command';
import { bothSides, good, hand, openCity, opened, placeId } from '../stories/city';

let city: TestGateway;
let resident: Person, grid: Person;
let folder: string;
beforeAll(async () => {
  city = await openCity();
  [resident, grid] = [city.as('demo-resident'), city.as('demo-grid')];
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-delays-'));
});
afterAll(async () => {
  await city.close();
  rmSync(folder, { recursive: true });
});

const env = { MAPLEBRIDGE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
const run = (...args: readonly string[]): Promise<Outcome> =>
  startCommand({ url: city.databaseUrl, runtimeUrl: asRuntime(city.databaseUrl), env }, folder, ['privacy', ...args, '--json']).outcome;

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const why = ['--reason', '侦查期间不宜告知', '--source', '（2026）某公 3 号'];

async function readCase(): Promise<{ readonly id: string; readonly number: string }> {
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides });
  await hand(grid, id).act('signFor');
  const { number } = await hand(grid, id).look('number');
  return { id, number };
}
const openBy = async (person: Person, id: string): Promise<void> =>
  void good(await person.query(`query ($id: ID!) { case(id: $id) { opened(classes: [IDENTITY]) { field } } }`, { id }));

const log = '{ viewer { accessLog(first: 50) { nodes { id caseId } pageInfo { hasNextPage } } } }';
const told = async (id: string): Promise<readonly string[]> =>
  good(await resident.query(log))
    .viewer.accessLog.nodes.filter(({ caseId }: { caseId: string }) => caseId === id)
    .map((one: { id: string }) => one.id);

test('an entry is read later when a law demands it, with a reason, an end and the word of a second person; then it is read', async () => {
  const { id, number } = await readCase();
  await openBy(grid, id);
  const [before = ''] = await told(id);
  const placed = await run('delay', number, ...why, '--until', inDays(30), '--by', 'officer A');
  const { id: delay } = placed.answer() as { id: string };
  await openBy(grid, id);
  expect(await told(id)).toEqual([before]);
  const [{ all } = { all: '' }] = await city.sql<{ all: string }>(
    `select count(*) as all from privacy.access a join core."case" c on c.id = a.case_id where c.number = $1`,
    [number],
  );
  expect(all).toBe('4');

  expect(await run('review', delay, '--keep', '--by', 'officer A')).toMatchObject({ code: 1 });
  expect((await run('review', delay, '--keep', '--by', 'officer B')).answer()).toMatchObject({ event: 'delayReviewed', isKept: true });
  expect(await told(id)).toEqual([before]);
  await city.sql(
    `update privacy.delay set since = since - interval '90 days', review_by = review_by - interval '90 days', until = clock_timestamp() where id = $1`,
    [delay],
  );
  expect(await told(id)).toHaveLength(2);
});

test('a delayed entry is as one that is not there, by its id too; a review that says no ends it at once', async () => {
  const { id, number } = await readCase();
  const placed = await run('delay', number, ...why, '--until', inDays(30), '--by', 'officer A');
  const { id: delay } = placed.answer() as { id: string };
  await openBy(grid, id);
  expect(await told(id)).toEqual([]);
  const [row] = await city.sql<{ id: string }>(
    `select a.id from privacy.access a join core."case" c on c.id = a.case_id where c.number = $1 and a.role = 'gridWorker' limit 1`,
    [number],
  );
  const globalId = Buffer.from(`access:${row?.id}`).toString('base64url');
  const node = async (): Promise<unknown> => good(await resident.query('query ($id: ID!) { node(id: $id) { id } }', { id: globalId })).node;
  expect(await node()).toBeNull();
  expect((await run('delays')).answer()).toMatchObject({
    delays: expect.arrayContaining([expect.objectContaining({ id: delay, number })]) as object,
  });
  expect((await run('review', delay, '--end', '--by', 'officer B')).code).toBe(0);
  expect(await told(id)).toHaveLength(1);
  expect((await run('review', delay, '--keep', '--by', 'officer B')).code).toBe(1);
});

test('without a review it lapses; it has an end that policy bounds; and who serves requests can place none', async () => {
  const { id, number } = await readCase();
  const placed = await run('delay', number, ...why, '--until', inDays(30));
  await openBy(grid, id);
  expect(await told(id)).toEqual([]);
  await city.sql(`update privacy.delay set since = since - interval '9 days', review_by = clock_timestamp() where id = $1`, [
    (placed.answer() as { id: string }).id,
  ]);
  expect(await told(id)).toHaveLength(1);
  for (const days of [-1, 200]) expect((await run('delay', number, ...why, '--until', inDays(days))).code).toBe(1);
  expect(await run('delay', number, '--reason', ' ', '--source', 'x', '--until', inDays(3))).toMatchObject({
    code: 1,
    err: expect.stringContaining('--reason') as string,
  });
  expect((await run('delay', 'XX-1', ...why, '--until', inDays(3))).code).toBe(1);
  await expect(city.sqlAtRunTime('select * from privacy.delay')).rejects.toThrow(/permission denied/);
});
