import { randomUUID } from 'node:crypto';
import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, placeId, unitId, versionOf } from './city';

let city: TestGateway;
let resident: Person, grid: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, grid] = [city.as('demo-resident'), city.as('demo-grid')];
});
afterAll(() => city.close());

const open = `mutation ($input: OpenCommunityDisputeInput!) { done: openCommunityDispute(input: $input) { case { id summary } } }`;
const move = `mutation ($input: MoveCaseInput!) { done: moveCase(input: $input) { change { id } } }`;
const openOne = (input: object = {}): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, ...input });

test('a summary and a purpose may be as long as the schema says, in characters and not in bytes', async () => {
  const summary = '桥'.repeat(2_000);
  expect(good(await resident.query(open, { input: { idempotencyKey: key(), summary } })).done.case.summary).toBe(summary);
  const id = await openOne();
  const { parties } = await hand(grid, id).look('parties { id }');
  const unmask = `mutation ($input: UnmaskInput!) { unmask(input: $input) { until } }`;
  good(
    await grid.query(unmask, {
      input: { party: parties[0].id, classes: ['IDENTITY'], purpose: '桥'.repeat(2_000), idempotencyKey: key() },
    }),
  );
});

test('a note may be as long as the schema says, and is read back by whom it is for', async () => {
  const id = await openOne({ details: { kind: 'debt' } });
  const note = `第一行\n第二行\t${'注'.repeat(1_990)}`;
  const lastNote = async (person: Person) => (await hand(person, id).look('history(last: 1) { nodes { note } }')).history.nodes[0].note;
  await hand(grid, id).act('signFor', { note });
  expect([await lastNote(grid), await lastNote(resident)]).toEqual([note, null]);
  await hand(grid, id).act('accept', { note, noteFor: 'CASE' });
  expect(await lastNote(resident)).toBe(note);
  await hand(resident, id).act('withdraw', { note: '不再申请' });
  expect(await lastNote(grid)).toBe('不再申请');
});

test.each([
  ['a note', { note: 'a\u0000b' }, 'note'],
  ['a note that reorders', { note: 'a\u2067b' }, 'note'],
  ['a broken note', { note: '\udc00' }, 'note'],
])('%s that could deceive a reader is refused, and the case has not moved', async (_name, input, field) => {
  const id = await openOne();
  const { errors } = await hand(grid, id).attempt('signFor', input);
  expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  expect(await versionOf(grid, id)).toBe(1);
});

test.each([
  ['name', { name: '\ud800' }],
  ['name', { name: 'x'.repeat(201) }],
  ['phone', { name: '李', phone: '1'.repeat(41) }],
  ['subject', { name: '李', subject: 'x'.repeat(201) }],
])('a party whose %s is broken or too long is refused, and no case is left behind', async (_name, party) => {
  const count = async () =>
    (await city.sql<{ n: string }>('select (select count(*) from core."case") + (select count(*) from core.report) as n'))[0]?.n;
  const before = await count();
  const input = { idempotencyKey: key(), summary: 'x', parties: [{ side: 'APPLICANT', capacity: 'SELF', ...party }] };
  expect(codeOf(await resident.query(open, { input }))).toBe('BAD_USER_INPUT');
  expect(await count()).toBe(before);
});

test('a key belongs to who made it: another person may use the same one, the same person not for another thing', async () => {
  const idempotencyKey = randomUUID();
  const [first, second] = [await openOne(), await openOne()];
  good(await resident.query(move, { input: { id: first, move: 'withdraw', expectedVersion: 1, idempotencyKey } }));
  good(await grid.query(move, { input: { id: second, move: 'signFor', expectedVersion: 1, idempotencyKey } }));
  expect(codeOf(await resident.query(open, { input: { idempotencyKey, summary: 'x' } }))).toBe('IDEMPOTENCY_CONFLICT');
  const shouting = { id: first, move: 'withdraw', expectedVersion: 1, idempotencyKey: idempotencyKey.toUpperCase() };
  expect(codeOf(await resident.query(move, { input: shouting }))).toBe('0 errors');
});

test('who has lost the case from sight still gets the effect of their own key, and no case', async () => {
  const id = await openOne();
  const input = { id, unit: unitId('W-STATION'), expectedVersion: 1, idempotencyKey: key() };
  const transfer = `mutation ($input: TransferCommunityDisputeInput!) { done: transferCommunityDispute(input: $input) { case { id } change { id caseId } } }`;
  const first = good(await grid.query(transfer, { input })).done;
  expect(first.case).toBeNull();
  expect(good(await grid.query(transfer, { input })).done).toEqual(first);
});

test('of twenty who move at one version at once one wins, and the history shows one move', async () => {
  const id = await openOne();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => grid.query(move, { input: { id, move: 'signFor', expectedVersion: 1, idempotencyKey: key() } })),
  );
  expect(answers.map(codeOf).sort()).toEqual(['0 errors', ...Array.from({ length: 19 }, () => 'VERSION_CONFLICT')]);
  expect(await hand(grid, id).look('version history { nodes { move } }')).toEqual({
    version: 2,
    history: { nodes: [{ move: 'opened' }, { move: 'signFor' }] },
  });
});

test('the history of a case pages both ways', async () => {
  const id = await openOne({ details: { kind: 'debt' } });
  for (const step of ['signFor', 'accept', 'inviteMediation']) await hand(grid, id).act(step);
  const all = ['opened', 'signFor', 'accept', 'inviteMediation'];
  const part = async (window: string) =>
    (await hand(grid, id).look(`history(${window}) { nodes { move } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`))
      .history;
  const moves = ({ nodes }: { nodes: readonly { move: string }[] }) => nodes.map((one) => one.move);
  const [start, end] = [await part('first: 3'), await part('last: 3')];
  expect([moves(start), moves(end)]).toEqual([all.slice(0, 3), all.slice(1)]);
  expect([start.pageInfo.hasNextPage, end.pageInfo.hasPreviousPage]).toEqual([true, true]);
  expect(moves(await part(`first: 3, after: "${start.pageInfo.endCursor}"`))).toEqual(['inviteMediation']);
  expect(moves(await part(`last: 3, before: "${end.pageInfo.startCursor}"`))).toEqual(['opened']);
});

test('routing explains itself: which unit, and by which competence', async () => {
  const document = 'query ($type: String!, $place: ID) { explainRouting(type: $type, place: $place) { unit { code } steps } }';
  const explain = async (type: string, place?: string) =>
    good(await resident.query(document, { type, place: place && placeId(place) })).explainRouting;
  expect((await explain('night-market-dispute', 'STALL-12')).unit.code).toBe('E-MARKET');
  expect((await explain('community-dispute', 'STALL-12')).unit.code).toBe('E-RIVER');
  expect((await explain('medical-dispute')).unit.code).toBe('C-MEDICAL');
  const nowhere = await explain('community-dispute', 'HALL');
  expect([nowhere.unit.code, nowhere.steps.length > 0]).toEqual(['P', true]);
  expect(codeOf(await resident.query(document, { type: 'lost-dogs' }))).toBe('BAD_USER_INPUT');
});
