import { streaming } from '../contestants/streaming.mjs';
import { copyOf } from '../data/seed.mjs';
import { openAsker } from '../load/load.mjs';
import { residentOf } from '../measure/cpu.mjs';
import { median } from '../measure/median.mjs';
import { warm } from '../measure/stream.mjs';
import { movable, ofOneUnit } from '../workloads/streams.mjs';

const eventsEachStep = 10;
/** An event a second, and a look at memory after every ten. */
const stepsAMinute = 6;
const megabyte = 2 ** 20;
/** The last third of the time against the rest: what a collector leaves lying is no growth. */
const allowed = 1.05;

/** Minutes of subscriptions at an event a second; memory after the warm-up must not grow. */
export async function soaked({ server, issuer, seed, plan, say }) {
  const [subscribers] = plan.subscribers;
  say(`soak: ${plan.soak.warmUp + plan.soak.minutes} minutes with ${subscribers} subscribers`);
  const copy = await copyOf(server, seed, 'run_soak');
  const contestant = await streaming.gateway({ server, database: copy.name, issuer });
  const readers = openAsker('subscribers.mjs');
  const writers = openAsker('writers.mjs');
  try {
    await writers.tell('open', { url: server.url(copy.name, 'bench_limit'), cases: await movable(server, copy.name, 'station') });
    await readers.tell('open', { url: contestant.url, subscriptions: await Promise.all(ofOneUnit(subscribers).map(contestant.subscribe)) });
    await warm({ contestant, readers, writers, reached: subscribers });
    return rowOf(await sampled({ readers, writers, pid: contestant.pid, subscribers, plan }), { subscribers, plan });
  } finally {
    await readers.close();
    await writers.close();
    await contestant.stop();
    await copy.drop();
  }
}

async function sampled({ readers, writers, pid, subscribers, plan }) {
  const samples = [];
  const { warmUp, minutes } = plan.soak;
  for (let step = 0; step < (warmUp + minutes) * stepsAMinute; step += 1) {
    const { deliveries } = await readers.tell('counted');
    await writers.tell('write', { count: eventsEachStep, perSecond: 1 });
    await readers.tell('arrived', { deliveries: deliveries + eventsEachStep * subscribers, patience: 10_000 });
    samples.push(residentOf(pid));
  }
  return samples.slice(warmUp * stepsAMinute);
}

function rowOf(samples, { subscribers, plan }) {
  const third = Math.floor(samples.length / 3);
  const [early, late] = [median(samples.slice(0, 2 * third)), median(samples.slice(-third))];
  const shown = (bytes) => `${Math.round(bytes / megabyte)} MB`;
  return {
    name: 'soak',
    title: `memory over ${plan.soak.minutes} minutes with ${subscribers} subscribers, after ${plan.soak.warmUp} of warm-up`,
    target: 'no growth',
    measured: `${shown(early)}, then ${shown(late)}`,
    isMet: late <= early * allowed,
    samples,
  };
}
