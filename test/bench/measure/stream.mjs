import { openAsker } from '../load/load.mjs';
import { countOwnCpu, residentOf } from './cpu.mjs';
import { median } from './median.mjs';

const patience = 10_000;
const warmUps = 20;

/**
 * One contestant with its subscribers and eight writers: CPU for each delivery and each event, frames' bytes, memory. Every event has to
 * reach everybody whom it concerns, else it is an error.
 */
export async function measureStream({ contestant, server, database, subscribers, reached, cases, events, perSecond, rounds }) {
  const readers = openAsker('subscribers.mjs');
  const writers = openAsker('writers.mjs');
  try {
    await writers.tell('open', { url: server.url(database, 'bench_limit'), cases });
    await readers.tell('open', { url: contestant.url, subscriptions: await Promise.all(subscribers.map(contestant.subscribe)) });
    await warm({ contestant, readers, writers, reached });
    const found = [];
    for (let round = 0; round < rounds; round += 1)
      found.push(await measureRound({ contestant, server, readers, writers, reached, events, perSecond }));
    return { ...summary(found), memory: residentOf(contestant.pid) };
  } finally {
    await readers.close();
    await writers.close();
  }
}

/** An event at a time until one reaches everybody: a subscription answers nothing when it stands. */
export async function warm({ contestant, readers, writers, reached }) {
  for (let tries = 0; tries < warmUps; tries += 1) {
    const { deliveries: before } = await readers.tell('counted');
    await writers.tell('write', { count: 1, perSecond: 1_000 });
    const { deliveries } = await readers.tell('arrived', { deliveries: before + reached, patience: 1_000 });
    if (deliveries - before === reached) return;
  }
  throw new Error(`${contestant.name} does not reach its ${reached} subscribers.`);
}

async function measureRound({ contestant, server, readers, writers, reached, events, perSecond }) {
  const before = await readers.tell('counted');
  const used = countOwnCpu({ postmaster: server.pid, login: contestant.login, pid: contestant.pid });
  const began = performance.now();
  await writers.tell('write', { count: events, perSecond });
  const after = await readers.tell('arrived', { deliveries: before.deliveries + events * reached, patience });
  const milliseconds = performance.now() - began;
  const cpu = used();
  const deliveries = after.deliveries - before.deliveries;
  if (deliveries !== events * reached || after.closed > 0)
    throw new Error(`${contestant.name} made ${deliveries} of ${events * reached} deliveries and closed ${after.closed} sockets.`);
  return { ...cpu, deliveries, events, milliseconds, bytes: (after.bytes - before.bytes) / deliveries };
}

function summary(rounds) {
  const of = (figure) => median(rounds.map(figure));
  return {
    server: of((one) => one.server / one.deliveries),
    postgres: of((one) => one.postgres / one.deliveries),
    cpu: of((one) => (one.server + one.postgres) / one.deliveries),
    perEvent: of((one) => (one.server + one.postgres) / one.events),
    perSecond: of((one) => (1000 * one.deliveries) / one.milliseconds),
    bytes: of((one) => one.bytes),
    rounds,
  };
}
