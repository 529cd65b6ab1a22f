import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFile, stat, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDevelopmentIssuer, openIdentity, openLog, securityLog, type Identify, type SecurityEvent } from '@maplebridge/gateway';
import { openGate, type Gate } from './gate';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const issuer = 'https://login.example.org';
const asked: string[] = [];
let keyServer: Server;
let url = '';
let identify: Identify;
const reasons: SecurityEvent[] = [];

beforeAll(async () => {
  const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
  keyServer = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}`;
  identify = openIdentity(
    { kind: 'remote', jwksUrl: `${url}/keys`, issuer, audience: 'maplebridge' },
    null,
    (event) => void reasons.push(event),
  );
});
afterAll(
  () =>
    new Promise((resolve) => {
      keyServer.closeAllConnections();
      keyServer.close(resolve);
    }),
);

const now = (): number => Math.floor(Date.now() / 1000);
const part = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const good = () => ({ sub: 'officer-1', iss: issuer, aud: 'maplebridge', exp: now() + 600, name: '李四' });

function token(claims: unknown = good(), header: object = {}, key: KeyObject = keys.privateKey): string {
  const text = `${part({ alg: 'RS256', kid: 'one', ...header })}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

const hmacToken = (): string => {
  const text = `${part({ alg: 'HS256', kid: 'one' })}.${part(good())}`;
  const secret = createPublicKey(keys.privateKey).export({ format: 'pem', type: 'spki' });
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

test('a good token says who is speaking, and until when', async () => {
  const claims = good();
  expect(await identify(`Bearer ${token(claims)}`)).toEqual({
    subject: 'officer-1',
    issuer,
    name: '李四',
    expiresAt: new Date(claims.exp * 1000),
  });
});

test('no header is no identity', async () => expect(await identify(undefined)).toBeNull());

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const bad: readonly (readonly [string, () => string])[] = [
  ['alg none', () => `${part({ alg: 'none' })}.${part(good())}.`],
  ['HS256 with the public key as secret', hmacToken],
  ['a kid that is a path', () => token(good(), { kid: '../../../../dev/null' }, stranger.privateKey)],
  ['a kid that is SQL', () => token(good(), { kid: "x' union select 'key'--" }, stranger.privateKey)],
  ['jku outside', () => token(good(), { jku: `${url}/evil` }, stranger.privateKey)],
  ['x5u outside', () => token(good(), { x5u: `${url}/evil` }, stranger.privateKey)],
  ['an embedded jwk', () => token(good(), { jwk: stranger.publicKey.export({ format: 'jwk' }) }, stranger.privateKey)],
  ['a jku even when the signature is good', () => token(good(), { jku: `${url}/evil` })],
  ['a stranger’s signature', () => token(good(), {}, stranger.privateKey)],
  ['expired', () => token({ ...good(), exp: now() - 120 })],
  ['no expiry', () => token({ ...good(), exp: undefined })],
  ['not yet valid', () => token({ ...good(), nbf: now() + 120 })],
  ['another audience', () => token({ ...good(), aud: 'other' })],
  ['another issuer', () => token({ ...good(), iss: 'https://evil.test' })],
  ['no subject', () => token({ ...good(), sub: undefined })],
  ['a subject that is no text', () => token({ ...good(), sub: { $ne: 1 } })],
  ['2 MB', () => token({ ...good(), pad: 'x'.repeat(2e6) })],
  ['duplicate claims', () => token(`{"sub":"officer-1","iss":"${issuer}","aud":"maplebridge","exp":${now() + 600},"exp":1}`)],
  ['an unknown critical header', () => token(good(), { crit: ['evil'], evil: 1 })],
  ['no token at all', () => ''],
];

test.each(bad)('a token is refused: %s (A059)', async (_name, make) => {
  const before = reasons.length;
  await expect(identify(`Bearer ${make()}`, { address: '192.0.2.1', requestId: 'r' })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
    message: 'The token is not valid, or not any more. Get a new one and send it again.',
  });
  expect(reasons.slice(before)).toEqual([{ event: 'token refused', reason: expect.any(String), address: '192.0.2.1', requestId: 'r' }]);
  expect(JSON.stringify(reasons.at(-1))).not.toMatch(/eyJ/);
});

test('no key was ever fetched from anywhere but JWKS_URL (A059)', () => expect(new Set(asked)).toEqual(new Set(['/keys'])));

test('when the issuer cannot be asked, the answer is to try again and not to sign in again', async () => {
  const lost = openIdentity({ kind: 'remote', jwksUrl: 'http://127.0.0.1:9/keys', issuer, audience: 'maplebridge' }, null, () => undefined);
  await expect(lost(`Bearer ${token()}`)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

describe('at the HTTP door', () => {
  let gate: Gate;
  beforeAll(async () => (gate = await openGate()));
  afterAll(() => gate.close());

  test('a bad token is 401 with one text, and nothing runs', async () => {
    const answer = await gate.post('mutation { count }', { headers: { authorization: `Bearer ${token()}` } });
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(answer.json()).toEqual({
      errors: [
        {
          message: expect.any(String),
          extensions: { code: 'UNAUTHENTICATED', isRetryable: false, requestId: answer.headers['x-request-id'] },
        },
      ],
    });
    expect((await gate.post('mutation { count }')).json().data).toEqual({ count: 1 });
    expect(gate.logged.join('')).not.toMatch(/eyJ/);
  });

  test('a token of the development issuer is taken', async () => {
    const authorization = `Bearer ${await gate.issuer.token('mediator-1')}`;
    expect((await gate.post('{ who }', { headers: { authorization } })).json().data).toEqual({ who: 'mediator-1' });
  });
});

test('the development issuer keeps its key over restarts, in a file for its owner only, and two starts at once agree', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  const issuers = await Promise.all([openDevelopmentIssuer(folder), openDevelopmentIssuer(folder), openDevelopmentIssuer(folder)]);
  const path = join(folder, 'development-issuer.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const tokens = await Promise.all(issuers.map((each) => each.token('a')));
  const log = securityLog(openLog('silent', { write: () => undefined }));
  const check = openIdentity({ kind: 'development', audience: 'maplebridge' }, await openDevelopmentIssuer(folder), log);
  for (const each of tokens) expect(await check(`Bearer ${each}`)).toMatchObject({ subject: 'a', issuer: 'maplebridge-development' });
  expect(JSON.parse(await readFile(path, 'utf8'))).toHaveProperty('d');
  await rm(folder, { recursive: true });
});
