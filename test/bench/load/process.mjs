import { Pool } from 'undici';

/** The load generator: a process of its own, so that no contestant's figures hold a client's work. */
const state = { pool: undefined, items: [], headers: {}, at: 0 };

async function target({ url, headers, items, connections }) {
  await state.pool?.close();
  state.pool = new Pool(url, { connections, pipelining: 1 });
  Object.assign(state, { headers: { 'content-type': 'application/json', ...headers }, items, at: 0 });
  return {};
}

async function send({ path, body }) {
  const answer = await state.pool.request({ method: 'POST', path, body, headers: state.headers });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || text.includes('"errors"')) throw new Error(`${answer.statusCode} ${text.slice(0, 500)}`);
  return text;
}

/** One after the other, whole answers: for comparing them. */
async function answers({ count }) {
  const all = [];
  for (let n = 0; n < count; n += 1) {
    const steps = [];
    for (const step of state.items[state.at++]) steps.push(JSON.parse(await send(step)));
    all.push(steps);
  }
  return { answers: all };
}

/** A closed loop: each connection asks as soon as it was answered, until the time or the requests are used up. */
async function load({ milliseconds, count = Infinity, connections, isOnce }) {
  const began = performance.now();
  const last = isOnce ? state.items.length : Infinity;
  let done = 0;
  let started = 0;
  const isOver = () => performance.now() - began >= milliseconds || started >= count || state.at >= last;
  const loop = async () => {
    while (!isOver()) {
      started += 1;
      for (const step of state.items[state.at++ % state.items.length]) await send(step);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return { done, milliseconds: performance.now() - began };
}

const tasks = { target, answers, load };
process.on('message', ({ task, ...given }) => {
  tasks[task](given).then(
    (result) => process.send(result),
    (error) => process.send({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
