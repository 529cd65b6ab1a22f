import type { StreamEvent, TestGateway } from '@maplebridge/testkit';
import WebSocket from 'ws';
import { openCity, opened, unitId } from '../stories/city';
import { officerOf, shuttle } from './shuttle';

let city: TestGateway;
beforeAll(async () => {
  city = await openCity({ sockets: { waitingBytes: 16 * 1024 } }); // patience is as usual: five seconds
});
afterAll(() => city.close());

const streams = 20;
const event = `__typename cursor ... on Change { id case { a: summary b: summary c: summary d: summary e: summary } } ... on Resync { reason }`;
const query = `subscription { caseEvents { ${event} } }`;

/** A socket of many subscriptions, whose reader stops reading, and what each of them was sent. */
async function openSlowReader() {
  const authorization = `Bearer ${await city.token('demo-officer')}`;
  const socket = new WebSocket(`${city.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const say = (message: object): void => socket.send(JSON.stringify(message));
  const heard = Array.from({ length: streams }, (): StreamEvent[] => []);
  let ring = (): void => undefined;
  socket.once('open', () => say({ type: 'connection_init', payload: { authorization } }));
  socket.on('message', (data: Buffer) => {
    const { type, id, payload } = JSON.parse(data.toString()) as { type: string; id: string; payload: StreamEvent };
    if (type === 'connection_ack') heard.forEach((_, nth) => say({ id: String(nth), type: 'subscribe', payload: { query } }));
    if (type === 'next' && payload.data.caseEvents.__typename !== 'CaughtUp') heard[Number(id)]?.push(payload.data.caseEvents);
    if (type === 'next') live.add(id);
    ring();
  });
  const live = new Set<string>();
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise<void>((resolve) => (ring = resolve));
  };
  await until(() => live.size === streams);
  return { socket, heard, until };
}

test('a reader that stopped for a while gets one resync where it was cut off, fetches again after its cursor, and delays nobody', async () => {
  const officer = officerOf(city);
  const id = await opened(officer, 'CommunityDispute', { unit: unitId('E-RIVER-1'), parties: [], summary: '长'.repeat(2_000) });
  const { socket, heard, until } = await openSlowReader();
  const reading = await officer.stream('subscription { caseEvents { __typename ... on Change { id } } }');
  await reading.next(({ __typename }) => __typename === 'CaughtUp');
  socket.pause();
  const changes = await shuttle(officer, id, { times: 30 });
  for (const change of changes) await reading.next((one) => one.id === change);
  socket.resume();
  const wasCut = (events: readonly StreamEvent[]): boolean => events.some(({ __typename }) => __typename === 'Resync');
  await until(() => heard.every(wasCut));
  const [last = ''] = await shuttle(officer, id, { times: 1, from: 31 });
  await until(() => heard.every((events) => events.some((one) => one.id === last)));
  for (const events of heard) {
    const cut = events.findIndex(({ __typename }) => __typename === 'Resync');
    expect(events[cut]).toMatchObject({ reason: 'SLOW_READER' });
    expect(events.slice(0, cut).map((one) => one.id)).toEqual(changes.slice(0, cut));
    expect(events.slice(cut + 1).map((one) => one.id)).toEqual([last]);
  }
  const [events = []] = heard;
  const cut = events.findIndex(({ __typename }) => __typename === 'Resync');
  expect(cut).toBeGreaterThan(0);
  const after = `subscription ($after: Cursor) { caseEvents(after: $after) { __typename ... on Change { id } } }`;
  const again = await officer.stream(after, { after: events[cut].cursor });
  const missed: string[] = [];
  while (missed.length < 31 - cut) missed.push((await again.next(({ __typename }) => __typename === 'Change')).id);
  expect(missed).toEqual([...changes.slice(cut), last]);
  socket.terminate();
});
