import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownersOf } from '@maplebridge/gateway';
import { retain, openRules } from '@maplebridge/kernel';
import { keyringOf, keysByMaster, migrate, openDatabase, openEmbedded, rotateKeys, type EmbeddedPostgres } from '@maplebridge/storage';
import { asRuntime, openTestGateway } from '@maplebridge/testkit';
import { bothSides, community, good, hand, key, opened, placeId } from '../stories/city';

let folder: string;
let server: EmbeddedPostgres;
let migrator: string;

/** A server that nobody has used: elsewhere the roles are there already, made by somebody who may do everything. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maplebridge-migrator-'));
  server = await openEmbedded({ folder, say: () => undefined });
  const admin = await openDatabase({ url: server.url, poolSize: 1 });
  await admin.query('create role city_migrator login createrole');
  await admin.query('create role maplebridge_test_run login');
  await admin.query('create database city owner city_migrator');
  await admin.close();
  migrator = Object.assign(new URL(server.url), { username: 'city_migrator', pathname: '/city' }).href;
}, 120_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test('a migrator that is no superuser brings an empty database up, and again; a gateway serves, and keys are changed and destroyed', async () => {
  const owners = ownersOf([community]);
  const [first] = await migrate({ url: migrator, runtimeLogin: 'maplebridge_test_run', owners });
  expect(first?.ran.length).toBeGreaterThan(0);
  for (const one of await migrate({ url: migrator, runtimeLogin: 'maplebridge_test_run', owners })) expect(one.ran).toEqual([]);

  const city = await openTestGateway({ plugins: [community], databaseUrl: migrator });
  const id = await opened(city.as('demo-resident'), 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides });
  await hand(city.as('demo-grid'), id).act('signFor');
  const { parties } = await hand(city.as('demo-grid'), id).look('parties { id }');
  const input = { party: parties[0].id, classes: ['IDENTITY'], purpose: '上门前核对签名', idempotencyKey: key() };
  const document = 'mutation ($input: UnmaskInput!) { unmask(input: $input) { opened { value { text } } } }';
  expect(good(await city.as('demo-grid').query(document, { input })).unmask.opened).toEqual([{ value: { text: '赵示范' } }]);
  for (const forbidden of [
    'select * from privacy.value',
    'select * from privacy.key',
    'delete from core.entry',
    'alter table core.note owner to city_migrator',
  ])
    await expect(city.sqlAtRunTime(forbidden)).rejects.toThrow(/permission denied|must be owner/);
  await expect(
    openDatabase({ url: asRuntime(migrator), poolSize: 1 }).then((database) =>
      database.query('set role maplebridge_privacy').finally(() => database.close()),
    ),
  ).rejects.toThrow(/permission denied/);

  const keeper = await openDatabase({ url: migrator, poolSize: 2 });
  const ring = keyringOf(Buffer.alloc(32, 9), [Buffer.alloc(32, 7)]);
  const { sealed } = await rotateKeys(keeper, ring, { reached: () => undefined });
  expect(await keysByMaster(keeper.query)).toEqual([{ master: ring.current, keys: sealed }]);
  await keeper.query(
    `update core."case" set closed_at = now() - interval '2000 days', phase = 'closed', outcome = 'resolved' where closed_at is null`,
  );
  const plan = { database: keeper, rules: await openRules(keeper.query), now: new Date(), isDryRun: false };
  expect((await retain(plan)).keys).toBe(sealed);
  await keeper.close();
  await city.close();
}, 120_000);
