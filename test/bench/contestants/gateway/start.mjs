import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { masterKey } from '../../data/ids.mjs';
import { gatewayLogin } from '../../data/server.mjs';
import { home, root } from '../../places.mjs';
import { spawnUntil } from '../process.mjs';

const listening = /GraphQL\s+(http:\S+)\/graphql\s/;

/** The gateway as an operator runs it: production, a run-time login that may not read privacy, tokens of somebody else's issuer. */
export function startGateway({ server, database, issuer, flags = [], env = {} }) {
  const own = join(home, `gateway-${database}`);
  rmSync(own, { recursive: true, force: true });
  return spawnUntil(listening, {
    name: 'gateway',
    login: gatewayLogin,
    cwd: root,
    args: [...flags, join(root, 'gateway', 'dist', 'main.js')],
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: server.url(database, gatewayLogin),
      MAPLEBRIDGE_HOME: own,
      MAPLEBRIDGE_MASTER_KEY: masterKey,
      RATE_PER_PERSON: '1000000000', // a few people ask as fast as they can
      ...issuer.env,
      ...env,
    },
  });
}
