import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { starters } from '../contestants/all.mjs';
import { streaming } from '../contestants/streaming.mjs';
import { openIssuer } from '../contestants/gateway/tokens.mjs';
import { sampleOf } from '../data/samples.mjs';
import { copyOf } from '../data/seed.mjs';
import { openServer } from '../data/server.mjs';
import { connections, openAsker } from '../load/load.mjs';
import { warm } from '../measure/stream.mjs';
import { here, root } from '../places.mjs';
import { seedOf } from '../suite/seeds.mjs';
import { requestWorkloads } from '../workloads/requests.mjs';
import { movable, ofOneUnit } from '../workloads/streams.mjs';
import { flameOf } from './flame.mjs';
import { treeOf } from './tree.mjs';

const folder = join(root, '.maplebridge', 'profile');
const warmUp = 3_000;
const watched = 8_000;

/** Runs one workload against the gateway alone and draws where its time goes. Says where the drawing lies. */
export async function profile({ name, cases, say }) {
  const server = await openServer(say);
  const issuer = await openIssuer();
  try {
    const copy = await copyOf(server, await seedOf({ server, issuer, say }, cases), 'run_profile');
    const place = { server, issuer, database: copy.name };
    const { title, run } = name.startsWith('W5')
      ? fanOut(place)
      : requests(place, workloadOf(requestWorkloads(await sampleOf(server, copy.name)), name));
    mkdirSync(folder, { recursive: true });
    const file = join(folder, name.replace(' ', '-'));
    const raw = await run(`${file}.cpuprofile`);
    await copy.drop();
    writeFileSync(`${file}.svg`, flameOf(treeOf(raw), `${name} at ${cases} cases: ${title}`));
    say(`${file}.svg (and .cpuprofile beside it, for a browser's developer tools)`);
  } finally {
    await issuer.close();
    await server.close();
  }
}

function workloadOf(workloads, name) {
  const found = workloads.find((one) => one.name === name || one.name.startsWith(`${name} `));
  if (!found) throw new Error(`There is no workload "${name}"; there are ${workloads.map((one) => one.name).join(', ')}, W5.`);
  return found;
}

const flags = ['--require', join(here, 'profile', 'preload.cjs')];

/** Switches the gateway's profiler on for as long as the work takes; the profile. */
async function watching({ pid }, file, work) {
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  await work();
  process.kill(pid, 'SIGUSR2');
  while (!existsSync(file)) await pause(50);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const requests = (place, workload) => ({
  title: workload.title,
  run: async (file) => {
    const gateway = await starters.gateway({ ...place, flags, env: { BENCH_PROFILE: file } });
    const asker = openAsker('process.mjs');
    try {
      const items = workload.inputs().map(gateway.asks[workload.ask].send);
      await asker.tell('target', { url: gateway.url, headers: gateway.headers, items, connections });
      const load = (milliseconds) => asker.tell('load', { connections, milliseconds, isOnce: workload.isOnce });
      await load(warmUp);
      return await watching(gateway, file, () => load(watched));
    } finally {
      await asker.close();
      await gateway.stop();
    }
  },
});

const subscribers = 200;
const events = 80;

const fanOut = ({ server, issuer, database }) => ({
  title: `${subscribers} subscribers of one unit`,
  run: async (file) => {
    const gateway = await streaming.gateway({ server, issuer, database, flags, env: { BENCH_PROFILE: file } });
    const [readers, writers] = [openAsker('subscribers.mjs'), openAsker('writers.mjs')];
    try {
      await writers.tell('open', { url: server.url(database, 'bench_limit'), cases: await movable(server, database, 'station') });
      await readers.tell('open', { url: gateway.url, subscriptions: await Promise.all(ofOneUnit(subscribers).map(gateway.subscribe)) });
      await warm({ contestant: gateway, readers, writers, reached: subscribers });
      const { deliveries } = await readers.tell('counted');
      return await watching(gateway, file, async () => {
        await writers.tell('write', { count: events, perSecond: 40 });
        await readers.tell('arrived', { deliveries: deliveries + events * subscribers, patience: 5_000 });
      });
    } finally {
      await readers.close();
      await writers.close();
      await gateway.stop();
    }
  },
});
