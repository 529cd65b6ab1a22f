import type { TestGateway } from '@maplebridge/testkit';
import { openCity } from '../stories/city';
import { follow, type Seen } from './follower';
import { openProxy, type Proxy } from './proxy';
import { cursorNow, officerOf, openCases, shuttle } from './shuttle';

let city: TestGateway;
let proxy: Proxy;
beforeAll(async () => {
  city = await openCity({ sockets: { pingMs: 150 } });
  proxy = await openProxy(city.url);
});
afterAll(async () => {
  await proxy.close();
  await city.close();
});

const writers = 8;
const moves = 24;

/** Eight writers, each with a case of their own, until all is written: the changes by case, in their order. */
async function writeAll(): Promise<ReadonlyMap<string, readonly string[]>> {
  const officer = officerOf(city);
  const ids = await openCases(officer, writers);
  const written = await Promise.all(ids.map((id) => shuttle(officer, id, { times: moves })));
  return new Map(ids.map((id, nth) => [id, written[nth] ?? []]));
}

const movesIn = (seen: readonly Seen[]): readonly Seen[] => seen.filter(({ move }) => move === 'signFor' || move === 'transfer');

test('whoever is cut off in mid-frame again and again and resumes by cursor loses nothing and hears nothing twice, in order; one without a cursor loses', async () => {
  const token = await city.token('demo-officer');
  const after = await cursorNow(officerOf(city));
  proxy.cutAfter([200, 6_000]);
  const [resuming, naive] = [follow({ url: proxy.url, token, after }), follow({ url: proxy.url, token, after: null })];
  await naive.until((seen) => seen.length > 0);
  const written = await writeAll();
  const all = [...written.values()].flat();
  const last = new Set([...written.values()].map((changes) => changes.at(-1)));
  await resuming.until((seen) => seen.filter(({ id }) => last.has(id)).length >= writers);
  const heard = movesIn(resuming.seen);
  process.stderr.write(
    `  ${proxy.cuts()} cuts: ${heard.length} of ${all.length} heard by cursor, ${movesIn(naive.seen).length} without one\n`,
  );
  expect(proxy.cuts()).toBeGreaterThan(10);
  expect(heard).toHaveLength(all.length);
  for (const [caseId, changes] of written) expect(heard.filter((one) => one.caseId === caseId).map(({ id }) => id)).toEqual(changes);
  expect(resuming.seen.filter(({ __typename }) => __typename === 'Resync')).toEqual([]);
  expect(new Set(movesIn(naive.seen).map(({ id }) => id)).size).toBeLessThan(all.length);
  proxy.cutAfter(null);
  await Promise.all([resuming.close(), naive.close()]);
});

test('a line that went silent is noticed by the gateway and by the client, who resumes and loses nothing', async () => {
  const officer = officerOf(city);
  const [id = ''] = await openCases(officer, 1);
  const follower = follow({ url: proxy.url, token: await city.token('demo-officer'), after: await cursorNow(officer), keepAlive: 200 });
  await follower.until((seen) => seen.length > 0);
  const began = performance.now();
  const left = proxy.gatewayLeaves();
  proxy.hush();
  const changes = await shuttle(officer, id, { times: 4 });
  await left;
  const noticed = performance.now() - began;
  process.stderr.write(`  silence noticed by the gateway after ${Math.round(noticed)} ms, with a ping every 150 ms\n`);
  await follower.until((seen) => movesIn(seen).length >= changes.length);
  expect(noticed).toBeLessThan(5_000);
  expect(follower.visits()).toBeGreaterThanOrEqual(2);
  expect(movesIn(follower.seen).map((one) => one.id)).toEqual(changes);
  await follower.close();
});
