import type { TestGateway } from '@maplebridge/testkit';
import { good, hand, key, openCity, opened, unitId, versionOf } from '../stories/city';
import { follow, type Follower, type Seen } from './follower';
import { cursorNow, officerOf, openCases } from './shuttle';

let city: TestGateway;
beforeAll(async () => {
  city = await openCity();
  await city.grant('west-officer', 'officer', 'W-STATION');
});
afterAll(() => city.close());

const board = async (subject: string, filter?: object): Promise<Follower> =>
  follow({ url: city.url, token: await city.token(subject), after: await cursorNow(city.as(subject)), filter });

const transfer = (id: string, expectedVersion: number, unit: string) =>
  officerOf(city).query('mutation ($input: TransferCommunityDisputeInput!) { transferCommunityDispute(input: $input) { case { id } } }', {
    input: { id, expectedVersion, unit: unitId(unit), idempotencyKey: key() },
  });

/** What a board was told of one case. */
const of = (seen: readonly Seen[], id: string): readonly string[] =>
  seen.filter(({ caseId }) => caseId === id).map(({ __typename, move }) => move ?? __typename);

test('a transferred case leaves the old unit’s boards once and silently, and comes to the new unit’s', async () => {
  const [id = ''] = await openCases(officerOf(city), 1);
  const boards = await Promise.all([
    board('demo-officer'),
    board('demo-supervisor', { unit: unitId('E-STATION') }),
    board('demo-supervisor'),
    board('west-officer'),
    board('demo-supervisor', { unit: unitId('W-STATION') }),
  ]);
  const version = await versionOf(officerOf(city), id);
  expect(good(await transfer(id, version, 'W-STATION'))).toEqual({ transferCommunityDispute: { case: null } });
  const west = hand(city.as('west-officer'), id);
  expect(await west.act('signFor')).toBe('signed');
  await west.attemptTyped('amendCommunityDispute', { details: { disputedAmount: 100 } });
  expect(await hand(officerOf(city), id).look('id')).toBeNull();
  // A last case in sight of each board: what came before it is all that came.
  const ends = [await opened(officerOf(city), 'CommunityDispute', { unit: unitId('E-RIVER'), parties: [] })];
  ends.push(await opened(city.as('west-officer'), 'CommunityDispute', { unit: unitId('W-STATION'), parties: [] }));
  await Promise.all(boards.map((one) => one.until((seen) => seen.some(({ caseId = '' }) => ends.includes(caseId)))));
  const [old, oldByFilter, everywhere, fresh, freshByFilter] = boards.map(({ seen }) => of(seen, id));
  expect(old).toEqual(['CaseLeft']);
  expect(oldByFilter).toEqual(['CaseLeft']);
  expect(everywhere).toEqual(['transfer', 'signFor', 'amended']);
  expect(fresh).toEqual(['transfer', 'signFor', 'amended']);
  expect(freshByFilter).toEqual(['transfer', 'signFor', 'amended']);
  await Promise.all(boards.map((one) => one.close()));
});

test('a board that was away while a case left and came back is told both, in order', async () => {
  const [id = ''] = await openCases(officerOf(city), 1);
  const after = await cursorNow(officerOf(city));
  good(await transfer(id, await versionOf(officerOf(city), id), 'W-STATION'));
  const west = city.as('west-officer');
  const back = 'mutation ($input: TransferCommunityDisputeInput!) { transferCommunityDispute(input: $input) { case { id } } }';
  const input = { id, expectedVersion: await versionOf(west, id), unit: unitId('E-RIVER-2'), idempotencyKey: key() };
  good(await west.query(back, { input }));
  const late = follow({ url: city.url, token: await city.token('demo-officer'), after });
  await late.until((seen) => seen.some(({ __typename }) => __typename === 'CaughtUp'));
  expect(of(late.seen, id)).toEqual(['CaseLeft', 'transfer']);
  await late.close();
});
