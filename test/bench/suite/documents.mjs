import { readFileSync } from 'node:fs';
import { starters } from '../contestants/all.mjs';
import { sampleOf } from '../data/samples.mjs';
import { globalId } from '../data/ids.mjs';
import { copyOf } from '../data/seed.mjs';
import { connections, openAsker } from '../load/load.mjs';
import { backendsOf, residentOf } from '../measure/cpu.mjs';

/** How often memory is looked at; the second half of the looks must not find more than the first did. */
const looks = 10;
const allowed = 1.1;
const megabyte = 2 ** 20;

/** A text that nobody sent before, which becomes a statement that nobody sent before: its keys stand in the SQL. */
const documentOf = (nth, id) => ({
  path: '/graphql',
  body: JSON.stringify({
    query: `query D${nth}($id: ID!) { found${nth}: case(id: $id) { number${nth}: number status { code${nth}: code } unit { name${nth}: name } history(last: 2) { nodes { move${nth}: move } } } }`,
    variables: { id },
  }),
});

/** Different documents, each sent twice: once to be read by Apollo and planned, once by the short way, to be kept by name. */
export async function manyDocuments({ server, issuer, seed, plan, say }) {
  say(`memory under ${plan.documents} different documents`);
  const copy = await copyOf(server, seed, 'run_documents');
  const gateway = await starters.gateway({ server, issuer, database: copy.name });
  const asker = openAsker('process.mjs');
  try {
    const ids = (await sampleOf(server, copy.name)).cases.map(({ id }) => globalId('case', id));
    const samples = [];
    for (let look = 0; look < looks; look += 1) {
      await asker.tell('target', { url: gateway.url, headers: gateway.headers, items: itemsOf(look, { ids, plan }), connections });
      await asker.tell('load', { connections, isOnce: true, milliseconds: 600_000 });
      samples.push(sampleNow(server, gateway));
    }
    return rowOf(samples, plan);
  } finally {
    await asker.close();
    await gateway.stop();
    await copy.drop();
  }
}

function itemsOf(look, { ids, plan }) {
  const each = Math.floor(plan.documents / looks);
  return Array.from({ length: each }, (_, at) => {
    const document = documentOf(look * each + at, ids[at % ids.length]);
    return [document, document];
  });
}

/** Of the gateway's process, and of the largest of its backends what is its own: shared buffers belong to nobody. */
function sampleNow(server, { pid, login }) {
  const backends = backendsOf(server.pid, login).map(privateOf);
  return { gateway: residentOf(pid), backend: Math.max(...backends), backends: backends.length };
}

function privateOf(pid) {
  const kilobytes = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

function rowOf(samples, { documents }) {
  const half = samples.length / 2;
  const most = (name, list) => Math.max(...list.map((one) => one[name]));
  const [early, late] = [samples.slice(0, half), samples.slice(half)];
  const shown = (name) => `${Math.round(most(name, early) / megabyte)} MB, then ${Math.round(most(name, late) / megabyte)} MB`;
  return {
    name: 'documents',
    title: `memory under ${documents.toLocaleString('en')} different documents, each sent twice: the first half of them, then the second`,
    target: 'no growth',
    measured: `gateway ${shown('gateway')}; largest backend of PostgreSQL ${shown('backend')}`,
    isMet: ['gateway', 'backend'].every((name) => most(name, late) <= allowed * most(name, early)),
    samples,
  };
}
