import { setTimeout as pause } from 'node:timers/promises';
import { starters } from '../contestants/all.mjs';
import { run } from '../data/server.mjs';
import { copyOf } from '../data/seed.mjs';
import { sampleOf } from '../data/samples.mjs';
import { buffersOf } from '../measure/buffers.mjs';
import { compared, runRounds } from '../measure/rounds.mjs';
import { refuseOtherRows } from '../measure/written.mjs';
import { requestWorkloads } from '../workloads/requests.mjs';

/** All request workloads over a seed: those that read share one copy of it, those that write have a copy for each contestant. */
export async function runRequests(given) {
  const { server, seed, cases } = given;
  const workloads = requestWorkloads(await sampleOf(server, seed)).filter((one) => isWanted(one, given));
  const shared = workloads.filter((one) => !one.ownDatabase);
  const results = shared.length > 0 ? await onOneCopy(given, shared) : [];
  for (const workload of workloads.filter((one) => one.ownDatabase)) results.push(await onOwnCopies(given, workload));
  return results.map((one) => ({ ...one, cases }));
}

/** Growth is what W1, W2 and W4 say at two sizes. */
const isWanted = ({ name, sizes }, { cases, wants }) =>
  (wants(name) || (wants('growth') && /^W[124]( |$)/.test(name))) && (sizes ?? [cases]).includes(cases);

async function onOneCopy({ server, seed, cases, issuer, plan, say }, workloads) {
  const copy = await copyOf(server, seed, `run_${cases}`);
  const contestants = [];
  try {
    for (const start of Object.values(starters)) contestants.push(await start({ server, database: copy.name, issuer }));
    const results = [];
    for (const workload of workloads) {
      say(`${workload.name} at ${cases} cases`);
      const able = contestants.filter(({ asks }) => workload.ask in asks);
      const figures = await runRounds({ workload, contestants: able, server, plan });
      const buffers = workload.isOnce
        ? {}
        : await buffersOf({ workload, contestants: able, server, database: copy.name, asked: plan.asked });
      results.push({ workload, figures: figures.map((one) => ({ ...one, ...buffers[one.contestant] })) });
    }
    return results;
  } finally {
    for (const one of contestants) await one.stop();
    await copy.drop();
  }
}

/** What one writes, another must not read: each contestant has the same rows in a database of its own. */
async function onOwnCopies({ server, seed, cases, issuer, plan, say }, workload) {
  say(`${workload.name} at ${cases} cases`);
  const opened = [];
  const contestants = [];
  try {
    for (const [name, start] of Object.entries(starters)) {
      const copy = await copyOf(server, seed, `run_${cases}_${name}`);
      opened.push(copy);
      const started = await start({ server, database: copy.name, issuer });
      contestants.push(started);
      if (!(workload.ask in started.asks)) throw new Error(`${name} has no answer to ${workload.name}.`);
    }
    const figures = await runRounds({ workload, contestants, server, plan });
    const ids = workload
      .inputs()
      .slice(0, compared)
      .map(({ id }) => id);
    await refuseOtherRows({ server, databases: opened.map(({ name }) => name), ids });
    return { workload, figures, behind: await entriesBehind(server, `run_${cases}_gateway`) };
  } finally {
    for (const one of contestants) await one.stop();
    for (const copy of opened) await copy.drop();
  }
}

/** Entries that consumers of the gateway's ledger have not dealt with two seconds after the last round: 0 is the promise. */
async function entriesBehind(server, database) {
  await pause(2_000);
  const [{ behind }] = await run(server.url(database), [
    `select coalesce(sum(s.position - c.position), 0)::integer as behind from core.consumer c join core.shard s on s.shard = c.shard`,
  ]);
  return behind;
}
