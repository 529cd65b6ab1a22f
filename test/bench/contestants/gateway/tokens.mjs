import { createServer } from 'node:http';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../places.mjs';
import { issuer } from '../../data/ids.mjs';

const jose = createRequire(join(root, 'gateway', 'package.json'))('jose');
const audience = 'maplebridge';

/** An issuer of tokens as an operator has one: it publishes its keys over HTTP, and the gateway verifies each signature. */
export async function openIssuer() {
  const { publicKey, privateKey } = await jose.generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [{ ...(await jose.exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' }] });
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(keys)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const token = (subject) =>
    new jose.SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'bench', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('24h')
      .sign(privateKey);
  const env = { JWKS_URL: `http://127.0.0.1:${server.address().port}/keys`, JWT_ISSUER: issuer, JWT_AUDIENCE: audience };
  return { token, env, close: () => new Promise((closed) => server.close(closed)) };
}
