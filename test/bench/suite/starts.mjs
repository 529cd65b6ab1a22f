import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { home, ours, root } from '../places.mjs';

const question = JSON.stringify({ query: '{ cases(first: 1) { nodes { id number } } }' });
const targets = { first: 20, second: 5 };

/** W7: from the launch of the process to the first answered query of a signed-in person, on a new home and again on the same. */
export async function runStarts({ wants, say }) {
  if (!wants('W7')) return [];
  const own = join(home, 'start');
  rmSync(own, { recursive: true, force: true });
  const rows = [];
  for (const [which, seconds] of Object.entries(targets)) {
    say(`W7 ${which} start`);
    const took = await startAndAsk(own);
    const title = which === 'first' ? 'first start with initdb, migrations and demo data' : 'second start';
    rows.push({
      name: `W7 ${which}`,
      title,
      target: `${seconds} s`,
      measured: `${(took / 1000).toFixed(2)} s`,
      milliseconds: took,
      isMet: took <= 1000 * seconds,
    });
  }
  rmSync(own, { recursive: true, force: true });
  return rows;
}

async function startAndAsk(own) {
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'gateway', 'dist', 'main.js'), '--demo'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', MAPLEBRIDGE_HOME: own, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const url = await urlOf(child);
    const { openDevelopmentIssuer } = ours('@maplebridge/gateway');
    const token = await (await openDevelopmentIssuer(own)).token('demo-supervisor');
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await (await fetch(`${url}/graphql`, { method: 'POST', headers, body: question })).json();
    if (answer.data?.cases?.nodes?.length !== 1) throw new Error(`The first query was not answered: ${JSON.stringify(answer)}`);
    return performance.now() - began;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function urlOf(child) {
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += text;
    const found = /GraphQL\s+(http:\S+)\/graphql\s/.exec(said);
    if (found) {
      child.stdout.resume();
      return found[1];
    }
  }
  throw new Error(`The gateway ended before it listened:\n${said}`);
}
