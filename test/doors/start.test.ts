import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve as pathOf } from 'node:path';
import { promisify } from 'node:util';
import { makeKeys } from '@maplebridge/audit';
import { ConfigMistakes, readConfig, screen, sealingOf, sealingWarnings } from '@maplebridge/gateway';
import { closing, openGate, ready } from './gate';

const mistakesOf = (env: Record<string, string>, argv: readonly string[] = []): ConfigMistakes => {
  try {
    readConfig(env, argv);
  } catch (error) {
    if (error instanceof ConfigMistakes) return error;
    throw error;
  }
  throw new Error('there was no mistake');
};

test('nothing set is a development gateway on this machine, with demo data', () =>
  expect(readConfig({}, [])).toMatchObject({
    mode: 'development',
    port: 4000,
    host: '127.0.0.1',
    tokens: { kind: 'development' },
    demo: true,
    configFile: 'maplebridge.config.json',
    home: '.maplebridge',
  }));

test('all mistakes are told at once, each with what would work (A111)', () => {
  const { mistakes, message } = mistakesOf(
    {
      PORT: '99999',
      HOST: 'no host',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      PUBLIC_URL: 'ftp://x',
      TRUST_PROXY: '10.0.0.0/8,everybody',
      ALLOWED_ORIGINS: 'https://a.example/path',
      JWKS_URL: 'http://login.example.org/keys',
      JWT_ISSUER: 'i',
      JWT_AUDIENCE: 'a',
      NODE_ENV: 'prod',
      LOG_LEVEL: 'loud',
      MAPLEBRIDGE_HOEM: '/x',
    },
    ['--dmeo'],
  );
  expect(mistakes.map(({ variable }) => variable)).toEqual([
    'PORT',
    'HOST',
    'DATABASE_URL',
    'PUBLIC_URL',
    'TRUST_PROXY',
    'ALLOWED_ORIGINS',
    'JWKS_URL',
    'NODE_ENV',
    'LOG_LEVEL',
    'MAPLEBRIDGE_HOEM',
    'argument',
  ]);
  for (const { why, works } of mistakes) for (const { en } of [why, works]) expect(en.length).toBeGreaterThan(3);
  expect(message).not.toContain('hunter2');
  expect(message).toContain('mysql://root:***@db/x');
});

test('a secret that is wrong is refused and never printed', () => {
  const { mistakes, message } = mistakesOf({ AUDIT_SIGNING_KEY: 'almost-a-key', MAPLEBRIDGE_MASTER_KEY: 'nearly-a-key' });
  expect(mistakes.map(({ variable, given }) => [variable, given])).toEqual([
    ['MAPLEBRIDGE_MASTER_KEY', '(hidden)'],
    ['AUDIT_SIGNING_KEY', '(hidden)'],
  ]);
  expect(message).not.toMatch(/almost-a-key|nearly-a-key/);
});

test('in production nothing is sealed without a key that was given, and the start says so', async () => {
  const given = { mode: 'production', home: '/nowhere' } as const;
  expect(await sealingOf({ ...given, audit: {} })).toBeNull();
  expect(sealingWarnings(null)[0]?.en).toContain('AUDIT_SIGNING_KEY is not set');
  const sealing = await sealingOf({ ...given, audit: { signingKey: makeKeys().privatePem } });
  expect(sealing?.folder).toBeNull();
  expect(sealingWarnings(sealing)[0]?.en).toContain('AUDIT_CHECKPOINTS is not set');
  expect(sealingWarnings(sealing && { ...sealing, folder: '/mnt/checkpoints' })).toEqual([]);
});

test.each([
  ['NODE_ENV=production without an issuer', { NODE_ENV: 'production' }, 'OIDC_ISSUER'],
  ['a HOST that others reach without an issuer', { HOST: '0.0.0.0' }, 'OIDC_ISSUER'],
  ['OIDC_ISSUER without audience', { OIDC_ISSUER: 'https://login.example.org' }, 'JWT_AUDIENCE'],
  [
    'two issuers',
    { OIDC_ISSUER: 'https://login.example.org', JWKS_URL: 'https://login.example.org/keys', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' },
    'JWKS_URL,JWT_ISSUER',
  ],
  ['OIDC_ISSUER without https', { OIDC_ISSUER: 'http://login.example.org', JWT_AUDIENCE: 'a' }, 'OIDC_ISSUER'],
  [
    'an issuer of a name that is ours',
    { JWKS_URL: 'https://login.example.org/keys', JWT_ISSUER: 'maplebridge:party-link', JWT_AUDIENCE: 'a' },
    'JWT_ISSUER',
  ],
  ['a secret of no client', { OIDC_CLIENT_SECRET: 'x'.repeat(32) }, 'OIDC_CLIENT_SECRET'],
  ['a client without an address', { OIDC_ISSUER: 'https://login.example.org', JWT_AUDIENCE: 'a', OIDC_CLIENT_ID: 'c' }, 'PUBLIC_URL'],
  ['JWKS_URL without issuer and audience', { JWKS_URL: 'https://login.example.org/keys' }, 'JWT_ISSUER,JWT_AUDIENCE'],
  ['a migrator without a run-time login', { DATABASE_ADMIN_URL: 'postgres://m@db/x' }, 'DATABASE_URL'],
  [
    'a variable by the name it once had',
    { DATABASE_URL: 'postgres://a@db/x', MIGRATION_DATABASE_URL: 'postgres://m@db/x' },
    'MIGRATION_DATABASE_URL',
  ],
  ['the same in a file', { MIGRATION_DATABASE_URL_FILE: '/run/secrets/x' }, 'MIGRATION_DATABASE_URL_FILE'],
  ['a secret given twice', { DATABASE_URL: 'postgres://a@db/x', DATABASE_URL_FILE: '/run/secret' }, 'DATABASE_URL_FILE'],
  ['a secret file that is not there', { DATABASE_URL_FILE: '/nowhere/secret' }, 'DATABASE_URL_FILE'],
])('%s is a mistake', (_name, env, variables) =>
  expect(
    mistakesOf(env as Record<string, string>)
      .mistakes.map(({ variable }) => variable)
      .join(),
  ).toBe(variables),
);

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, true],
  [{ LANG: 'en_GB.UTF-8', LC_ALL: 'zh_TW.UTF-8' }, true],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, false],
  [{}, false],
])('a terminal of locale %j is told of mistakes in Chinese first: %s', (locale, isChinese) => {
  const { message, mistakes } = mistakesOf({ PORT: 'high', NODE_ENV: 'production', ...(locale as Record<string, string>) }, ['--x']);
  expect(message).toContain('PORT is "high": it is not a port.\n    What would work: a whole number');
  expect(message.includes('PORT 为“high”：不是端口号。\n    可以这样：0（任意空闲端口）到 65535 的整数')).toBe(isChinese);
  expect(message.indexOf('配置有误') < message.indexOf('cannot start')).toBe(isChinese);
  for (const { why, works } of mistakes) for (const text of [why, works]) expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
});

test('a secret may stand in a file, and demo data go nowhere uninvited', () => {
  const config = readConfig({ DATABASE_URL_FILE: '/run/secrets/db' }, [], () => 'postgres://app:secret@db/cases\n');
  expect(config).toMatchObject({ database: { url: 'postgres://app:secret@db/cases' }, demo: false });
  expect(readConfig({ DATABASE_URL: 'postgres://app@db/cases' }, ['--demo']).demo).toBe(true);
});

test('a taken port is told with its number and what would work', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  const opening = openGate({ PORT: String(port) });
  await expect(opening).rejects.toMatchObject({ name: 'Refusal', message: expect.stringMatching(`Port ${port}.*PORT=${port + 1}`) });
  await new Promise((resolve) => other.close(resolve));
});

test('health tells names only, and readiness follows the database', async () => {
  let isUp = true;
  const gate = await openGate({}, { ready: async () => ({ database: isUp, ledger: true }) });
  expect((await gate.send({ path: '/livez' })).status).toBe(200);
  expect((await gate.send({ path: '/readyz' })).json()).toEqual({ status: 'ready' });
  isUp = false;
  const answer = await gate.send({ path: '/readyz' });
  expect([answer.status, answer.json()]).toEqual([503, { status: 'not ready', failing: ['database'] }]);
  expect((await gate.send({ path: '/livez' })).status).toBe(200);
  await gate.close();
});

test('closing lets a running request finish, says 1001 to sockets and leaves nothing open', async () => {
  const gate = await openGate();
  const slow = gate.post('{ slow }');
  const socket = await ready(gate.socket());
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { ticks }' } }));
  await gate.ticks.until(2);
  const closed = closing(socket);
  const started = performance.now();
  const closingDoors = gate.close();
  gate.ticks.push('done');
  expect((await slow).json().data).toEqual({ slow: 'done' });
  expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
  await closingDoors;
  expect(performance.now() - started).toBeLessThan(5000);
  await expect(gate.send({ path: '/livez' })).rejects.toThrow('ECONNREFUSED');
  expect(gate.ticks.listening()).toBe(1); // the query's own, which nobody returned; the stream's is gone
});

test('closing does not wait for ever for a request that hangs', async () => {
  const gate = await openGate({}, { patienceMs: 50 });
  const hanging = expect(gate.post('{ slow }')).rejects.toThrow(/hang up|ECONNRESET/);
  await gate.ticks.until(1);
  await gate.close();
  await hanging;
});

test('a proxy that TRUST_PROXY lists is believed, up to the first stranger (A016)', async () => {
  const gate = await openGate({ TRUST_PROXY: '127.0.0.0/8,10.0.0.0/8' });
  const headers = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7, 10.1.2.3' };
  expect((await gate.post('{ address }', { headers })).json().data).toEqual({ address: '198.51.100.7' });
  for (const hidden of ['198.51.100.7:4711', '[2001:db8::1]', 'unknown'])
    expect((await gate.post('{ address }', { headers: { 'x-forwarded-for': `203.0.113.9, ${hidden}` } })).json().data).toEqual({
      address: '127.0.0.1',
    });
  await gate.close();
});

test('GraphiQL is a page of this origin only, with its files', async () => {
  await promisify(execFile)(process.execPath, [pathOf(__dirname, '../../gateway/bin/graphiql.mjs')]); // does nothing when it is built
  const gate = await openGate();
  expect(gate.hasGraphiql).toBe(true);
  const page = await gate.send({ path: '/graphiql' });
  expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'/);
  const links = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link);
  expect(links).toEqual(['data:,', '/graphiql/page.css', '/graphiql/page.js']);
  for (const path of ['/graphiql/page.css', '/graphiql/page.js']) {
    const { status, text } = await gate.send({ path });
    expect(status).toBe(200);
    expect(text).not.toMatch(/(?:@import|url\(|importScripts\(|import\()\s*["']?https?:/);
  }
  await gate.close();
});

test('the screen fits, whatever stands on it', () => {
  const text = screen({
    url: 'http://127.0.0.1:4000',
    hasGraphiql: true,
    database: { kind: 'embedded', where: `/var/tmp/${'long/'.repeat(40)}` },
    home: '.maplebridge',
    cases: 227_076,
    jurisdictions: ['medical-disputes', 'community-disputes'],
    tokens: [{ role: '调解员 mediator', who: 'demo', token: 'x'.repeat(300) }],
    nextSteps: ['Open GraphiQL and paste a token. '.repeat(6)],
    warnings: [],
  });
  for (const line of text.split('\n').filter((each) => !each.includes('xxx'))) expect(line.length).toBeLessThanOrEqual(100);
  expect(text).toMatch(/枫桥[\s\S]*http:\/\/127.0.0.1:4000\/graphiql[\s\S]*ws:\/\/127.0.0.1:4000\/graphql[\s\S]*227,076/);
});
