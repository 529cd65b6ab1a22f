import type { TestGateway } from '@maplebridge/testkit';
import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import { allPlugins, good, key, openCity, unitId } from './city';

let database: MigratedDatabase;
let city: TestGateway;
beforeAll(async () => {
  database = await openMigratedDatabase(allPlugins);
  city = await openFor(['P-C-E']);
});
afterAll(async () => {
  await city.close();
  await database.close();
});

/** The city with community disputes open for these units only. */
const openFor = (units: readonly string[]): Promise<TestGateway> =>
  openCity({ databaseUrl: database.url, openings: [{ jurisdiction: 'community-disputes', units }] });

async function reopen(units: readonly string[]): Promise<void> {
  await city.close();
  city = await openFor(units);
}

const open = `mutation ($input: OpenCommunityDisputeInput!) { openCommunityDispute(input: $input) { case { unit { code } } } }`;
/** How an opening for that unit ends: the code of the unit, or of the refusal. */
async function openedFor(unit: string): Promise<unknown> {
  const input = { idempotencyKey: key(), summary: '一件 one', unit: unitId(unit) };
  const { data, errors } = await city.as('demo-resident').query(open, { input });
  return errors[0]?.extensions.code ?? data.openCommunityDispute.case.unit.code;
}

const listedFor = async (unit: string): Promise<boolean> =>
  good(
    await city.as(null).query('query ($unit: ID) { jurisdictions(unit: $unit) { typeName } }', { unit: unitId(unit) }),
  ).jurisdictions.some(({ typeName }: { typeName: string }) => typeName === 'CommunityDispute');

test('the very first start heeds the units that the configuration names', async () => {
  expect([await openedFor('E-RIVER'), await openedFor('W-STATION')]).toEqual(['E-RIVER', 'FORBIDDEN']);
});

test('a jurisdiction is open for its units and all below, and refused elsewhere with a word where to look', async () => {
  await reopen(['P-C-E']);
  expect([await openedFor('E-RIVER'), await openedFor('W-STATION'), await openedFor('P-C')]).toEqual(['E-RIVER', 'FORBIDDEN', 'FORBIDDEN']);
  expect([await listedFor('E-RIVER'), await listedFor('W-STATION')]).toEqual([true, false]);
});

test('what the configuration takes back is open everywhere again', async () => {
  await reopen([]);
  expect([await openedFor('W-STATION'), await listedFor('W-STATION')]).toEqual(['W-STATION', true]);
});

test('a jurisdiction that is opened only for a unit that is not there is not open everywhere', async () => {
  await reopen(['P-C-EAST']);
  expect(city.gateway.warnings).toContainEqual(expect.stringContaining('opens a plugin for the unit "P-C-EAST", which is not there.'));
  expect(await openedFor('W-STATION')).toBe('FORBIDDEN');
});
