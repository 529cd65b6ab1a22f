import { makeKeys, readPrivateKey, readPublicKeys } from '@maplebridge/audit';
import { verify } from '@maplebridge/cli';
import { seal } from '@maplebridge/gateway';
import { openDatabase, type Database } from '@maplebridge/storage';
import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, good, hand, key, openCity, opened, placeId } from '../stories/city';

let city: TestGateway;
let owner: Database;
let resident: Person, grid: Person;
beforeAll(async () => {
  city = await openCity();
  owner = await openDatabase({ url: city.databaseUrl, poolSize: 1 });
  [resident, grid] = [city.as('demo-resident'), city.as('demo-grid')];
});
afterAll(async () => {
  await owner.close();
  await city.close();
});

const keys = makeKeys();
const sealAll = () =>
  seal({ database: city.gateway.platform.database, key: readPrivateKey(keys.privatePem), folder: null, reason: 'asked' });
const verified = () => verify({ database: owner, folder: null, keys: readPublicKeys(keys.publicPem) });

const said = { note: '当事人家中有病人，请轻声', purpose: '向赵示范核对电话 13900000001' };
/** What a person said, or what tells who they are. */
const personal = ['赵示范', '钱样例', '13900000001', said.note, said.purpose];

async function livedThrough(): Promise<void> {
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides });
  await hand(grid, id).act('signFor', { note: said.note });
  const party = (await hand(grid, id).look('parties { id }')).parties[0].id as string;
  const unmask = 'mutation ($input: UnmaskInput!) { unmask(input: $input) { until } }';
  good(await grid.query(unmask, { input: { party, classes: ['IDENTITY', 'CONTACT'], purpose: said.purpose, idempotencyKey: key() } }));
}

const textOf = async (table: string): Promise<string> =>
  (await city.sql<{ text: string }>(`select coalesce(string_agg(t::text, chr(10)), '') as text from ${table} t`))[0]?.text ?? '';

test('a case that was lived through leaves nothing of a person in what is sealed but the purpose, and that is forgotten', async () => {
  await livedThrough();
  await sealAll();
  expect(await verified()).toMatchObject({ bad: null, checkpoints: 1, unsealed: { records: 0 } });
  expect(await textOf('privacy.access')).toContain(said.purpose);
  for (const table of ['core.entry', 'audit.leaf', 'audit.checkpoint', 'audit.access_record', 'audit.log'])
    for (const text of personal) expect(await textOf(table)).not.toContain(text);
  await city.sql(`select privacy.forget_purposes(subject_id) from privacy.access`);
  for (const text of personal) expect(await textOf('privacy.access')).not.toContain(text);
});

test('values, keys and notes are erased, and everything that was sealed is sound', async () => {
  await city.sql('delete from privacy.value');
  await city.sql('delete from privacy.key');
  await city.sql('delete from core.note');
  const { bad, sealed, unsealed } = await verified();
  expect([bad, unsealed.records]).toEqual([null, 0]);
  expect(sealed).toBeGreaterThan(10);
});
