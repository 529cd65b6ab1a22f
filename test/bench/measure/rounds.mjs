import { isDeepStrictEqual } from 'node:util';
import { connections, openAsker } from '../load/load.mjs';
import { countCpu } from './cpu.mjs';
import { median } from './median.mjs';

/** Answers that are compared before anything is timed. */
export const compared = 20;

/**
 * One workload over its contestants. Each is asked the same inputs first and has to give the same answers; then rounds follow in
 * which the order of the contestants rotates, so that what the machine does meanwhile falls on all of them alike.
 */
export async function runRounds({ workload, contestants, server, plan }) {
  const lanes = [];
  try {
    for (const one of contestants) lanes.push(await openLane(workload, one));
    await compare(workload, lanes);
    for (const lane of lanes) await lane.asker.tell('load', { ...loadOf(workload, plan), ...plan.warmUp(workload) });
    for (let round = 0; round < plan.rounds; round += 1)
      for (let turn = 0; turn < lanes.length; turn += 1) await measure(lanes[(round + turn) % lanes.length], { workload, server, plan });
    return lanes.map(figuresOf);
  } finally {
    for (const { asker } of lanes) await asker.close();
  }
}

async function openLane(workload, contestant) {
  const asker = openAsker('process.mjs');
  const { send, read } = contestant.asks[workload.ask];
  const items = workload.inputs(contestant).map(send);
  await asker.tell('target', { url: contestant.url, headers: contestant.headers, items, connections });
  return { contestant, asker, read, rounds: [] };
}

/** Instants are compared as JavaScript has them: PostgreSQL writes microseconds and an offset. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const normal = (value) =>
  JSON.parse(JSON.stringify(value), (_key, one) => (typeof one === 'string' && instant.test(one) ? new Date(one).getTime() : one));

async function compare(workload, lanes) {
  const read = [];
  for (const { asker, read: reading, contestant } of lanes) {
    const { answers } = await asker.tell('answers', { count: workload.compared ?? compared }).catch((error) => {
      throw new Error(`${contestant.name} does not answer ${workload.name}: ${error.message}`);
    });
    read.push(answers.map((one) => normal(reading(one))));
  }
  lanes.forEach(({ contestant }, index) => {
    const at = read[index].findIndex((one, nth) => !isDeepStrictEqual(one, read[0][nth]));
    if (at === -1) return;
    const shown = [read[0][at], read[index][at]].map((one) => JSON.stringify(one).slice(0, 1500));
    throw new Error(`${workload.name}: ${contestant.name} answers otherwise than ${lanes[0].contestant.name}:\n${shown.join('\n')}`);
  });
}

const loadOf = (workload, plan) => ({ connections, isOnce: workload.isOnce ?? false, ...plan.load(workload) });

async function measure({ contestant, asker, rounds }, { workload, server, plan }) {
  const used = countCpu({ postmaster: server.pid, login: contestant.login, pid: contestant.pid });
  const { done, milliseconds } = await asker.tell('load', loadOf(workload, plan));
  const cpu = used();
  if (done === 0) throw new Error(`${contestant.name} answered nothing in a round of ${workload.name}.`);
  rounds.push({ server: cpu.server / done, postgres: cpu.postgres / done, perSecond: (1000 * done) / milliseconds, done });
}

function figuresOf({ contestant, rounds }) {
  const of = (name) => median(rounds.map((round) => round[name]));
  const cpu = median(rounds.map((round) => round.server + round.postgres));
  return { contestant: contestant.name, server: of('server'), postgres: of('postgres'), cpu, perSecond: of('perSecond'), rounds };
}
