import { join } from 'node:path';
import { here } from '../places.mjs';
import { asks as gatewayAsks } from './gateway/asks.mjs';
import { startGateway } from './gateway/start.mjs';
import { asks as limitAsks } from './limit/asks.mjs';
import { asks as postgraphileAsks } from './postgraphile/asks.mjs';
import { sdlAsks } from './sdlAsks.mjs';
import { forkServer } from './process.mjs';

/** The viewer of every request workload: an officer of the province, who sees all of it through one post. */
const viewer = 'officer';

async function gateway({ issuer, ...place }) {
  const started = await startGateway({ issuer, ...place });
  const headers = { authorization: `Bearer ${await issuer.token(viewer)}`, 'accept-language': 'en' };
  return { ...started, headers, asks: gatewayAsks };
}

const peer =
  (name, asks, { execPath } = {}) =>
  async ({ server, database }) => {
    const login = `bench_${name}`;
    const env = { BENCH_DATABASE: server.url(database, login) };
    const started = await forkServer(join(here, 'contestants', name, 'server.mjs'), { name, login, env, execPath });
    return { ...started, headers: {}, asks };
  };

/** PostGraphile 5 asks for a newer Node than the gateway: the benchmark's own package brings it. */
const newerNode = join(here, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');

/** Who is measured, the limit first: the others' answers are compared with its. */
export const starters = {
  limit: peer('limit', limitAsks),
  gateway,
  postgraphile: peer('postgraphile', postgraphileAsks, { execPath: newerNode }),
  naive: peer('naive', sdlAsks('/')),
  mercurius: peer('mercurius', sdlAsks('/graphql')),
};
