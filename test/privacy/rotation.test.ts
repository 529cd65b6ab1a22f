import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestGateway, openMigratedDatabase, type MigratedDatabase, type TestGateway } from '@maplebridge/testkit';
import { startCommand, type Outcome } from '../import/command';
import { bothSides, community, good, hand, opened, placeId } from '../stories/city';

const masters = [1, 2, 3].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string, string];
const [first, second] = masters;

let database: MigratedDatabase;
let folder: string;
beforeAll(async () => {
  database = await openMigratedDatabase([community]);
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-keys-'));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const city = (current: string, ...previous: readonly string[]): Promise<TestGateway> =>
  openTestGateway({
    plugins: [community],
    databaseUrl: database.url,
    env: { MAPLEBRIDGE_MASTER_KEY: current, MAPLEBRIDGE_MASTER_KEY_PREVIOUS: previous.join(',') },
  });
const keys = (command: string, env: Readonly<Record<string, string>>): Promise<Outcome> =>
  startCommand({ ...database, env }, folder, ['keys', command, '--json']).outcome;

const document = `query ($id: ID!) { case(id: $id) { opened(classes: [IDENTITY, CONTACT]) { value { text } } } }`;
async function namesIn(running: TestGateway, id: string): Promise<readonly string[]> {
  const { case: found } = good(await running.as('demo-grid').query(document, { id }));
  return found.opened.map((one: { value: { text: string } }) => one.value.text).sort();
}
const all = ['13900000001', '赵示范', '钱样例'];

async function openOne(running: TestGateway): Promise<string> {
  const id = await opened(running.as('demo-resident'), 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides });
  await hand(running.as('demo-grid'), id).act('signFor');
  return id;
}

test('values sealed before stay readable while the master key is changed, and after; then the old one is not needed', async () => {
  const before = await city(first);
  const id = await openOne(before);
  await before.close();

  await expect(city(second)).rejects.toThrow(/sealed under the master key [0-9a-f]{16}, which was not given/);
  const between = await city(second, first);
  expect(await namesIn(between, id)).toEqual(all);
  expect(between.gateway.warnings.join()).toContain('keys rotate');
  const later = await openOne(between);
  const status = await keys('status', { MAPLEBRIDGE_MASTER_KEY: second, MAPLEBRIDGE_MASTER_KEY_PREVIOUS: first });
  const { current, masters: found } = status.answer() as { current: string; masters: { master: string; keys: number }[] };
  expect(found).toEqual([
    { master: expect.not.stringMatching(current) as string, keys: expect.any(Number) as number },
    { master: current, keys: 2 },
  ]);

  const rotated = await keys('rotate', { MAPLEBRIDGE_MASTER_KEY: second, MAPLEBRIDGE_MASTER_KEY_PREVIOUS: first });
  expect(rotated.answer()).toMatchObject({ event: 'keysRotated', looked: (found[0]?.keys ?? 0) + 2, sealed: found[0]?.keys });
  for (const one of [id, later]) expect(await namesIn(between, one)).toEqual(all);
  await between.close();

  const after = await city(second);
  for (const one of [id, later]) expect(await namesIn(after, one)).toEqual(all);
  expect(after.gateway.warnings.join()).not.toContain('keys rotate');
  await after.close();
});

test('a rotation that lacks a master key says which, changes nothing, and may be done again', async () => {
  const running = await city(second);
  const sealed = (): Promise<readonly object[]> => running.sql('select subject_id, sealed from privacy.key order by 1');
  const before = await sealed();
  const refused = await keys('rotate', { MAPLEBRIDGE_MASTER_KEY: masters[2] });
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/master key [0-9a-f]{16}/) as string });
  expect(await sealed()).toEqual(before);
  await running.close();
  const nothing = await keys('rotate', { MAPLEBRIDGE_MASTER_KEY: second });
  expect(nothing.answer()).toMatchObject({ sealed: 0, looked: before.length });
});
