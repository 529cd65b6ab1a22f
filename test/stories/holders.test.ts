import type { Answer, Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, openCity, opened, personId, placeId } from './city';

let city: TestGateway;
let resident: Person, grid: Person, committee: Person, mediator: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, grid, committee] = [city.as('demo-resident'), city.as('demo-grid'), city.as('demo-committee')];
  mediator = city.as('demo-mediator');
  await city.grant('demo-mediator', 'mediationCommittee', 'E-COMMITTEE');
  await city.grant('demo-other', 'officer', 'E-COMMITTEE');
});
afterAll(() => city.close());

const holders = `query ($role: String, $first: Int) {
  unit(code: "E-COMMITTEE") { holders(role: $role, first: $first) { person role label(lang: "en") from until } } }`;
const ask = (person: Person, variables: object = {}): Promise<Answer> => person.query(holders, variables);
const told = async (person: Person, variables: object = {}) =>
  good(await ask(person, variables)).unit.holders as { person: string; role: string }[];

test('whoever is appointed is found by a query, and sees the case from then on', async () => {
  await city.grant('demo-committee', 'mediationCommittee', 'E-RIVER');
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });
  for (const move of ['signFor', 'accept']) await hand(grid, id).act(move);
  await hand(committee, id).act('inviteMediation');
  const [found, ...others] = await told(committee, { role: 'mediationCommittee' });
  expect(found).toEqual({
    person: await personId(mediator),
    role: 'mediationCommittee',
    label: expect.stringMatching(/mediation/),
    from: '2026-03-02T01:00:00.000Z',
    until: null,
  });
  expect(others).toEqual([]);
  await hand(committee, id).typed('appointMediatorCommunityDispute', { person: found?.person });
  expect(await hand(mediator, id).look('id')).toEqual({ id });
});

test('all posts of a unit are told by role, no more of them than asked for, and none of a role that nobody holds', async () => {
  expect((await told(grid)).map(({ role }) => role)).toEqual(['mediationCommittee', 'officer']);
  expect((await told(grid, { first: 1 })).map(({ role }) => role)).toEqual(['mediationCommittee']);
  for (const role of ['supervisor', 'a\u0000b', "' or true --"]) expect(await told(grid, { role })).toEqual([]);
  for (const first of [0, 101]) expect(codeOf(await ask(grid, { first }))).toBe('BAD_USER_INPUT');
});

test('who holds no post is told of nobody, signed in or not', async () => {
  expect(await told(resident)).toEqual([]);
  expect(await told(city.as(null))).toEqual([]);
});

test('a post that has ended is neither told nor does it open the list', async () => {
  await city.grant('demo-former', 'officer', 'E-COMMITTEE');
  const former = city.as('demo-former');
  expect(await told(former, { role: 'officer' })).toHaveLength(2);
  await city.revoke('demo-former', 'officer', 'E-COMMITTEE');
  expect(await told(former)).toEqual([]);
  expect(await told(grid, { role: 'officer' })).toHaveLength(1);
});

test('many units are asked for in one statement, each answered for itself', async () => {
  const document = '{ unit(code: "P-C-E") { children { nodes { code holders { role } } } } }';
  const { nodes } = good(await grid.query(document)).unit.children as { nodes: { code: string; holders: { role: string }[] }[] };
  const roles = Object.fromEntries(nodes.map(({ code, holders: held }) => [code, held.map(({ role }) => role)]));
  expect(roles).toMatchObject({ 'E-COMMITTEE': ['mediationCommittee', 'officer'], 'E-MARKET': ['officer', 'watchman'] });
});
