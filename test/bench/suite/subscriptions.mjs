import { streaming } from '../contestants/streaming.mjs';
import { copyOf } from '../data/seed.mjs';
import { median } from '../measure/median.mjs';
import { measureStream } from '../measure/stream.mjs';
import { manyDocuments } from './documents.mjs';
import { soaked } from './soak.mjs';
import { movable, ofOneUnit, onCases, overUnits } from '../workloads/streams.mjs';

/** Deliveries a second that are offered: below what one core sends, so that nobody is judged by a queue. */
const offered = 40_000;
const shares = { 1_000: 1.3, 5_000: 1.1 };
const memoryLimits = { 1_000: 250, 5_000: 400 };
const megabyte = 2 ** 20;
/** Frames of all contestants have the same bytes but for the length of an id. */
const tolerance = 0.03;
const flat = 1.2;

/** W5, W5b, memory and documents, one contestant after the other on a copy of its own. */
export async function runSubscriptions(given) {
  const rows = [];
  if (given.wants('W5') || given.wants('memory')) for (const count of given.plan.subscribers) rows.push(...(await fanOut(given, count)));
  if (given.wants('W5b')) rows.push(await flatness(given, 'cases'), await flatness(given, 'units'));
  if (given.soak) rows.push(await soaked(given));
  if (given.wants('documents')) rows.push(await manyDocuments(given));
  return rows;
}

async function fanOut(given, count) {
  const figures = [];
  let frameBytes = 0;
  for (const name of Object.keys(streaming)) {
    given.say(`W5 with ${count} subscribers: ${name}`);
    const subscribers = ofOneUnit(count);
    const found = await measured(given, { name, subscribers, reached: count, within: 'station', frameBytes });
    figures.push({ contestant: name, ...found });
    frameBytes ||= found.bytes;
  }
  refuseOtherBytes(figures, frameBytes);
  return [fanOutRow(count, figures), memoryRow(count, figures[0].memory)];
}

function refuseOtherBytes(figures, wanted) {
  const other = figures.find(({ bytes }) => Math.abs(bytes - wanted) > tolerance * wanted);
  if (other) throw new Error(`${other.contestant} sends ${other.bytes} bytes a frame, the gateway ${wanted}.`);
}

const round = (number) => Math.round(number * 100) / 100;

function fanOutRow(count, figures) {
  const [own, loop, ...peers] = figures;
  const ofLoop = round(loop.cpu / own.cpu);
  const cheapest = (list) => round(Math.min(...list.map(({ cpu }) => cpu)) / own.cpu);
  const ofBest = cheapest(peers);
  const ofExecuting = cheapest(peers.filter(({ contestant }) => contestant !== 'graphql-ws'));
  const share = shares[count];
  return {
    name: `W5 ${count}`,
    title: `${count} subscribers of one unit, eight writers, CPU for each delivery`,
    target: share === undefined ? 'shown' : `${share} of a plain ws loop, 4 times the best peer`,
    measured: `${ofLoop} of a plain ws loop, ${ofBest} times the best peer (${ofExecuting} of those that execute the document)`,
    ...(share !== undefined && { isMet: ofLoop >= share && ofBest >= 4 }),
    ofLimit: ofLoop,
    ofBest,
    figures,
  };
}

function memoryRow(count, bytes) {
  const most = memoryLimits[count];
  const measured = `${Math.round(bytes / megabyte)} MB resident`;
  const title = `the gateway's memory at ${count} subscribers`;
  return {
    name: `memory ${count}`,
    title,
    target: most ? `${most} MB` : 'shown',
    measured,
    ...(most && { isMet: bytes < most * megabyte }),
  };
}

const audiences = {
  cases: { title: 'subscribers on a case each', of: onCases, within: 'station', reached: () => 1 },
  units: {
    title: 'officers over 200 units',
    of: async (_server, _database, count) => overUnits(count),
    within: 'grid',
    reached: (count) => Math.min(25, count),
  },
};

/** CPU of the gateway for each event, with few and with many other subscriptions beside those whom the event concerns; peers with many. */
async function flatness(given, kind) {
  const { title } = audiences[kind];
  const [few, many] = given.plan.others;
  const [before, after] = [
    await perEvent(given, { kind, name: 'gateway', count: few }),
    await perEvent(given, { kind, name: 'gateway', count: many }),
  ];
  const peers = [];
  for (const name of given.plan.streamPeers) peers.push(await perEvent(given, { kind, name, count: many }));
  const times = round(after.cpu / before.cpu);
  const ofBest = peers.length > 0 ? round(Math.min(...peers.map(({ cpu }) => cpu)) / after.cpu) : undefined;
  return {
    name: `W5b ${kind}`,
    title: `CPU for each event, ${many} against ${few} ${title}`,
    target: `flat (at most ${flat} times), 4 times the best peer`,
    measured: `${times} times${ofBest === undefined ? '' : `, ${ofBest} times the best peer`}`,
    isMet: times <= flat && (ofBest === undefined || ofBest >= 4),
    ofBest,
    figures: [before, after, ...peers],
  };
}

async function perEvent(given, { kind, name, count }) {
  const { title, of, within, reached } = audiences[kind];
  given.say(`W5b with ${count} ${title}: ${name}`);
  const subscribers = (server, database) => of(server, database, count);
  const found = await measured(given, { name, subscribers, reached: reached(count), within, frameBytes: 0 });
  const figure = (one) => median(found.rounds.map((each) => each[one] / each.events));
  return { ...found, contestant: `${name}, ${count}`, server: figure('server'), postgres: figure('postgres'), cpu: found.perEvent };
}

async function measured({ server, issuer, seed, plan }, { name, subscribers, reached, within, frameBytes }) {
  const copy = await copyOf(server, seed, 'run_streams');
  const contestant = await streaming[name]({ server, database: copy.name, issuer, frameBytes });
  try {
    const cases = await movable(server, copy.name, within);
    const list = typeof subscribers === 'function' ? await subscribers(server, copy.name) : subscribers;
    const events = Math.floor(Math.min(plan.events(reached), (cases.length - 20) / plan.streamRounds));
    const perSecond = Math.min(200, offered / reached);
    return await measureStream({
      contestant,
      server,
      database: copy.name,
      subscribers: list,
      reached,
      cases,
      events,
      perSecond,
      rounds: plan.streamRounds,
    });
  } finally {
    await contestant.stop();
    await copy.drop();
  }
}
