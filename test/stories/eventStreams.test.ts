import { eventsPath } from '@maplebridge/gateway';
import type { StreamEvent, TestGateway } from '@maplebridge/testkit';
import { createClient, type Client } from 'graphql-sse';
import { bothSides, hand, openCity, opened, placeId } from './city';

let city: TestGateway;
const clients: Client<boolean>[] = [];
beforeAll(async () => {
  city = await openCity();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});
afterAll(() => city.close());

const events = `subscription ($after: Cursor) { caseEvents(after: $after) {
  __typename cursor ... on Change { id move case { id summary } } ... on Resync { reason } } }`;

interface Watching {
  readonly subject: string;
  readonly single: boolean;
  readonly after?: string;
}

/** The events of one subscription of a stock client, from the moment it has caught up. */
async function watch({ subject, single, after }: Watching) {
  const headers = { authorization: `Bearer ${await city.token(subject)}` };
  const client = createClient({ url: `${city.url}${eventsPath}`, headers, singleConnection: single, retryAttempts: 0 });
  clients.push(client);
  const results = client.iterate<{ caseEvents: StreamEvent }>({ query: events, variables: { after } });
  const next = async (): Promise<StreamEvent> => {
    const { done, value } = await results.next();
    if (done) return 'over';
    return value.errors ?? value.data?.caseEvents;
  };
  const nextChange = async (): Promise<StreamEvent> => {
    const event = await next();
    return event.__typename === 'CaughtUp' ? nextChange() : event;
  };
  const missed: StreamEvent[] = [];
  for (let event = await next(); event.__typename !== 'CaughtUp'; event = await next()) missed.push(event);
  return { missed, next: nextChange, leave: () => results.return?.() };
}

const openOne = (): Promise<string> =>
  opened(city.as('demo-resident'), 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });

test.each([
  ['distinct connections', false],
  ['a single connection', true],
])('with %s a board is told what happens, and whoever comes back is told what they missed, in order and once', async (_mode, single) => {
  const board = await watch({ subject: 'demo-grid', single });
  const id = await openOne();
  const first = await board.next();
  expect(first).toMatchObject({ __typename: 'Change', move: 'opened', case: { id } });
  await board.leave();
  for (const move of ['signFor', 'accept']) await hand(city.as('demo-grid'), id).act(move);
  const { missed } = await watch({ subject: 'demo-grid', single, after: first.cursor });
  expect(missed.map(({ move }) => move)).toEqual(['signFor', 'accept']);
});

test.each([
  ['distinct connections', false],
  ['a single connection', true],
])('with %s a revoked post ends the stream: fetch again, says the last event, and then nothing more', async (_mode, single) => {
  await city.grant('demo-newcomer', 'officer', 'E-RIVER');
  const [stream, other] = [await watch({ subject: 'demo-newcomer', single }), await watch({ subject: 'demo-grid', single })];
  await city.revoke('demo-newcomer', 'officer', 'E-RIVER');
  const id = await openOne();
  expect(await stream.next()).toMatchObject({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
  expect(await stream.next()).toBe('over');
  expect(await other.next()).toMatchObject({ __typename: 'Change', move: 'opened', case: { id } });
});

test('who is not signed in watches no case', async () => {
  const client = createClient({ url: `${city.url}${eventsPath}`, retryAttempts: 0 });
  clients.push(client);
  const { value } = await client.iterate({ query: events }).next();
  expect(value).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});
