import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRuntime, type TestGateway } from '@maplebridge/testkit';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { startCommand } from '../import/command';
import { openCity } from '../stories/city';
import { browse, startProvider, visit, type CookieJar, type TestProvider } from './provider';

let provider: TestProvider;
let city: TestGateway;
let url = '';
let folder: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  provider = await startProvider([`${url}/sign-in/callback`]);
  const env = {
    PORT: String(port),
    PUBLIC_URL: url,
    OIDC_ISSUER: provider.issuer,
    JWT_AUDIENCE: 'maplebridge',
    OIDC_CLIENT_ID: 'maplebridge-pages',
    OIDC_CLIENT_SECRET: 'pages-secret-of-a-test-0123456789',
  };
  city = await openCity({ env });
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-pages-'));
});
afterAll(async () => {
  await city.close();
  await provider.close();
  rmSync(folder, { recursive: true });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** A browser in which somebody signed in. */
async function signedIn(subject: string, jar: CookieJar = new Map()): Promise<CookieJar> {
  await browse(`${url}/sign-in?returnTo=/livez&hint=${subject}`, (location) => location === `${url}/livez`, jar);
  return jar;
}

const cookieIn = (jar: CookieJar): string => jar.get(url)?.get('maplebridge') ?? '';
const own = (): Record<string, string> => ({ origin: url });

async function viewerOf(jar: CookieJar, headers: Record<string, string> = own()) {
  const body = JSON.stringify({ query: '{ viewer { name } }' });
  const answer = await visit(`${url}/graphql`, jar, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const { data, errors } = (await answer.json()) as {
    data?: { viewer: { name: string } | null };
    errors?: { extensions: { code: string } }[];
  };
  return errors?.[0]?.extensions.code ?? data?.viewer?.name ?? null;
}

const operator = (...args: readonly string[]) =>
  startCommand({ url: city.databaseUrl, runtimeUrl: asRuntime(city.databaseUrl) }, folder, args).outcome;

test('somebody signs in at the provider, and the page that they come back to is theirs by a cookie it cannot read', async () => {
  const jar: CookieJar = new Map();
  const start = await visit(`${url}/sign-in?returnTo=/livez&hint=officer-9`, jar);
  const asked = new URL(start.headers.get('location') ?? '');
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
  expect([...asked.searchParams.keys()]).toEqual(expect.arrayContaining(['state', 'nonce', 'code_challenge']));
  const back = await browse(asked.toString(), (location) => location.startsWith(`${url}/sign-in/callback`), jar);
  const answer = await visit(back, jar);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/livez']);
  expect(answer.headers.getSetCookie().at(-1)).toMatch(/^maplebridge=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
  expect(await answer.text()).toBe('');
  expect(await viewerOf(jar)).toBe('Name of officer-9');
  const stored = JSON.stringify(await city.sql(`select s::text from core.page_session s`));
  expect(stored).not.toContain(cookieIn(jar).split('.')[1]);
});

test('a cookie is believed from a page of our own only (A064)', async () => {
  const jar = await signedIn('officer-9');
  for (const [headers, expected] of [
    [own(), 'Name of officer-9'],
    [{ 'sec-fetch-site': 'same-origin' }, 'Name of officer-9'],
    [{}, null],
    [{ 'sec-fetch-site': 'cross-site' }, null],
    [{ origin: 'https://evil.test' }, null],
    [{ origin: 'null' }, null],
    [{ origin: 'http://localhost:5173' }, null], // may send tokens, as a frontend under development, but no cookie
  ] as const)
    expect([headers, await viewerOf(jar, headers)]).toEqual([headers, expected]);
  const evil = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { origin: 'https://evil.test', cookie: `maplebridge=${cookieIn(jar)}` },
  });
  const refused = await new Promise((resolve) => evil.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode)));
  evil.once('error', () => undefined).terminate();
  expect(refused).toBe(403);
});

/** What the viewer of a socket is called, and how to wait for the end of a stream on it. */
function socketOf(jar: CookieJar) {
  class Page extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers: { ...own(), cookie: `maplebridge=${cookieIn(jar)}` } });
    }
  }
  return createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: Page, retryAttempts: 0, lazy: false });
}

test('a page’s socket is theirs too, and when they sign out, streams end and nothing opens any more', async () => {
  const jar = await signedIn('officer-9');
  const client = socketOf(jar);
  const events = client.iterate<{ caseEvents: { __typename: string } }>({ query: 'subscription { caseEvents { __typename } }' });
  expect((await events.next()).value).toMatchObject({ data: { caseEvents: { __typename: 'CaughtUp' } } });
  expect(await viewerOf(jar)).toBe('Name of officer-9'); // warm
  const kept: CookieJar = new Map([[url, new Map([['maplebridge', cookieIn(jar)]])]]); // a thief's copy
  expect((await visit(`${url}/sign-out`, jar, { method: 'POST', headers: { origin: 'https://evil.test' } })).status).toBe(403);
  expect((await visit(`${url}/sign-out`, jar, { method: 'POST', headers: own() })).status).toBe(204);
  expect(cookieIn(jar)).toBe('');
  const rest = [];
  for await (const { data } of events) rest.push(data?.caseEvents.__typename);
  expect(rest.filter((name) => name !== 'CaughtUp')).toEqual(['Resync']);
  const again = client.iterate({ query: '{ viewer { name } }' });
  await expect(again.next()).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  await client.dispose();
  for (const attempt of ['warm', 'again']) expect([attempt, await viewerOf(kept)]).toEqual([attempt, 'UNAUTHENTICATED']);
});

test('a socket stays theirs while the cookie that opened it changes, and changes again', async () => {
  const jar = await signedIn('officer-9');
  const client = socketOf(jar);
  const name = async () => {
    const answers = client.iterate<{ viewer: { name: string } }>({ query: '{ viewer { name } }' });
    return (await answers.next()).value as unknown;
  };
  expect(await name()).toEqual({ data: { viewer: { name: 'Name of officer-9' } } });
  for (const _change of ['once', 'twice', 'three times'])
    await city.sql(`update core.page_session set previous = hash, hash = sha256(hash) where ended_by is null`);
  await city.sql(`update core.person set rights_version = rights_version + 1 where subject = 'officer-9'`); // whether it is good is asked again
  expect(await name()).toEqual({ data: { viewer: { name: 'Name of officer-9' } } });
  await client.dispose();
});

test('an operator ends all sessions of somebody at once', async () => {
  const jars = [await signedIn('lost-laptop'), await signedIn('lost-laptop')];
  for (const jar of jars) expect(await viewerOf(jar)).toBe('Name of lost-laptop');
  expect((await operator('sessions', 'list', 'lost-laptop', '--issuer', provider.issuer, '--json')).answer().sessions).toHaveLength(2);
  expect((await operator('sessions', 'revoke', 'lost-laptop', '--issuer', provider.issuer, '--lang', 'en')).out).toBe(
    '2 sessions of lost-laptop were ended\n',
  );
  for (const jar of jars) expect(await viewerOf(jar)).toBe('UNAUTHENTICATED');
  expect((await operator('sessions', 'list', 'lost-laptop', '--issuer', provider.issuer, '--lang', 'zh-CN')).out).toBe(
    'lost-laptop 没有登录会话\n',
  );
});

const older = (minutes: number) =>
  city.sql(`update core.page_session set rotated_at = rotated_at - make_interval(mins => $1) where ended_by is null`, [minutes]);

test('a cookie changes as it grows old, and one that was changed opens nothing later: whoever uses it has stolen it (A063)', async () => {
  const jar = await signedIn('officer-9');
  const stolen: CookieJar = new Map([[url, new Map([['maplebridge', cookieIn(jar)]])]]);
  await older(11);
  expect(await viewerOf(jar)).toBe('Name of officer-9');
  expect(cookieIn(jar)).not.toBe(cookieIn(stolen));
  expect(await viewerOf(new Map(stolen))).toBe('Name of officer-9'); // a request that was under way
  const late: CookieJar = await signedIn('officer-9');
  const taken: CookieJar = new Map([[url, new Map([['maplebridge', cookieIn(late)]])]]);
  await older(11);
  await viewerOf(late);
  await older(2);
  expect(await viewerOf(taken)).toBe('UNAUTHENTICATED');
  expect(await viewerOf(late)).toBe('UNAUTHENTICATED'); // nobody can tell who of them is the thief
});

test('signing in makes a new session and ends the one that the browser had: nobody plants one (A063)', async () => {
  const attacker = await signedIn('attacker');
  const planted = cookieIn(attacker);
  const victim: CookieJar = new Map([[url, new Map([['maplebridge', planted]])]]);
  await signedIn('victim', victim);
  expect(cookieIn(victim)).not.toBe(planted);
  expect(await viewerOf(victim)).toBe('Name of victim');
  expect(await viewerOf(attacker)).toBe('UNAUTHENTICATED');
});

test('an answer of the provider is good once, in the browser that asked, with its own code (A060)', async () => {
  const jar: CookieJar = new Map();
  const callback = (from: CookieJar, hint: string) =>
    browse(`${url}/sign-in?hint=${hint}`, (location) => location.startsWith(`${url}/sign-in/callback`), from);
  const back = await callback(jar, 'officer-9');
  const status = async (location: string, browser: CookieJar) => (await visit(location, browser)).status;
  expect(await status(back, new Map())).toBe(401); // another browser: a link that signs its victim in as somebody else
  const held = new Map(jar.get(url));
  expect(await status(back, jar)).toBe(303);
  expect(await status(back, new Map([[url, held]]))).toBe(401); // once more
  const mine: CookieJar = new Map();
  const theirs: CookieJar = new Map();
  const [good, foreign] = [new URL(await callback(mine, 'officer-9')), new URL(await callback(theirs, 'attacker'))];
  good.searchParams.set('code', foreign.searchParams.get('code') ?? '');
  expect(await status(good.toString(), mine)).toBe(401); // somebody else's code
  const mixed: CookieJar = new Map();
  const other = new URL(await callback(mixed, 'officer-9'));
  other.searchParams.set('iss', 'https://evil.test');
  expect(await status(other.toString(), mixed)).toBe(401); // another provider's answer
  const wrong: CookieJar = new Map();
  const state = new URL(await callback(wrong, 'officer-9'));
  state.searchParams.set('state', 'x'.repeat(43));
  expect(await status(state.toString(), wrong)).toBe(401);
});

test.each([
  'https://evil.test',
  '//evil.test',
  '/\\evil.test',
  '/\t/evil.test',
  'evil',
  '/%0d%0aset-cookie:x=1\r\nx',
  'javascript:alert(1)',
  '/a\u202e',
])('nobody is led from here to %j (A060)', async (returnTo) => {
  const answer = await visit(`${url}/sign-in?${new URLSearchParams({ returnTo }).toString()}`, new Map());
  expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  expect(((await answer.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a cookie that is none is refused with the answer of every other, in the language asked for', async () => {
  for (const value of ['x', `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}.${'A'.repeat(43)}`, "' or 1=1"])
    expect([value, await viewerOf(new Map([[url, new Map([['maplebridge', value]])]]))]).toEqual([value, 'UNAUTHENTICATED']);
  expect(city.logged.join('')).not.toMatch(/AAAAAAAA|or 1=1/);
});

test('answers to a sign-in that are not good are counted by address, and good ones never are', async () => {
  const answers: Response[] = [];
  for (let nth = 0; nth < 12; nth += 1) answers.push(await visit(`${url}/sign-in/callback?code=x&state=y`, new Map()));
  expect(answers.slice(-2).map(({ status, headers }) => [status, Number(headers.get('retry-after')) > 0])).toEqual([
    [429, true],
    [429, true],
  ]);
  expect(await viewerOf(await signedIn('officer-9'))).not.toBe('UNAUTHENTICATED');
});
