import { join } from 'node:path';
import { here } from '../places.mjs';
import { startGateway } from './gateway/start.mjs';
import { streamOf } from './gateway/streams.mjs';
import { forkServer } from './process.mjs';
import { subscription } from './sockets/events.mjs';

const webSocket = (url) => `${url.replace(/^http/, 'ws')}/graphql`;

async function gateway({ issuer, ...place }) {
  const started = await startGateway({ issuer, ...place });
  return { ...started, url: webSocket(started.url), subscribe: (one) => streamOf(one, issuer) };
}

const peer =
  (name, file, login = name) =>
  async ({ server, database, frameBytes }) => {
    const env = { BENCH_DATABASE: server.url(database, `bench_${login}`), FRAME_BYTES: String(frameBytes) };
    const started = await forkServer(join(here, 'contestants', 'sockets', file), { name, login: `bench_${login}`, env });
    const subscribe = async ({ topic }) => ({ query: subscription, variables: { topic } });
    return { ...started, name, url: webSocket(started.url), subscribe };
  };

/** Who fans out, the gateway first: the others send as many bytes a frame as it does. `loop` is the limit. */
export const streaming = {
  gateway,
  loop: peer('loop', 'loop.mjs'),
  'graphql-ws': peer('graphql-ws', 'serialised.mjs', 'loop'),
  'graphql-yoga': peer('graphql-yoga', 'yoga.mjs', 'yoga'),
  mercurius: peer('mercurius', 'mercurius.mjs'),
};
