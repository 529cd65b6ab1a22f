import type { Answer, Person, StreamEvent, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, placeId, versionOf } from './city';

let city: TestGateway;
let resident: Person, neighbour: Person, grid: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, neighbour, grid] = [city.as('demo-resident'), city.as('demo-neighbour'), city.as('demo-grid')];
});
afterAll(() => city.close());

const openOne = async (parties: readonly object[] = bothSides): Promise<string> => {
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties, details: { kind: 'debt' } });
  await hand(grid, id).act('signFor');
  return id;
};

const payload = `party { id side capacity name { text isMasked } actsFor { id } consent } case { version } change { id move label(lang: "en") }`;
const addition = `mutation ($input: AddPartyInput!) { done: addParty(input: $input) { ${payload} } }`;
const identification = `mutation ($input: IdentifyPartyInput!) { done: identifyParty(input: $input) { ${payload} } }`;
const lender = { side: 'THIRD', capacity: 'SELF', name: '孙见证', phone: '13700000000' };

const add = async (id: string, party: object, by = grid): Promise<Answer> =>
  by.query(addition, {
    input: { case: id, expectedVersion: await versionOf(grid, id), idempotencyKey: key(), party: { ...lender, ...party } },
  });
const identify = async (id: string, named: { party: string; subject: string }, by = grid): Promise<Answer> =>
  by.query(identification, { input: { ...named, expectedVersion: await versionOf(grid, id), idempotencyKey: key() } });
const partyOf = async (id: string, side: string): Promise<string> =>
  (await hand(grid, id).look('parties { id side }')).parties.find((one: { side: string }) => one.side === side).id;
const entriesOf = (id: string) =>
  city.sql<{ type: string; payload: object }>(
    `select type, payload from core.entry where case_id = $1 and type like 'party%' order by position`,
    [Buffer.from(id, 'base64url').toString().slice('case:'.length)],
  );

test('somebody who comes in later sees the case from then on, and hears what brought them in', async () => {
  const id = await openOne();
  const other = city.as('demo-third');
  expect(await hand(other, id).look('id')).toBeNull();
  const stream = await other.stream('subscription { caseEvents { __typename ... on Change { caseId move } } }');
  await stream.next(({ __typename }: StreamEvent) => __typename === 'CaughtUp');
  const before = await versionOf(grid, id);
  const { done } = good(await add(id, { side: 'RESPONDENT', subject: 'demo-third' }));
  expect(done).toEqual({
    party: {
      id: expect.any(String),
      side: 'RESPONDENT',
      capacity: 'SELF',
      name: { text: '孙**', isMasked: true },
      actsFor: null,
      consent: 'NOT_ASKED',
    },
    case: { version: before + 1 },
    change: { id: expect.any(String), move: 'partyAdded', label: 'Party added' },
  });
  expect(await stream.next()).toEqual({ __typename: 'Change', caseId: id, move: 'partyAdded' });
  expect((await hand(other, id).look('parties { side }')).parties).toHaveLength(3);
});

test('a side to which the type shows no case is on record, and sees nothing', async () => {
  const id = await openOne();
  good(await add(id, { subject: 'demo-witness' }));
  expect(await hand(city.as('demo-witness'), id).look('id')).toBeNull();
});

test('the ledger keeps ids and the side of who came in, and nothing that names them', async () => {
  const id = await openOne();
  good(await add(id, { subject: 'demo-third' }));
  good(await add(id, {}));
  const [known, unknown] = await entriesOf(id);
  const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(known?.payload).toEqual({ party: uuid, side: 'third', involved: [{ relation: 'party', personId: uuid, unitId: null }] });
  expect(unknown?.payload).toEqual({ party: uuid, side: 'third', involved: [] });
});

test('a party named without a token is identified later, sees the case then, and stays who they are', async () => {
  const id = await openOne([bothSides[0] ?? {}, { side: 'RESPONDENT', capacity: 'SELF', name: '钱样例' }]);
  const party = await partyOf(id, 'RESPONDENT');
  expect(await hand(neighbour, id).look('id')).toBeNull();
  expect(good(await identify(id, { party, subject: 'demo-neighbour' })).done).toMatchObject({
    party: { id: party },
    change: { move: 'partyIdentified' },
  });
  expect(await hand(neighbour, id).look('id')).toEqual({ id });
  expect(codeOf(await identify(id, { party, subject: 'demo-other' }))).toBe('BAD_USER_INPUT');
  expect(await hand(city.as('demo-other'), id).look('id')).toBeNull();
});

test('nobody stands on two sides, neither added nor identified', async () => {
  const id = await openOne();
  expect(codeOf(await add(id, { subject: 'demo-resident' }))).toBe('BAD_USER_INPUT');
  const { party } = good(await add(id, {})).done;
  for (const subject of ['demo-neighbour', 'demo-resident', '  '])
    expect(codeOf(await identify(id, { party: party.id, subject }))).toBe('BAD_USER_INPUT');
});

const agent = { side: 'RESPONDENT', capacity: 'AGENT', name: '李代理' };

test('an agent acts for a party of the same case and side, also where the case goes on', async () => {
  const id = await openOne();
  const respondent = await partyOf(id, 'RESPONDENT');
  expect(good(await add(id, { ...agent, actsFor: respondent })).done.party.actsFor).toEqual({ id: respondent });
  await hand(grid, id).typed('continueElsewhereCommunityDispute', { into: 'night-market-dispute' });
  const [link] = (await hand(neighbour, id).look('links { case { parties { capacity actsFor { side capacity } } } }')).links;
  expect(link.case.parties).toContainEqual({ capacity: 'AGENT', actsFor: { side: 'RESPONDENT', capacity: 'SELF' } });
});

test('nobody acts for the other side, for a stranger to the case, or for somebody as themselves', async () => {
  const id = await openOne();
  const [respondent, applicant] = [await partyOf(id, 'RESPONDENT'), await partyOf(id, 'APPLICANT')];
  const elsewhere = await partyOf(await openOne(), 'RESPONDENT');
  for (const actsFor of [applicant, elsewhere, id]) expect(codeOf(await add(id, { ...agent, actsFor }))).toBe('BAD_USER_INPUT');
  expect(codeOf(await add(id, { ...agent, capacity: 'SELF', actsFor: respondent }))).toBe('BAD_USER_INPUT');
  await expect(openOne([{ ...agent, actsFor: respondent }])).rejects.toThrow(/addParty/);
});

test('only those who work on the case change its parties', async () => {
  const id = await openOne();
  const party = good(await add(id, {})).done.party.id;
  for (const side of [resident, neighbour]) {
    expect(codeOf(await add(id, {}, side))).toBe('FORBIDDEN');
    expect(codeOf(await identify(id, { party, subject: 'demo-third' }, side))).toBe('FORBIDDEN');
  }
  const stranger = city.as('demo-stranger');
  expect([codeOf(await add(id, {}, stranger)), codeOf(await identify(id, { party, subject: 'demo-third' }, stranger))]).toEqual([
    'NOT_FOUND',
    'NOT_FOUND',
  ]);
  expect(codeOf(await add(id, {}, city.as(null)))).toBe('UNAUTHENTICATED');
  expect(await entriesOf(id)).toHaveLength(1);
});

test('the same intent twice adds one party, and an old version adds none', async () => {
  const id = await openOne();
  const input = { case: id, expectedVersion: await versionOf(grid, id), idempotencyKey: key(), party: lender };
  const [first, again] = [good(await grid.query(addition, { input })).done, good(await grid.query(addition, { input })).done];
  expect(again).toEqual(first);
  expect(codeOf(await grid.query(addition, { input: { ...input, idempotencyKey: key() } }))).toBe('VERSION_CONFLICT');
  expect((await hand(grid, id).look('parties { id }')).parties).toHaveLength(3);
});

test('a case has fifty parties at most, and takes none once it is closed', async () => {
  const many = Array.from({ length: 49 }, (_, nth) => ({ side: 'THIRD', capacity: 'SELF', name: `孙${nth}` }));
  const id = await openOne(many);
  good(await add(id, {}));
  expect(codeOf(await add(id, {}))).toBe('BAD_USER_INPUT');
  const over = await openOne();
  await hand(resident, over).act('withdraw');
  expect(codeOf(await add(over, {}))).toBe('MOVE_NOT_OPEN');
});
