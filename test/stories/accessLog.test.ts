import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, placeId } from './city';

let city: TestGateway;
let resident: Person, neighbour: Person, grid: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, neighbour, grid] = [city.as('demo-resident'), city.as('demo-neighbour'), city.as('demo-grid')];
});
afterAll(() => city.close());

const openOne = (): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });
const partyOf = async (id: string, side: string): Promise<string> =>
  (await hand(grid, id).look('parties { id side }')).parties.find((one: { side: string }) => one.side === side).id;

async function unmask(person: Person, party: string, purpose: string): Promise<void> {
  const document = `mutation ($input: UnmaskInput!) { unmask(input: $input) { until } }`;
  good(await person.query(document, { input: { party, classes: ['IDENTITY', 'CONTACT'], purpose, idempotencyKey: key() } }));
}

const log = `query ($first: Int, $after: String, $last: Int, $before: String) {
  viewer { accessLog(first: $first, after: $after, last: $last, before: $before) {
  nodes { id at role label(lang: "en") unit { code } purpose classes caseId } pageInfo { hasNextPage startCursor endCursor } } } }`;
const read = async (person: Person, variables: object = {}) => good(await person.query(log, variables)).viewer.accessLog;
const purposes = ({ nodes }: { nodes: { purpose: string }[] }): readonly string[] => nodes.map(({ purpose }) => purpose);

test('the person concerned reads who opened their values, in which case and what for, and nobody else does', async () => {
  const id = await openOne();
  expect(await read(resident)).toMatchObject({ nodes: [] });
  await unmask(grid, await partyOf(id, 'APPLICANT'), '电话通知调解时间');
  const { nodes } = await read(resident);
  expect(nodes).toEqual([
    {
      id: expect.any(String),
      at: expect.any(String),
      role: 'gridWorker',
      label: expect.stringMatching(/grid worker/i),
      unit: { code: 'E-RIVER' },
      purpose: '电话通知调解时间',
      classes: ['IDENTITY', 'CONTACT'],
      caseId: id,
    },
  ]);
  for (const other of [neighbour, grid]) expect((await read(other)).nodes).toEqual([]);
});

test('a party reads its own openings too, by its side', async () => {
  const id = await openOne();
  await hand(grid, id).act('signFor');
  await unmask(neighbour, await partyOf(id, 'RESPONDENT'), '核对本人信息');
  expect((await read(neighbour)).nodes).toMatchObject([{ role: 'side:respondent', label: 'respondent', unit: null, caseId: id }]);
});

test('pages follow each other, the newest first, without a gap or a repetition', async () => {
  const party = await partyOf(await openOne(), 'APPLICANT');
  for (const purpose of ['一', '二', '三', '四']) await unmask(grid, party, purpose);
  const first = await read(resident, { first: 2 });
  const second = await read(resident, { first: 2, after: first.pageInfo.endCursor });
  expect([purposes(first), purposes(second)]).toEqual([
    ['四', '三'],
    ['二', '一'],
  ]);
  expect(first.pageInfo.hasNextPage).toBe(true);
  const back = await read(resident, { last: 2, before: second.pageInfo.startCursor });
  expect(back.nodes).toEqual(first.nodes);
  for (const first of [0, 101]) expect(codeOf(await resident.query(log, { first }))).toBe('BAD_USER_INPUT');
});

test('the cursor of somebody else’s log opens nothing', async () => {
  const { pageInfo } = await read(resident, { first: 1 });
  expect(codeOf(await neighbour.query(log, { after: pageInfo.endCursor }))).toBe('BAD_USER_INPUT');
});

test('openings of values that an earlier case keeps are told through the case that continues it', async () => {
  const id = await openOne();
  await hand(grid, id).act('signFor');
  await hand(grid, id).typed('continueElsewhereCommunityDispute', { into: 'night-market-dispute' });
  const { links } = await hand(neighbour, id).look('links { case { id parties { id side } } }');
  const later = links[0].case.parties.find((one: { side: string }) => one.side === 'RESPONDENT').id;
  await unmask(neighbour, later, '后续案件');
  expect((await read(neighbour, { first: 1 })).nodes).toMatchObject([{ purpose: '后续案件', caseId: id }]);
});

test('one record is found again by its id, by the person concerned only', async () => {
  const [record] = (await read(resident, { first: 1 })).nodes;
  const document = 'query ($id: ID!) { node(id: $id) { id ... on AccessRecord { purpose } } }';
  const found = { id: record.id, purpose: record.purpose };
  expect(good(await resident.query(document, { id: record.id })).node).toEqual(found);
  for (const other of [neighbour, city.as(null)]) expect(good(await other.query(document, { id: record.id })).node).toBeNull();
});

test('the login that serves requests reads the log only of parties it names, never the table', async () => {
  await expect(city.sqlAtRunTime('select * from privacy.access')).rejects.toThrow(/permission denied/);
  expect(await city.sqlAtRunTime(`select * from privacy.log_of('{}'::uuid[], null, null, false, 10)`)).toEqual([]);
});
