import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { starters } from '../contestants/all.mjs';
import { openIssuer } from '../contestants/gateway/tokens.mjs';
import { sampleOf } from '../data/samples.mjs';
import { copyOf } from '../data/seed.mjs';
import { openServer } from '../data/server.mjs';
import { connections, openAsker } from '../load/load.mjs';
import { here, root } from '../places.mjs';
import { seedOf } from '../suite/seeds.mjs';
import { requestWorkloads } from '../workloads/requests.mjs';
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
    const workload = workloadOf(requestWorkloads(await sampleOf(server, copy.name)), name);
    const raw = await recorded({ server, issuer, database: copy.name, workload, say });
    await copy.drop();
    const file = join(folder, `${workload.name.replace(' ', '-')}.svg`);
    writeFileSync(file, flameOf(treeOf(raw), `${workload.name} at ${cases} cases: ${workload.title}`));
    say(`${file} (and .cpuprofile beside it, for a browser's developer tools)`);
  } finally {
    await issuer.close();
    await server.close();
  }
}

function workloadOf(workloads, name) {
  const found = workloads.find((one) => one.name === name || one.name.startsWith(`${name} `));
  if (!found) throw new Error(`There is no workload "${name}"; there are ${workloads.map((one) => one.name).join(', ')}.`);
  return found;
}

async function recorded({ server, issuer, database, workload, say }) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${workload.name.replace(' ', '-')}.cpuprofile`);
  rmSync(file, { force: true });
  const flags = ['--require', join(here, 'profile', 'preload.cjs')];
  const gateway = await starters.gateway({ server, database, issuer, flags, env: { BENCH_PROFILE: file } });
  const asker = openAsker('process.mjs');
  try {
    const items = workload.inputs().map(gateway.asks[workload.ask].send);
    await asker.tell('target', { url: gateway.url, headers: gateway.headers, items, connections });
    const load = (milliseconds) => asker.tell('load', { connections, milliseconds, isOnce: workload.isOnce });
    await load(warmUp);
    process.kill(gateway.pid, 'SIGUSR2');
    const { done } = await load(watched);
    process.kill(gateway.pid, 'SIGUSR2');
    while (!existsSync(file)) await pause(50);
    say(`${done} requests watched`);
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    await asker.close();
    await gateway.stop();
  }
}
