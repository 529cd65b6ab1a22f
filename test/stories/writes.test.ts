import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, placeId, unitId, versionOf } from './city';

let city: TestGateway;
let resident: Person, grid: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, grid] = [city.as('demo-resident'), city.as('demo-grid')];
});
afterAll(() => city.close());

const openOne = (input: object = {}): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'neighbours' }, ...input });
const move = `mutation ($input: MoveCaseInput!) { moveCase(input: $input) { case { version status { code } } change { id move note } } }`;

test('two officers move at one version: one wins, the other is told the version that stands', async () => {
  const id = await openOne();
  await city.grant('demo-colleague', 'officer', 'E-RIVER');
  const sign = (person: Person) => person.query(move, { input: { id, move: 'signFor', expectedVersion: 1, idempotencyKey: key() } });
  const answers = await Promise.all([sign(grid), sign(city.as('demo-colleague'))]);
  const [lost] = answers.filter(({ errors }) => errors.length > 0);
  expect(answers.map(({ errors }) => errors.length).sort()).toEqual([0, 1]);
  expect(lost?.errors[0]?.extensions).toMatchObject({ code: 'VERSION_CONFLICT', currentVersion: 2, isRetryable: false });
  expect(codeOf(await sign(grid))).toBe('VERSION_CONFLICT');
});

test('a repeated key has its effect once and is answered anew with what the client selects now', async () => {
  const id = await openOne();
  const input = { id, move: 'signFor', expectedVersion: 1, idempotencyKey: key(), note: '已电话联系 called back' };
  const first = good(await grid.query(move, { input })).moveCase;
  await hand(grid, id).act('accept');
  const again = good(await grid.query(move, { input })).moveCase;
  expect(again).toEqual({ case: { version: 3, status: { code: 'accepted' } }, change: first.change });
  expect(await versionOf(grid, id)).toBe(3);
  const other = await grid.query(move, { input: { ...input, note: 'something else' } });
  expect(other.errors[0]).toMatchObject({
    message: 'This idempotencyKey was used for another request before; use a new one for a new intent.',
    extensions: { code: 'IDEMPOTENCY_CONFLICT' },
  });
});

test('the same opening sent twice at once opens one case', async () => {
  const document = `mutation ($input: OpenCommunityDisputeInput!) { openCommunityDispute(input: $input) { case { id } } }`;
  const input = { idempotencyKey: key(), summary: '只此一件 only one', place: placeId('DOOR-301') };
  const answers = await Promise.all([1, 2, 3].map(() => resident.query(document, { input })));
  expect(new Set(answers.map((answer) => good(answer).openCommunityDispute.case.id)).size).toBe(1);
});

test('a key that is no UUID is refused before anything is decided', async () => {
  const { errors } = await grid.query(move, {
    input: { id: await openOne(), move: 'signFor', expectedVersion: 1, idempotencyKey: 'once' },
  });
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.message).toMatch(/UUID/);
});

test('a move that is not open names the moves that are, and one that does not exist names all', async () => {
  const id = await openOne();
  await hand(grid, id).act('signFor');
  const closed = await hand(grid, id).attempt('inviteMediation');
  expect(closed.errors[0]).toMatchObject({
    message: expect.stringContaining('A case that is "signed for" cannot "invite to mediation"; it can from: accepted. Open to you now: '),
    extensions: { code: 'MOVE_NOT_OPEN', openMoves: ['transfer', 'accept', 'continueElsewhere'] },
  });
  expect((await hand(grid, id).attempt('vanish')).errors[0]?.message).toMatch(
    /^A community-dispute has no move "vanish"; it has signFor, /,
  );
});

test('what a move needs and who may make it are said before anything is written', async () => {
  const id = await openOne({ details: {} });
  await hand(grid, id).act('signFor');
  expect((await hand(grid, id).attempt('accept')).errors[0]).toMatchObject({
    message: 'Before "accept" this is still missing: kind.',
    extensions: { code: 'NEEDS_MISSING', needs: ['kind'] },
  });
  expect((await hand(resident, id).attempt('accept')).errors[0]).toMatchObject({
    message: '"accept" is not yours to make; it may be made by: community officer, grid worker.',
    extensions: { code: 'FORBIDDEN' },
  });
  const without = await hand(grid, id).attempt('transfer');
  expect(without.errors[0]).toMatchObject({
    message: '"transfer" takes an input (unit) that this mutation does not carry; use transferCommunityDispute.',
    extensions: { needs: ['unit'] },
  });
  expect(await versionOf(grid, id)).toBe(2);
});

test('a transfer hands the case to the one unit it names, and to no other', async () => {
  const id = await openOne();
  expect(codeOf(await hand(grid, id).attemptTyped('transferCommunityDispute', { unit: placeId('HALL') }))).toBe('BAD_USER_INPUT');
  expect(await hand(grid, id).typed('transferCommunityDispute', { unit: unitId('W-STATION') })).toBeNull();
  expect(await hand(resident, id).look('unit { code } handler { role } status { code }')).toEqual({
    unit: { code: 'W-STATION' },
    handler: null,
    status: { code: 'reported' },
  });
});

test('an amendment changes only what it names, within limits, and raises the version', async () => {
  const id = await openOne({ details: { kind: 'debt', disputedAmount: 500 } });
  await hand(grid, id).act('signFor');
  await hand(grid, id).typed('amendCommunityDispute', { details: { disputedAmount: 700 } });
  expect(
    await hand(grid, id).look(
      'version ... on CommunityDispute { details { kind disputedAmount } } history(last: 1) { nodes { move by { role } } }',
    ),
  ).toEqual({
    version: 3,
    details: { kind: 'debt', disputedAmount: 700 },
    history: { nodes: [{ move: 'amended', by: { role: 'gridWorker' } }] },
  });
  await hand(grid, id).typed('amendCommunityDispute', { details: { disputedAmount: null } });
  expect((await hand(grid, id).look('... on CommunityDispute { details { kind disputedAmount } }')).details).toEqual({
    kind: 'debt',
    disputedAmount: null,
  });
  const tooMuch = await hand(grid, id).attemptTyped('amendCommunityDispute', { details: { disputedAmount: 2_000_000_000 } });
  expect(tooMuch.errors[0]?.message).toBe('"disputedAmount" is 2000000000; it may be 0 to 1000000000 (CNY).');
  expect(codeOf(await hand(grid, id).attemptTyped('amendCommunityDispute', { details: {} }))).toBe('BAD_USER_INPUT');
  expect(codeOf(await hand(grid, id).attemptTyped('amendCommunityDispute', { details: { kind: 'debt' }, expectedVersion: 1 }))).toBe(
    'VERSION_CONFLICT',
  );
  expect(codeOf(await hand(resident, id).attemptTyped('amendCommunityDispute', { details: { kind: 'debt' } }))).toBe('FORBIDDEN');
});

test('an applicant may amend until somebody has signed for the case', async () => {
  const id = await openOne();
  expect(await hand(resident, id).typed('amendCommunityDispute', { details: { kind: 'housing' } })).toBe('reported');
  expect(codeOf(await hand(resident, id).attemptTyped('amendCommunityDispute', { details: { agreedAmount: 99 } }))).toBe('FORBIDDEN');
  await hand(grid, id).act('signFor');
  for (const side of [resident, city.as('demo-neighbour')])
    expect(codeOf(await hand(side, id).attemptTyped('amendCommunityDispute', { details: { kind: 'debt' } }))).toBe('FORBIDDEN');
});

test.each([
  ['NUL', 'quiet\u0000ly', /holds control characters/],
  ['a bidi override', 'safe\u202egnp.exe', /bidi controls/],
  ['a lone surrogate', 'half \ud83d a face', /broken character/],
  ['an endless text', 'x'.repeat(2_001), /has 2001 characters; at most 2000 fit\./],
  ['nothing but blanks', '   ', /is empty: say in a sentence/],
])('a summary with %s is refused and nothing is written', async (_name, summary, message) => {
  const count = async () => (await city.sql<{ n: string }>('select count(*) as n from core."case"'))[0]?.n;
  const before = await count();
  const document = `mutation ($input: OpenCommunityDisputeInput!) { openCommunityDispute(input: $input) { case { id } } }`;
  const { errors } = await resident.query(document, { input: { idempotencyKey: key(), summary } });
  expect([errors[0]?.extensions.code, errors[0]?.message]).toEqual(['BAD_USER_INPUT', expect.stringMatching(message)]);
  expect(await count()).toBe(before);
});

test('ten megabytes are refused at the door, and the next request is answered', async () => {
  const answer = await resident.query(move, { input: { note: 'x'.repeat(10_000_000) } });
  expect([answer.status, codeOf(answer)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  expect((await resident.query('{ version }')).data.version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('a refusal speaks the language of who asks', async () => {
  const input = { id: await openOne(), move: 'accept', expectedVersion: 1, idempotencyKey: key() };
  const said = async (language: 'zh-CN' | 'en') => (await grid.query(move, { input }, { language })).errors[0]?.message;
  expect(await said('en')).toMatch(/^A case that is "reported, awaiting sign-for" cannot "accept"/);
  expect(await said('zh-CN')).toMatch(/^案件处于“已上报（待签收）”，不能“受理”；须处于：已签收。/);
});

test('who is not signed in reads nothing and writes nothing', async () => {
  const id = await openOne();
  const stranger = city.as(null);
  expect(good(await stranger.query('query ($id: ID!) { case(id: $id) { id } viewer { id } cases { totalCount } }', { id }))).toEqual({
    case: null,
    viewer: null,
    cases: { totalCount: 0 },
  });
  const answer = await stranger.query(move, { input: { id, move: 'signFor', expectedVersion: 1, idempotencyKey: key() } });
  expect([codeOf(answer), answer.data]).toEqual(['UNAUTHENTICATED', { moveCase: null }]);
  const stream = await stranger.stream('subscription { caseEvents { __typename } }');
  expect(await stream.ended()).toMatchObject({ kind: 'error', error: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});
