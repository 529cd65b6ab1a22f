import { streaming } from '../contestants/streaming.mjs';
import { copyOf } from '../data/seed.mjs';
import { openAsker } from '../load/load.mjs';
import { residentOf } from '../measure/cpu.mjs';
import { median } from '../measure/median.mjs';
import { warm } from '../measure/stream.mjs';
import { movable, ofOneUnit } from '../workloads/streams.mjs';

const subscribers = 1_000;
const minutes = 12;
const warmUp = 2;
const eventsEachStep = 10;
const steps = minutes * 6;
const megabyte = 2 ** 20;
/** Two thirds of the time are compared with the last third: what a collector leaves lying is no growth. */
const allowed = 1.05;

/** Twelve minutes of 1,000 subscriptions at an event a second; memory after the first two must not grow. */
export async function soaked({ server, issuer, seed, say }) {
  say(`soak: ${minutes} minutes with ${subscribers} subscribers`);
  const copy = await copyOf(server, seed, 'run_soak');
  const contestant = await streaming.gateway({ server, database: copy.name, issuer });
  const readers = openAsker('subscribers.mjs');
  const writers = openAsker('writers.mjs');
  try {
    await writers.tell('open', { url: server.url(copy.name, 'bench_limit'), cases: await movable(server, copy.name, 'station') });
    await readers.tell('open', { url: contestant.url, subscriptions: await Promise.all(ofOneUnit(subscribers).map(contestant.subscribe)) });
    await warm({ contestant, readers, writers, reached: subscribers });
    return rowOf(await sampled({ readers, writers, pid: contestant.pid }));
  } finally {
    await readers.close();
    await writers.close();
    await contestant.stop();
    await copy.drop();
  }
}

async function sampled({ readers, writers, pid }) {
  const samples = [];
  for (let step = 0; step < steps; step += 1) {
    const { deliveries } = await readers.tell('counted');
    await writers.tell('write', { count: eventsEachStep, perSecond: 1 });
    await readers.tell('arrived', { deliveries: deliveries + eventsEachStep * subscribers, patience: 10_000 });
    samples.push(residentOf(pid));
  }
  return samples.slice(warmUp * 6);
}

function rowOf(samples) {
  const third = Math.floor(samples.length / 3);
  const [early, late] = [median(samples.slice(0, 2 * third)), median(samples.slice(-third))];
  const shown = (bytes) => `${Math.round(bytes / megabyte)} MB`;
  return {
    name: 'soak',
    title: `memory over ten minutes with ${subscribers} subscribers, after two of warm-up`,
    target: 'no growth',
    measured: `${shown(early)}, then ${shown(late)}`,
    isMet: late <= early * allowed,
    samples,
  };
}
