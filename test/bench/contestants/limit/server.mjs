import { randomUUID, createHash } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { masterKey } from '../../data/ids.mjs';
import { ours } from '../../places.mjs';
import { poolSize } from '../poolSize.mjs';
import { caseById, counts, mixedPage, pages } from './reads.sql.mjs';
import { open, signFor } from './writes.sql.mjs';

const { keyringOf, unseal, uuidv7 } = ours('@maplebridge/storage');
const keyring = keyringOf(Buffer.from(masterKey, 'base64'));
// Each statement is planned once: what a new plan for every value would cost is no part of the limit.
const options = '-c plan_cache_mode=force_generic_plan';
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE, max: poolSize, options });

const ask = async (name, text, values) => (await pool.query({ name, text, values })).rows[0];
const answer = async (name, text, values) => (await ask(name, text, values))?.answer ?? 'null';
const hash = (body) => createHash('sha256').update(body).digest();

async function opened({ id, actor, unit, purpose }) {
  const row = await ask('open', open, [id, actor, unit, purpose, randomUUID()]);
  const names = row.held.map(({ subject, side, sealed, key }) => ({
    side,
    name: unseal(keyring.unwrap(Buffer.from(key, 'base64'), subject), Buffer.from(sealed, 'base64'), `${id}|${subject}|name`).toString(),
  }));
  return `${row.found.slice(0, -1)},"opened":${JSON.stringify(names)}}`;
}

function signed({ id, version, actor, unit }, body) {
  const at = new Date();
  return answer('signFor', signFor, [id, version, actor, unit, at, randomUUID(), hash(body), uuidv7(at)]);
}

const paths = {
  '/case': ({ id }) => answer('case', caseById, [id]),
  '/page': ({ unit, level }) => answer(`page${level}`, pages[level], [unit]),
  '/mixed': ({ unit }) => answer('mixed', mixedPage, [unit]),
  '/counts': ({ unit, fromId, from }) => answer('counts', counts, [unit, fromId, from]),
  '/open': opened,
  '/sign': signed,
};

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    paths[request.url](JSON.parse(body), body).then(
      (text) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text),
      (error) => response.writeHead(500).end(JSON.stringify({ errors: [error.message] })),
    );
  });
});
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit());
