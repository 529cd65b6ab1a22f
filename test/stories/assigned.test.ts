import type { Person, TestGateway } from '@maplebridge/testkit';
import { absentCase, bothSides, codeOf, good, hand, key, openCity, opened, placeId } from './city';

let city: TestGateway;
let resident: Person, neighbour: Person, grid: Person, stranger: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, neighbour, grid, stranger] = [
    city.as('demo-resident'),
    city.as('demo-neighbour'),
    city.as('demo-grid'),
    city.as('demo-stranger'),
  ];
});
afterAll(() => city.close());

const openOne = (): Promise<string> => opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides });
const document = `query ($id: ID!, $classes: [FieldClass!]!) {
  case(id: $id) { number opened(classes: $classes) { party { id side } field value { text isMasked class } } } }`;
const asked = (id: string, classes = ['IDENTITY', 'CONTACT']) => ({ id, classes });
const read = async (person: Person, id: string, classes?: string[]) => good(await person.query(document, asked(id, classes))).case.opened;
const texts = (values: readonly { field: string; value: { text: string } }[]) => values.map(({ field, value }) => [field, value.text]);

test('the handler reads the values of the case without being asked what for, and each person has an entry', async () => {
  const id = await openOne();
  expect(await read(grid, id)).toBeNull();
  await hand(grid, id).act('signFor');
  const values = await read(grid, id);
  expect(texts(values)).toEqual(expect.arrayContaining([['name', '赵示范'], ['phone', '13900000001'], ['name', '钱样例']])); // prettier-ignore
  expect(values).toContainEqual({
    party: { id: expect.any(String), side: 'APPLICANT' },
    field: 'name',
    value: { text: '赵示范', isMasked: false, class: 'IDENTITY' },
  });
  const log = good(await resident.query(`{ viewer { accessLog(first: 5) { nodes { role purpose classes caseId } } } }`)).viewer.accessLog;
  expect(log.nodes).toEqual([
    { role: 'gridWorker', purpose: '承办本案 · the case is assigned to the reader', classes: ['CONTACT', 'IDENTITY'], caseId: id },
  ]);
});

test('only the classes that were asked for are opened and written down; who holds none of them has no entry', async () => {
  const id = await openOne();
  await hand(grid, id).act('signFor');
  expect(texts(await read(grid, id, ['CONTACT']))).toEqual([['phone', '13900000001']]);
  expect(await read(grid, id, ['HEALTH', 'PUBLIC'])).toEqual([]);
  expect(await city.sql(`select fields, classes from privacy.access a join core."case" c on c.id = a.case_id where c.number = $1`, [await numberOf(id)])).toEqual([
    { fields: ['phone'], classes: ['contact'] },
  ]); // prettier-ignore
});
const numberOf = async (id: string): Promise<string> => (await hand(grid, id).look('number')).number;

test('a party reads its own values and nobody else’s; who is neither is asked for a purpose', async () => {
  const id = await openOne();
  await hand(grid, id).act('signFor');
  expect(texts(await read(neighbour, id))).toEqual([['name', '钱样例']]);
  expect(good(await stranger.query(document, asked(id))).case).toBeNull();
  expect(good(await city.as(null).query(document, asked(id))).case).toBeNull();
  expect(good(await stranger.query(document, asked(absentCase()))).case).toBeNull();
  expect(codeOf(await grid.query('query ($id: ID!) { case(id: $id) { opened(classes: [NOBODY]) { field } } }', { id }))).toBe(
    'BAD_USER_INPUT',
  );
});

test('a guardian reads and follows the values of the minor for whom it acts, and of nobody else', async () => {
  const id = await openOne();
  await hand(grid, id).act('signFor');
  const { parties, version } = await hand(grid, id).look('version parties { id side }');
  const [applicant] = parties as { id: string; side: string }[];
  const document = `mutation ($input: AddPartyInput!) { addParty(input: $input) { party { id } } }`;
  const party = { side: 'APPLICANT', capacity: 'GUARDIAN', name: '赵监护', subject: 'demo-guardian', actsFor: applicant?.id };
  good(await grid.query(document, { input: { case: id, expectedVersion: version, idempotencyKey: key(), party } }));
  const guardian = city.as('demo-guardian');
  expect(texts(await read(guardian, id)).sort()).toEqual([['name', '赵监护'], ['name', '赵示范'], ['phone', '13900000001']]); // prettier-ignore
  const unmask = `mutation ($input: UnmaskInput!) { unmask(input: $input) { opened { field } } }`;
  const input = (one: string | undefined) => ({
    input: { party: one, classes: ['IDENTITY'], purpose: '上门前核对签名', idempotencyKey: key() },
  });
  expect(good(await guardian.query(unmask, input(applicant?.id))).unmask.opened).toEqual([{ field: 'name' }]);
  expect(codeOf(await guardian.query(unmask, input(parties[1].id)))).toBe('FORBIDDEN');
});

test('when the access log cannot be written the values are null and everything else is answered', async () => {
  const id = await openOne();
  await hand(grid, id).act('signFor');
  await city.sql('alter table privacy.access add constraint nothing_fits check (false) not valid');
  const answer = await grid.query(
    `query ($id: ID!) { case(id: $id) { number parties { name { text } } opened(classes: [IDENTITY]) { field value { text } } } }`,
    { id },
  );
  await city.sql('alter table privacy.access drop constraint nothing_fits');
  expect(answer.errors).toMatchObject([{ path: ['case', 'opened'], extensions: { code: 'ACCESS_LOG_UNAVAILABLE', isRetryable: true } }]);
  expect(answer.data.case).toMatchObject({ number: await numberOf(id), opened: null });
  expect(answer.data.case.parties[0].name.text).toBe('赵**');
  expect(answer.text).not.toContain('赵示范');
});

test('a list shows masks: values of several cases at once are refused, and no entry is written', async () => {
  for (const id of [await openOne(), await openOne()]) await hand(grid, id).act('signFor');
  const [before] = await city.sql<{ count: string }>('select count(*) from privacy.access');
  const answer = await grid.query(
    `{ cases(first: 10, filter: { handlerIsMe: true }) { nodes { opened(classes: [IDENTITY]) { field } } } }`,
  );
  expect(new Set(answer.errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['COST_EXCEEDED']));
  expect((await city.sql<{ count: string }>('select count(*) from privacy.access'))[0]).toEqual(before);
});

test('who no longer handles the case is asked for a purpose again', async () => {
  const id = await openOne();
  await hand(grid, id).act('signFor');
  expect(await read(grid, id, ['IDENTITY'])).toHaveLength(2);
  await city.sql(`update core."case" set handler_id = null where number = $1`, [await numberOf(id)]);
  expect(await read(grid, id, ['IDENTITY'])).toBeNull();
});
