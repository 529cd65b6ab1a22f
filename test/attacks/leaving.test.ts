import type { Person, TestGateway } from '@maplebridge/testkit';
import { hand, openCity, opened, unitId } from '../stories/city';

let city: TestGateway;
let resident: Person, officer: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, officer] = [city.as('demo-resident'), city.as('demo-officer')];
});
afterAll(() => city.close());

const events = `subscription ($filter: CaseFilter) {
  caseEvents(filter: $filter) { __typename ... on Change { move caseId } ... on CaseLeft { caseId } } }`;

/** What a board with this filter is told of one case that is signed for, accepted and transferred. */
async function boardOf(filter: object): Promise<{ readonly next: () => Promise<unknown>; readonly id: string }> {
  const stream = await officer.stream(events, { filter });
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  const id = await opened(resident, 'CommunityDispute', { unit: unitId('E-STATION'), details: { kind: 'debt' } });
  return { id, next: () => stream.next(({ caseId }) => caseId === id) };
}

test('a board of unsigned cases is told to drop the one that was signed for', async () => {
  const { id, next } = await boardOf({ isUnsigned: true });
  expect(await next()).toMatchObject({ __typename: 'Change', move: 'opened' });
  await hand(officer, id).act('signFor');
  expect(await next()).toEqual({ __typename: 'CaseLeft', caseId: id });
});

test('a board of the officer’s own cases is told to drop the one that was handed over', async () => {
  const { id, next } = await boardOf({ handlerIsMe: true });
  await hand(officer, id).act('signFor');
  expect(await next()).toMatchObject({ __typename: 'Change', move: 'signFor' });
  await hand(officer, id).typed('transferCommunityDispute', { unit: unitId('E-RIVER') });
  expect(await next()).toEqual({ __typename: 'CaseLeft', caseId: id });
});
