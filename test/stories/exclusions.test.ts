import type { Answer, Person, StreamEvent, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, personId, placeId, versionOf } from './city';

let city: TestGateway;
let resident: Person, grid: Person, officer: Person, supervisor: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, grid, officer, supervisor] = [
    city.as('demo-resident'),
    city.as('demo-grid'),
    city.as('demo-officer'),
    city.as('demo-supervisor'),
  ];
});
afterAll(() => city.close());

const openOne = (): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });

const document = (mutation: string, Input: string): string =>
  `mutation ($input: ${Input}!) { done: ${mutation}(input: $input) { case { id handler { post } unit { code } } change { id move label(lang: "en") note } } }`;
const exclusion = document('excludeFromCase', 'ExcludeFromCaseInput');
const lifting = document('liftExclusion', 'LiftExclusionInput');
const inputOf = async (id: string, more: object = {}): Promise<object> => ({
  case: id,
  reason: '当事人是其邻居 a neighbour of theirs',
  expectedVersion: await versionOf(supervisor, id),
  idempotencyKey: key(),
  ...more,
});
const exclude = async (by: Person, id: string, more?: object): Promise<Answer> => by.query(exclusion, { input: await inputOf(id, more) });
const lift = async (by: Person, id: string, more?: object): Promise<Answer> => by.query(lifting, { input: await inputOf(id, more) });
const listed = async (by: Person, id: string) =>
  good(await by.query('query ($id: ID!) { exclusions(case: $id) { person isOwn reason } }', { id })).exclusions as unknown;

test('an officer recuses themselves: the case is gone for them, keeps its unit and has nobody who handles it', async () => {
  const id = await openOne();
  await hand(officer, id).act('signFor');
  const { done } = good(await exclude(officer, id));
  expect(done).toEqual({
    case: null,
    change: expect.objectContaining({ move: 'excluded', label: 'Excluded for a conflict of interest' }),
  });
  expect(await hand(officer, id).look('id')).toBeNull();
  expect(codeOf(await hand(officer, id).attempt('accept'))).toBe('NOT_FOUND');
  expect(await hand(supervisor, id).look('handler { post } unit { code } status { code }')).toEqual({
    handler: null,
    unit: { code: 'E-RIVER' },
    status: { code: 'signed' },
  });
  expect(await hand(grid, id).act('accept')).toBe('accepted');
});

test('a supervisor over the unit excludes an officer and lets them back in, each with a reason that only supervisors read', async () => {
  const [id, person] = [await openOne(), await personId(officer)];
  expect(good(await exclude(supervisor, id, { person })).done.case).toMatchObject({ id });
  expect(await hand(officer, id).look('id')).toBeNull();
  expect(await listed(supervisor, id)).toEqual([{ person, isOwn: false, reason: '当事人是其邻居 a neighbour of theirs' }]);
  const noteFor = async (by: Person) => (await hand(by, id).look('history(last: 1) { nodes { move note } }')).history.nodes;
  expect(await noteFor(supervisor)).toEqual([{ move: 'excluded', note: '当事人是其邻居 a neighbour of theirs' }]);
  for (const by of [grid, resident]) {
    expect(await noteFor(by)).toEqual([{ move: 'excluded', note: null }]);
    expect(await listed(by, id)).toBeNull();
  }
  expect(good(await lift(supervisor, id, { person })).done.change.move).toBe('exclusionLifted');
  expect(await hand(officer, id).look('id')).toEqual({ id });
  expect(await listed(supervisor, id)).toEqual([]);
});

test('the ledger keeps who was excluded and by which right, and no word of why', async () => {
  const [id, person] = [await openOne(), await personId(officer)];
  good(await exclude(supervisor, id, { person }));
  const [entry] = await city.sql<{ payload: object; actor: object }>(
    `select payload, actor from core.entry where case_id = $1 and type = 'excluded'`,
    [uuidOf(id)],
  );
  expect(entry?.payload).toEqual({ person: uuidOf(person) });
  expect(entry?.actor).toMatchObject({ kind: 'post', role: 'supervisor' });
});

test('nobody but a supervisor over the unit excludes somebody else, and a party excludes nobody', async () => {
  const [id, person] = [await openOne(), await personId(grid)];
  expect(codeOf(await exclude(officer, id, { person }))).toBe('FORBIDDEN');
  expect(codeOf(await exclude(resident, id, { person }))).toBe('FORBIDDEN');
  expect(codeOf(await exclude(resident, id))).toBe('FORBIDDEN');
  expect(codeOf(await exclude(city.as('demo-stranger'), id))).toBe('NOT_FOUND');
  expect(codeOf(await exclude(city.as(null), id))).toBe('UNAUTHENTICATED');
  expect(await hand(grid, id).look('id')).toEqual({ id });
});

test('an exclusion wants a reason and a person, is declared once, and ends once', async () => {
  const [id, person] = [await openOne(), await personId(officer)];
  expect(codeOf(await exclude(supervisor, id, { person, reason: '  ' }))).toBe('BAD_USER_INPUT');
  const nobody = Buffer.from('person:00000000-0000-4000-8000-000000000000').toString('base64url');
  for (const wrong of [nobody, id, 'x']) expect(codeOf(await exclude(supervisor, id, { person: wrong }))).toBe('BAD_USER_INPUT');
  expect(codeOf(await lift(supervisor, id, { person }))).toBe('BAD_USER_INPUT');
  expect(codeOf(await exclude(supervisor, id, { person, expectedVersion: 99 }))).toBe('VERSION_CONFLICT');
  good(await exclude(supervisor, id, { person }));
  expect(codeOf(await exclude(supervisor, id, { person }))).toBe('BAD_USER_INPUT');
  expect(codeOf(await lift(officer, id, { person }))).toBe('NOT_FOUND');
  expect(codeOf(await lift(grid, id, { person }))).toBe('FORBIDDEN');
  good(await lift(supervisor, id, { person }));
  expect(codeOf(await lift(supervisor, id, { person }))).toBe('BAD_USER_INPUT');
});

test('the same intent twice is one exclusion, also for who sees the case no more', async () => {
  const id = await openOne();
  const input = await inputOf(id);
  const [first, again] = [good(await officer.query(exclusion, { input })).done, good(await officer.query(exclusion, { input })).done];
  expect(again).toEqual(first);
  expect(await city.sql(`select from core.exclusion where case_id = $1`, [uuidOf(id)])).toHaveLength(1);
});

test('a supervisor who excludes themselves reads the reason no more', async () => {
  const id = await openOne();
  const input = await inputOf(id);
  good(await supervisor.query(exclusion, { input }));
  expect(await listed(supervisor, id)).toBeNull();
  expect(await hand(supervisor, id).look('id')).toBeNull();
});

test('an officer whose own dispute it is sees it as a party, excluded or not', async () => {
  const parties = [bothSides[0], { side: 'RESPONDENT', capacity: 'SELF', name: '赵警官', subject: 'demo-officer' }];
  const id = await opened(grid, 'CommunityDispute', { place: placeId('DOOR-301'), parties, details: { kind: 'neighbours' } });
  const seen = 'id history { nodes { move } } ... on CommunityDispute { details { isFamilyViolenceAlleged } }';
  const before = await hand(officer, id).look(seen);
  good(await exclude(supervisor, id, { person: await personId(officer) }));
  const after = await hand(officer, id).look(seen);
  expect(after).toEqual({ ...before, history: { nodes: [...before.history.nodes, { move: 'excluded' }] } });
  expect(codeOf(await hand(officer, id).attempt('signFor'))).toBe('FORBIDDEN');
});

const events = 'subscription { caseEvents { __typename ... on Change { caseId move case { id } } ... on CaseLeft { caseId } } }';
const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';

test('an open board is told to drop the case, hears no more of it, and goes on with all others', async () => {
  const id = await openOne();
  const [mine, other] = [await officer.stream(events), await city.as('demo-grid').stream(events)];
  await Promise.all([mine.next(isCaughtUp), other.next(isCaughtUp)]);
  good(await exclude(supervisor, id, { person: await personId(officer) }));
  await hand(grid, id).act('signFor');
  const next = await openOne();
  expect([await mine.next(), await mine.next()]).toEqual([
    { __typename: 'CaseLeft', caseId: id },
    { __typename: 'Change', caseId: next, move: 'opened', case: { id: next } },
  ]);
  expect([await other.next(), await other.next()]).toMatchObject([{ move: 'excluded' }, { move: 'signFor' }]);
});

test('somebody who is excluded is not named for the case', async () => {
  const [id, person] = [await openOne(), await personId(city.as('demo-mediator'))];
  good(await exclude(supervisor, id, { person }));
  for (const move of ['signFor', 'accept', 'inviteMediation']) await hand(grid, id).act(move);
  const committee = hand(city.as('demo-committee'), id);
  const [refused, other] = [
    await committee.attemptTyped('appointMediatorCommunityDispute', { person }),
    await committee.attemptTyped('appointMediatorCommunityDispute', { person: await personId(city.as('demo-other')) }),
  ];
  expect([codeOf(refused), other.errors]).toEqual(['BAD_USER_INPUT', []]);
});

const uuidOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
