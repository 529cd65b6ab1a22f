import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { TestGateway } from '@maplebridge/testkit';
import WebSocket from 'ws';
import { openCity, opened, unitId } from '../stories/city';
import { officerOf, shuttle } from './shuttle';

let city: TestGateway;
beforeAll(async () => {
  city = await openCity({ sockets: { bufferedBytes: 64 * 1024, slowMs: 250 } });
});
afterAll(() => city.close());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function usedMegabytes(): number {
  collect();
  const { heapUsed, arrayBuffers, external } = process.memoryUsage();
  return (heapUsed + arrayBuffers + external) / 1024 / 1024;
}

const streams = 20;
const query =
  'subscription { caseEvents { __typename ... on Change { case { a: summary b: summary c: summary d: summary e: summary } } } }';

/** A socket with as many subscriptions as one may have, whose reader then stops reading for good. */
async function openDeafReader(): Promise<WebSocket> {
  const authorization = `Bearer ${await city.token('demo-officer')}`;
  const socket = new WebSocket(`${city.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const say = (message: object): void => socket.send(JSON.stringify(message));
  socket.once('open', () => say({ type: 'connection_init', payload: { authorization } }));
  await new Promise<void>((resolve, reject) => {
    let live = 0;
    socket.once('close', (code) => reject(new Error(`Closed with ${code} before all streams were live.`)));
    socket.on('message', (data: Buffer) => {
      const { type } = JSON.parse(data.toString()) as { type: string };
      if (type === 'connection_ack') for (let id = 0; id < streams; id += 1) say({ id: String(id), type: 'subscribe', payload: { query } });
      if (type === 'next' && ++live === streams) resolve();
      if (type === 'error') reject(new Error(data.toString()));
    });
  });
  socket.removeAllListeners('message');
  socket.pause();
  return socket;
}

test('a reader that never reads is closed as slow, costs no memory, and delays nobody', async () => {
  const officer = officerOf(city);
  const id = await opened(officer, 'CommunityDispute', { unit: unitId('E-RIVER-1'), parties: [], summary: '长'.repeat(2_000) });
  const deaf = await openDeafReader();
  const reading = await officer.stream('subscription { caseEvents { __typename ... on Change { id } } }');
  await reading.next(({ __typename }) => __typename === 'CaughtUp');
  const before = usedMegabytes();
  const closed = new Promise<number>((resolve) => deaf.once('close', resolve));
  const isClosed = (): boolean => city.logged.some((line) => line.includes('Slow reader'));
  let [turns, peak] = [0, 0];
  for (let from = 1; !isClosed() && turns < 40; from += 2, turns += 1) {
    for (const change of await shuttle(officer, id, { times: 2, from })) await reading.next((event) => event.id === change);
    peak = Math.max(peak, usedMegabytes() - before);
  }
  process.stderr.write(`  closed after ${turns * 2} changes of ${streams} streams; at most ${peak.toFixed(1)} MB more in use\n`);
  expect(isClosed()).toBe(true);
  expect(peak).toBeLessThan(40);
  deaf.resume();
  expect([4208, 1006]).toContain(await closed);
  await reading.close();
});
