import type { TestGateway } from '@maplebridge/testkit';
import { bothSides, good, hand, openCity, opened, placeId } from '../stories/city';

let city: TestGateway;
let id: string;
beforeAll(async () => {
  city = await openCity();
  id = await opened(city.as('demo-resident'), 'CommunityDispute', {
    place: placeId('DOOR-301'),
    parties: bothSides,
    details: { kind: 'debt' },
  });
});
afterAll(() => city.close());

const handler = 'unit { code } handler { role unit { code } }';

test('who handles a case is shown with the unit in which they hold the post, which may lie above the accountable one', async () => {
  const officer = city.as('demo-officer');
  expect((await hand(officer, id).look(handler)).handler).toBeNull();
  await hand(officer, id).act('signFor');
  const shown = await hand(officer, id).look(handler);
  expect(shown).toEqual({ unit: { code: 'E-RIVER' }, handler: { role: 'officer', unit: { code: 'E-STATION' } } });
  const resolved = await officer.query(`query ($id: ID!) { other: node(id: "${placeId('HALL')}") { id } case(id: $id) { ${handler} } }`, {
    id,
  });
  expect(good(resolved).case).toEqual(shown);
});

test('a move answers from what it wrote just as a reading afterwards does', async () => {
  const officer = city.as('demo-officer');
  const selection = 'version summary outcome openedAt closedAt changedAt number status { code phase since label }';
  const other = await opened(city.as('demo-resident'), 'CommunityDispute', { place: placeId('DOOR-301'), details: { kind: 'debt' } });
  const input = { id: other, move: 'signFor', expectedVersion: 1, idempotencyKey: '0b6f5b0e-93c5-4b3c-9d53-0f7a3f8e1c01' };
  const text = `mutation ($input: MoveCommunityDisputeInput!) { moveCommunityDispute(input: $input) { case { ${selection} } change { id move at } } }`;
  const moved = good(await officer.query(text, { input })).moveCommunityDispute;
  expect(moved.case).toMatchObject({ version: 2, status: { code: 'signed' } });
  expect(moved.case).toEqual(await hand(officer, other).look(selection));
  expect(good(await officer.query(text, { input })).moveCommunityDispute).toEqual(moved); // a replay reads it anew
});
