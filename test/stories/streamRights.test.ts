import type { Person, StreamEvent, TestGateway } from '@maplebridge/testkit';
import { bothSides, hand, openCity, opened, placeId, unitId } from './city';

let city: TestGateway;
let resident: Person, grid: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, grid] = [city.as('demo-resident'), city.as('demo-grid')];
});
afterAll(() => city.close());

const events = `subscription ($filter: CaseFilter) { caseEvents(filter: $filter) {
  __typename ... on Change { caseId move case { id } } ... on CaseLeft { caseId } ... on Resync { reason } } }`;
const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';
const openOne = (): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });

test('a revoked post ends its streams: fetch again, says the last message, and then nothing more', async () => {
  await city.grant('demo-newcomer', 'officer', 'E-RIVER');
  const stream = await city.as('demo-newcomer').stream(events);
  const other = await grid.stream(events);
  await Promise.all([stream.next(isCaughtUp), other.next(isCaughtUp)]);
  await city.revoke('demo-newcomer', 'officer', 'E-RIVER');
  const id = await openOne();
  expect(await stream.next()).toEqual({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
  expect(await stream.ended()).toEqual({ kind: 'complete' });
  expect(await other.next()).toEqual({ __typename: 'Change', caseId: id, move: 'opened', case: { id } });
});

test('a token that expires ends the stream with that reason', async () => {
  const stream = await city.as('demo-grid', 4).stream(events); // time to connect on a busy machine
  expect(await stream.ended()).toMatchObject({
    kind: 'error',
    error: [{ extensions: { code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED' } }],
  });
});

test('nothing is told once the session is over by the clock of the platform', async () => {
  const stream = await city.as('demo-grid', 3_600).stream(events);
  await stream.next(isCaughtUp);
  const start = city.clock.now();
  city.clock.set(new Date(Date.now() + 2 * 3_600_000));
  await openOne();
  expect(await stream.ended()).toMatchObject({ kind: 'error', error: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(stream.waiting()).toEqual([]);
  city.clock.set(start);
});

test('a case that is transferred leaves the old unit’s board once and enters the new one’s', async () => {
  await city.grant('demo-west', 'officer', 'W-STATION');
  const id = await openOne();
  const [east, west, mine] = await Promise.all([grid.stream(events), city.as('demo-west').stream(events), resident.stream(events)]);
  await Promise.all([east, west, mine].map((stream) => stream.next(isCaughtUp)));
  await hand(grid, id).typed('transferCommunityDispute', { unit: unitId('W-STATION') });
  await hand(city.as('demo-west'), id).act('signFor');
  const last = await openOne();
  expect(await east.next()).toEqual({ __typename: 'CaseLeft', caseId: id });
  expect(await east.next()).toMatchObject({ move: 'opened', caseId: last });
  expect([await west.next(), await west.next()]).toMatchObject([
    { move: 'transfer', caseId: id },
    { move: 'signFor', caseId: id },
  ]);
  expect([await mine.next(), await mine.next()]).toMatchObject([{ move: 'transfer' }, { move: 'signFor' }]);
});

test('a filtered board is told when a case enters it and when it leaves', async () => {
  const id = await openOne();
  const stream = await grid.stream(events, { filter: { phases: ['HANDLING'] } });
  await stream.next(isCaughtUp);
  for (const move of ['signFor', 'accept']) await hand(grid, id).act(move);
  expect(await stream.next()).toEqual({ __typename: 'Change', caseId: id, move: 'accept', case: { id } });
  await hand(resident, id).act('withdraw');
  expect(await stream.next()).toEqual({ __typename: 'CaseLeft', caseId: id });
});

test('a stream of a case that is not theirs tells nothing of it', async () => {
  const id = await openOne();
  const document = 'subscription ($id: ID!) { caseChanged(id: $id) { __typename ... on Change { move } } }';
  const [foreign, own] = [await city.as('demo-stranger').stream(document, { id }), await resident.stream(document, { id })];
  await Promise.all([foreign.next(isCaughtUp), own.next(isCaughtUp)]);
  await hand(grid, id).act('signFor');
  await hand(grid, id).act('accept');
  expect([(await own.next()).move, (await own.next()).move]).toEqual(['signFor', 'accept']);
  expect(foreign.waiting().filter((event) => !isCaughtUp(event))).toEqual([]);
});
