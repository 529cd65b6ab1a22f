import type { Answer, Person, TestGateway } from '@maplebridge/testkit';
import { absentCase, codeOf, good, hand, key, openCity, opened, placeId, unitId } from './city';

let city: TestGateway;
let supervisor: Person, officer: Person, resident: Person;
let ties: readonly string[];
beforeAll(async () => {
  city = await openCity({ now: new Date('2026-03-02T09:00:00+08:00') });
  [supervisor, officer, resident] = [city.as('demo-supervisor'), city.as('demo-officer'), city.as('demo-resident')];
  ties = await Promise.all(
    Array.from({ length: 7 }, () => opened(city.as('demo-tied'), 'CommunityDispute', { place: placeId('DOOR-301') })),
  );
});
afterAll(() => city.close());

const mixed = `query ($filter: CaseFilter, $orderBy: CaseOrder, $first: Int, $after: String, $last: Int, $before: String) {
  cases(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount totalIsLowerBound liveCursor pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { __typename id status { phase code label } unit { code } due { dueAt }
      ... on MedicalDispute { details { claimedAmount hospital { code } } }
      ... on NightMarketDispute { details { matter } }
      ... on ServiceRequest { details { measureCode } }
      ... on BusinessComplaint { details { ground } }
      ... on CommunityDispute { details { kind disputedAmount } } } } }`;
const page = async (person: Person, variables: object) => good(await person.query(mixed, variables)).cases;
const types = (nodes: readonly { __typename: string }[]): readonly string[] => [...new Set(nodes.map((one) => one.__typename))].sort();

test('one query reads an inbox over all types, each with its own details', async () => {
  const { nodes, totalCount, totalIsLowerBound } = await page(supervisor, { first: 100 });
  expect(types(nodes)).toEqual(['BusinessComplaint', 'CommunityDispute', 'MedicalDispute', 'NightMarketDispute', 'ServiceRequest']);
  expect([totalCount, totalIsLowerBound]).toEqual([nodes.length, false]);
  const bill = nodes.find((one: { details: { claimedAmount?: number } }) => one.details.claimedAmount === 2_400);
  expect(bill).toMatchObject({ __typename: 'MedicalDispute', unit: { code: 'C-MEDICAL' }, details: { hospital: { code: 'C-HOSPITAL' } } });
});

test('the viewer’s inbox has its counts, and they say what the filters find', async () => {
  const { viewer } = good(
    await officer.query(`{ viewer { counts { unsigned mine dueToday overdue } inbox(first: 100) { totalCount }
      signed: inbox(filter: { isUnsigned: false }) { totalCount } mine: inbox(filter: { handlerIsMe: true }) { totalCount } } }`),
  );
  expect(viewer.counts).toMatchObject({ mine: 1, overdue: 0 });
  expect(viewer.counts.unsigned + viewer.signed.totalCount).toBe(viewer.inbox.totalCount);
  expect(viewer.mine.totalCount).toBe(1);
});

test('a deadline that runs out makes a case overdue, when the clock says so', async () => {
  const overdue = async () => (await page(supervisor, { filter: { isOverdue: true } })).totalCount;
  expect(await overdue()).toBe(0);
  city.clock.advance({ minutes: 31 });
  expect(await overdue()).toBeGreaterThanOrEqual(ties.length);
  city.clock.set('2026-03-02T09:00:00+08:00');
});

test('filters cut by unit, place, jurisdiction, phase and time, all at once', async () => {
  const of = async (filter: object) =>
    (await page(supervisor, { filter, first: 100 })).nodes as { __typename: string; unit: { code: string } }[];
  expect((await of({ unit: unitId('P-C-E') })).every(({ unit }) => ['E-RIVER', 'E-RIVER-2', 'E-MARKET'].includes(unit.code))).toBe(true);
  expect(await of({ unit: unitId('P-C-E'), includeDescendants: false })).toEqual([]);
  expect(types(await of({ place: placeId('NIGHT-MARKET') }))).toEqual(['NightMarketDispute']);
  expect(types(await of({ jurisdictions: ['business-environment'] }))).toEqual(['BusinessComplaint', 'ServiceRequest']);
  expect(types(await of({ phases: ['MEDIATION'], unit: unitId('P-C-E') }))).toEqual(['CommunityDispute']);
  expect(await of({ openedFrom: '2026-03-03T00:00:00Z' })).toEqual([]);
  expect(await of({ openedUntil: '2026-03-02T01:00:00Z' })).toEqual([]);
  expect((await of({ dueBefore: '2026-03-02T01:30:01Z', place: placeId('DOOR-301') })).length).toBe(ties.length + 1);
});

test('closed cases are found by their phase and by their state, in every order', async () => {
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301') });
  await hand(resident, id).act('withdraw');
  for (const orderBy of ['DUE_FIRST', 'OPENED_LATEST', 'CHANGED_LATEST'])
    expect((await page(supervisor, { orderBy, filter: { phases: ['CLOSED'] } })).nodes).toMatchObject([
      { id, status: { code: 'withdrawn' }, due: null },
    ]);
  const typed = await supervisor.query('{ communityDisputes(filter: { states: [withdrawn] }) { totalCount nodes { id } } }');
  expect(good(typed).communityDisputes).toEqual({ totalCount: 1, nodes: [{ id }] });
});

test('what I handle and what I do not are together what I see', async () => {
  const total = async (filter: object) => (await page(officer, { filter })).totalCount;
  const [mine, others, all] = [await total({ handlerIsMe: true }), await total({ handlerIsMe: false }), await total({})];
  expect(mine).toBe(1);
  expect(others).toBe(all - mine);
});

/** Pages through a whole list, forward or backward, in the order in which rows were met. */
async function walk(variables: object, [size, cursor]: readonly ['first' | 'last', 'after' | 'before']): Promise<readonly string[]> {
  const met: string[] = [];
  for (let from: string | undefined; ;) {
    const { nodes, pageInfo } = await page(supervisor, { ...variables, [size]: 3, [cursor]: from });
    const ids = nodes.map(({ id }: { id: string }) => id);
    met.push(...(size === 'first' ? ids : ids.reverse()));
    if (!(size === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return met;
    from = size === 'first' ? pageInfo.endCursor : pageInfo.startCursor;
  }
}

test.each(['DUE_FIRST', 'OPENED_LATEST', 'CHANGED_LATEST'])(
  'pages in the order %s meet every case once, forward and backward, over ties',
  async (orderBy) => {
    const whole = (await page(supervisor, { orderBy, first: 100 })).nodes.map(({ id }: { id: string }) => id);
    expect(whole).toEqual(expect.arrayContaining([...ties]));
    expect(await walk({ orderBy }, ['first', 'after'])).toEqual(whole);
    expect([...(await walk({ orderBy }, ['last', 'before']))].reverse()).toEqual(whole);
  },
);

test('orders say what they promise', async () => {
  const dues = (await page(supervisor, { first: 100 })).nodes.map(({ due }: { due: { dueAt: string } | null }) => due?.dueAt ?? '9');
  expect(dues).toEqual([...dues].sort());
  city.clock.advance({ minutes: 2 });
  const latest = await opened(resident, 'NightMarketDispute', { place: placeId('STALL-12') });
  for (const orderBy of ['OPENED_LATEST', 'CHANGED_LATEST'])
    expect((await page(supervisor, { orderBy, first: 1 })).nodes[0].id).toBe(latest);
  await hand(officer, ties[0] ?? '').act('signFor');
  expect((await page(supervisor, { orderBy: 'CHANGED_LATEST', first: 2 })).nodes.map(({ id }: { id: string }) => id)).toContain(ties[0]);
});

test('a stream after the live cursor of a page misses nothing that came after the page', async () => {
  const { liveCursor } = await page(supervisor, { first: 1 });
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301') });
  const stream = await supervisor.stream(
    'subscription ($after: Cursor) { caseEvents(after: $after) { __typename ... on Change { caseId move } } }',
    {
      after: liveCursor,
    },
  );
  expect(await stream.next()).toEqual({ __typename: 'Change', caseId: id, move: 'opened' });
});

test.each([
  ['a page of 0', { first: 0 }, '"first" is 0; it may be 1 to 100.'],
  ['a page of -1', { last: -1 }, '"last" is -1; it may be 1 to 100.'],
  ['a page of 100,000', { first: 100_000 }, '"first" is 100000; it may be 1 to 100.'],
  ['both directions at once', { first: 2, last: 2 }, 'A page goes one way: send `first` with `after`, or `last` with `before`, not both.'],
  [
    'a cursor that is none',
    { first: 2, after: 'x'.repeat(40) },
    'This cursor was altered or belongs to another list; start again from the first page.',
  ],
])('%s is refused with what would work', async (_name, variables, message) => {
  const answer = await supervisor.query(mixed, variables);
  expect([codeOf(answer), answer.errors[0]?.message]).toEqual(['BAD_USER_INPUT', message]);
});

const changedByOne = (cursor: string, at: number): string => cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);

test('a cursor changed by one letter anywhere, or taken from another list, is refused', async () => {
  const { pageInfo } = await page(supervisor, { first: 2 });
  const cursor: string = pageInfo.endCursor;
  for (const at of [0, Math.floor(cursor.length / 2), cursor.length - 2])
    expect(codeOf(await supervisor.query(mixed, { first: 2, after: changedByOne(cursor, at) }))).toBe('BAD_USER_INPUT');
  expect(codeOf(await supervisor.query(mixed, { first: 2, after: cursor, orderBy: 'OPENED_LATEST' }))).toBe('BAD_USER_INPUT');
  expect(codeOf(await supervisor.query(mixed, { first: 2, after: cursor, filter: { isUnsigned: true } }))).toBe('BAD_USER_INPUT');
  const history = 'query ($id: ID!, $after: String) { case(id: $id) { history(first: 1, after: $after) { nodes { id } } } }';
  expect(codeOf(await supervisor.query(history, { id: ties[0], after: cursor }))).toBe('BAD_USER_INPUT');
});

test('an id of another type is nobody in a query and a clear error in a mutation', async () => {
  const [unit, community] = [unitId('E-RIVER'), ties[1] ?? ''];
  const queries = `query ($unit: ID!, $case: ID!, $filter: CaseFilter) { case(id: $unit) { id } node(id: "nonsense") { id } medicalDispute(id: $case) { id }
    cases(filter: $filter) { totalCount } medicalDisputeWarnings(unit: $case) { code } }`;
  expect(good(await supervisor.query(queries, { unit, case: community, filter: { unit: community } }))).toEqual({
    case: null,
    node: null,
    medicalDispute: null,
    cases: null,
    medicalDisputeWarnings: null,
  });
  const refusal = ({ errors }: Answer) => [errors[0]?.extensions.code, errors[0]?.message];
  expect(refusal(await hand(officer, unit).attempt('signFor'))).toEqual([
    'BAD_USER_INPUT',
    '"id" takes the id of a case; what was given is the id of a unit. Send the `id` that a query returned.',
  ]);
  expect(refusal(await hand(officer, community).attemptTyped('amendMedicalDispute', { details: { claimedAmount: 1 } }))).toEqual([
    'BAD_USER_INPUT',
    'This is the id of a community-dispute, and the mutation is for a medical-dispute: use moveCase or the mutations of that type.',
  ]);
  const misplaced = `mutation ($input: OpenCommunityDisputeInput!) { openCommunityDispute(input: $input) { case { id } } }`;
  const input = { idempotencyKey: key(), summary: 'x', place: unit };
  expect(refusal(await resident.query(misplaced, { input }))[1]).toContain(
    '"place" takes the id of a place; what was given is the id of a unit.',
  );
  expect(codeOf(await hand(officer, absentCase()).attempt('signFor'))).toBe('NOT_FOUND');
});
