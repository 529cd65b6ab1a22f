import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { signFor } from '../contestants/limit/writes.sql.mjs';
import { ours } from '../places.mjs';

const { uuidv7 } = ours('@maplebridge/storage');
const writers = 8;
const state = { pool: undefined, cases: [], at: 0 };

async function open({ url, cases }) {
  state.pool = new pg.Pool({ connectionString: url, max: writers, options: '-c plan_cache_mode=force_generic_plan' });
  Object.assign(state, { cases, at: 0 });
  return {};
}

/** Eight writers make moves, evenly in time; each tells of its own after the commit. */
async function write({ count, perSecond }) {
  const began = performance.now();
  let started = 0;
  const loop = async () => {
    while (started < count) {
      const nth = started++;
      await pause(Math.max(0, began + (1000 * nth) / perSecond - performance.now()));
      await move(state.cases[state.at++]);
    }
  };
  await Promise.all(Array.from({ length: writers }, loop));
  return { milliseconds: performance.now() - began };
}

async function move({ id, version, actor, unit, topics, ...shown }) {
  const at = new Date();
  const values = [id, version, actor, unit, at, randomUUID(), Buffer.alloc(32), uuidv7(at)];
  const { rows } = await state.pool.query({ name: 'signFor', text: signFor, values });
  if (rows.length === 0) throw new Error(`The case ${id} was not as it should be.`);
  const event = { topics, move: 'signFor', at: at.toISOString(), caseId: id, ...shown };
  // Peers hear of it by `bench_event`; the gateway reads its ledger and is hinted at as by another gateway.
  await state.pool.query({
    name: 'tell',
    text: `select pg_notify('bench_event', $1), pg_notify('maplebridge_ledger', '')`,
    values: [JSON.stringify(event)],
  });
}

const tasks = { open, write };
process.on('message', ({ task, ...given }) => {
  tasks[task](given).then(
    (result) => process.send(result),
    (error) => process.send({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
