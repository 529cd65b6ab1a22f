import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayProcess } from '@maplebridge/testkit';
import type { Row } from '../row';
import { besides, sent, type Body } from '../second';
import { alike } from '../send';
import type { World } from '../world';
import { answered } from './sockets';

const document = '{ version }';
const hash = createHash('sha256').update(document).digest('hex');

/** What a gateway says that answers the documents of one manifest only. */
async function strictly(world: World, ask: (gateway: GatewayProcess) => Promise<string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'manifests-'));
  await writeFile(join(folder, 'town-app.json'), JSON.stringify({ [hash]: document }));
  try {
    return await besides(world, { TRUSTED_DOCUMENTS: folder, TRUSTED_DOCUMENTS_ONLY: 'true' }, ask);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const apollo = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const free = ['{ viewer { id } }', `${document} `, '{ __schema { types { name } } }', 'mutation { moveCase(input: null) { __typename } }'];

/** Rows about a gateway that answers the documents of its manifests only. */
export const trustedRows: readonly Row[] = [
  {
    row: 'A036',
    sent: 'raw text in strict manifest mode, over HTTP and on sockets',
    expected: '400 OPERATION_NOT_ALLOWED, OPERATION_NOT_ALLOWED; the manifest 200 -',
    run: (world) =>
      strictly(world, async (gateway) => {
        const http = await Promise.all(free.map((query) => sent(world, gateway, { query })));
        const sockets = await Promise.all(free.map((query) => answered({ ...world, url: gateway.url }, query)));
        return `${alike(http)}, ${alike(sockets)}; the manifest ${await sent(world, gateway, { documentId: `sha256:${hash}` })}`;
      }),
  },
  {
    row: 'A036',
    sent: 'a document taught by Apollo’s protocol, unknown hashes, and a hash with the text of another, in strict manifest mode',
    expected: '400 OPERATION_NOT_ALLOWED, then 400 NOT_FOUND; 400 NOT_FOUND; 400 BAD_USER_INPUT',
    run: (world) =>
      strictly(world, async (gateway) => {
        const ask = (body: Body): Promise<string> => sent(world, gateway, body);
        const query = '{ viewer { name } }';
        const own = createHash('sha256').update(query).digest('hex');
        const taught = `${await ask({ query, ...apollo(own) })}, then ${await ask(apollo(own))}`;
        const unknown = alike(await Promise.all([ask({ documentId: '0'.repeat(64) }), ask({ documentId: '__proto__' })]));
        return `${taught}; ${unknown}; ${await ask({ query: '{ errorCodes { code } }', documentId: hash })}`;
      }),
  },
];
