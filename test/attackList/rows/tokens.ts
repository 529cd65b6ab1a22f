import { createHmac, createPublicKey, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Row } from '../row';
import { alike, brief } from '../send';
import { json, type World } from '../world';

const part = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

const claims = (issuer: string): Record<string, unknown> => ({
  sub: 'demo-officer',
  iss: issuer,
  aud: 'maplebridge',
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 600,
});

function forged(issuer: string, header: object, more: object = {}): string {
  const text = `${part({ alg: 'RS256', ...header })}.${part({ ...claims(issuer), ...more })}`;
  return `${text}.${sign('sha256', Buffer.from(text), stranger.privateKey).toString('base64url')}`;
}

async function signedWithPublicKey(issuer: string): Promise<string> {
  const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: readonly JsonWebKey[] };
  const secret = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }).export({ format: 'pem', type: 'spki' });
  const text = `${part({ alg: 'HS256', kid: keys[0]?.['kid'] })}.${part(claims(issuer))}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** A good token with another subject under the old signature, or with its signature cut. */
function altered(token: string): readonly string[] {
  const [head = '', body = '', signature = ''] = token.split('.');
  const other = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), sub: 'demo-supervisor' };
  return [`${head}.${part(other)}.${signature}`, `${head}.${body}.`, `${head}.${body}`];
}

async function tokensAt({ issuer, token }: World, evil: string): Promise<readonly string[]> {
  return [
    `${part({ alg: 'none' })}.${part(claims(issuer))}.`,
    await signedWithPublicKey(issuer),
    forged(issuer, { kid: '../../../../dev/null' }),
    forged(issuer, { kid: "x' union select 'key'--" }),
    forged(issuer, { jku: evil }),
    forged(issuer, { x5u: evil }),
    forged(issuer, { jwk: stranger.publicKey.export({ format: 'jwk' }) }),
    forged(issuer, {}, { iss: 'maplebridge-development' }),
    ...altered(await token('demo-officer')),
    'a.b.c',
  ];
}

/** Rows about forged credentials. What needs the provider's own key (expired, not yet valid) is in test/doors/tokens.test.ts. */
export const tokenRows: readonly Row[] = [
  {
    row: 'A059',
    sent: 'alg none, HS256 with the public key, kid as path and SQL, jku, x5u, jwk, altered',
    expected: '401 UNAUTHENTICATED, nothing fetched',
    run: async (world) => {
      let fetched = 0;
      const evil = createServer((_request, response) => void response.end(String((fetched += 1)))).listen(0, '127.0.0.1');
      await new Promise((resolve) => evil.once('listening', resolve));
      const tokens = await tokensAt(world, `http://127.0.0.1:${(evil.address() as AddressInfo).port}/keys`);
      const answers: string[] = [];
      for (const token of tokens)
        answers.push(
          brief(await world.send({ headers: { ...json, authorization: `Bearer ${token}` }, body: '{"query":"{ viewer { id } }"}' })),
        );
      await new Promise((resolve) => evil.close(resolve));
      return `${alike(answers)}, ${fetched === 0 ? 'nothing' : fetched} fetched`;
    },
  },
  {
    row: 'A059',
    sent: 'a token of 80 kB',
    expected: '431 BAD_USER_INPUT',
    run: async ({ send, issuer }) => {
      const headers = { ...json, authorization: `Bearer ${forged(issuer, {}, { pad: 'x'.repeat(60_000) })}` };
      return brief(await send({ headers, body: '{"query":"{ viewer { id } }"}' }));
    },
  },
];
