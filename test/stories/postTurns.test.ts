import { randomUUID } from 'node:crypto';
import { demoId } from '@maplebridge/gateway';
import type { Person, StreamEvent, TestGateway } from '@maplebridge/testkit';
import { bothSides, openCity, opened, personId, placeId } from './city';

/** Posts are loaded by the database's clock, so the city's stands an hour before the turn. */
const turn = new Date(Date.now() + 3_600_000);
const moments = (count: number): Date => new Date(turn.getTime() + count);
const far = new Date(turn.getTime() + 60 * 86_400_000);

let city: TestGateway;
let resident: Person;
beforeAll(async () => {
  city = await openCity({ now: moments(-200) });
  resident = city.as('demo-resident');
});
beforeEach(() => city.clock.set(moments(-200)));
afterAll(() => city.close());

const events = `subscription { caseEvents { __typename ... on Change { caseId move } ... on Resync { reason } } }`;
const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';
const openOne = (): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });

async function officer(subject: string, from: Date, until: Date | null): Promise<Person> {
  const person = city.as(subject);
  const id = Buffer.from(await personId(person), 'base64url')
    .toString()
    .slice('person:'.length);
  const post = [randomUUID(), id, 'officer', demoId('E-RIVER'), from, until];
  await city.sql(
    `insert into core.appointment (id, person_id, role, unit_id, valid_from, valid_until) values ($1, $2, $3, $4, $5, $6)`,
    post,
  );
  return person;
}

test('a post that ends by its own date ends its streams at that instant, though nothing is written then', async () => {
  const stream = await (await officer('demo-until', moments(-9_000), turn)).stream(events);
  await stream.next(isCaughtUp);
  city.clock.set(turn);
  expect(await stream.next()).toEqual({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
  expect(await stream.ended()).toEqual({ kind: 'complete' });
});

test('a post that begins later ends the stream that does not know it, and the next one tells what it sees', async () => {
  const person = await officer('demo-from', turn, far);
  const stream = await person.stream(events);
  await stream.next(isCaughtUp);
  city.clock.set(turn);
  expect(await stream.next()).toEqual({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
  expect(await stream.ended()).toEqual({ kind: 'complete' });
  const again = await person.stream(events);
  await again.next(isCaughtUp);
  const id = await openOne();
  expect(await again.next()).toEqual({ __typename: 'Change', caseId: id, move: 'opened' });
});

test('a post that ends only in months leaves its stream alone', async () => {
  const stream = await (await officer('demo-months', moments(-9_000), far)).stream(events);
  await stream.next(isCaughtUp);
  const id = await openOne();
  expect(await stream.next()).toEqual({ __typename: 'Change', caseId: id, move: 'opened' });
});
