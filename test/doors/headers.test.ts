import { request } from 'node:http';
import type { TestGateway } from '@maplebridge/testkit';
import { startProvider, type TestProvider } from '../signIn/provider';
import { openCity } from '../stories/city';
import { sendTo, type Heard, type Sent } from '../attackList/send';

let provider: TestProvider;
let city: TestGateway;
let routes: readonly { readonly method: string; readonly path: string }[];

/** Everything that a gateway can serve: the pages of development and those of sign-in, over https in the end. */
beforeAll(async () => {
  provider = await startProvider();
  city = await openCity({
    env: {
      PUBLIC_URL: 'https://cases.example.org',
      OIDC_ISSUER: provider.issuer,
      JWT_AUDIENCE: 'maplebridge',
      OIDC_CLIENT_ID: 'maplebridge-pages',
      OIDC_CLIENT_SECRET: 'pages-secret-of-a-test-0123456789',
    },
  });
  routes = city.gateway.doors.routes;
});
afterAll(async () => {
  await city.close();
  await provider.close();
});

const address = (): string => `http://127.0.0.1:${city.gateway.doors.port}`;
const send = (sent: Sent): Promise<Heard> => sendTo(address(), sent);
const json = { 'content-type': 'application/json' };
const paths = (): readonly string[] => [...new Set(routes.map(({ path }) => path))];

const security = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
};
const overHttps = { ...security, 'strict-transport-security': 'max-age=31536000' };
const nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Scripts come from this origin alone and are never written into a page; whatever is no page may load nothing at all. */
function expectStrict(policy: unknown, type: string): void {
  if (!/html|javascript|css/.test(type)) return expect(policy).toBe(nothing);
  const directives = new Map(
    String(policy)
      .split('; ')
      .map((one) => [one.split(' ', 1)[0], one.split(' ').slice(1)]),
  );
  expect(directives.get('script-src')).toEqual(["'self'"]);
  for (const name of ['default-src', 'frame-ancestors', 'base-uri', 'form-action'])
    expect([name, directives.get(name)]).toEqual([name, ["'none'"]]);
  const others = [...directives].filter(([name]) => name !== 'style-src').flatMap(([, sources]) => sources);
  expect(others.filter((source) => !["'self'", "'none'", 'data:'].includes(source))).toEqual([]);
}

function expectSafe({ headers, status, text }: Heard, asked: string): void {
  expect({ asked, headers }).toMatchObject({ asked, headers: overHttps });
  expect([asked, headers.server, headers['x-powered-by']]).toEqual([asked, undefined, undefined]);
  expectStrict(headers['content-security-policy'], headers['content-type'] ?? '');
  if (status < 400 || text === '') return;
  const { errors } = JSON.parse(text) as { errors: { extensions: Record<string, unknown> }[] };
  const { code, requestId } = errors[0]?.extensions ?? {};
  expect([asked, typeof code, requestId]).toEqual([asked, 'string', headers['x-request-id']]);
}

test('the list of routes is what is served: graphql, streams, health, pages, sign-in', () => {
  expect(paths()).toEqual(
    expect.arrayContaining([
      '/graphql',
      '/graphql/stream',
      '/livez',
      '/readyz',
      '/graphiql',
      '/graphiql/page.js',
      '/sign-in',
      '/sign-in/callback',
      '/sign-out',
    ]),
  );
});

test('every route answers with the security headers, whatever it is asked, and says errors in JSON (A018)', async () => {
  for (const { method, path } of routes) {
    const body = method === 'POST' ? '{ "query": "{' : undefined;
    const kinds: readonly Sent[] = [
      { method, path },
      { method, path, headers: { authorization: 'Bearer a.b.c', origin: 'https://evil.test', cookie: '__Host-maplebridge=x' } },
      { method, path, headers: { ...json, accept: 'text/html' }, body },
      { method, path: `${path}?${'x'.repeat(8200)}` },
    ];
    for (const [nth, kind] of kinds.entries()) expectSafe(await send(kind), `${method} ${path} ${nth}`);
  }
  const asked = await send({ headers: json, body: '{"query":"{ viewer { id } }"}' });
  expect([asked.status, asked.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  expectSafe(asked, 'a good query');
});

test('a method that a path does not take is 405 with what it takes, and what is not there 404', async () => {
  for (const path of paths()) {
    const served = routes.filter((route) => route.path === path).map(({ method }) => method);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !served.includes(one))) {
      const answer = await send({ method, path });
      expect([method, path, answer.status, answer.headers.allow]).toEqual([
        method,
        path,
        405,
        served.filter((one) => one !== 'OPTIONS').join(', '),
      ]);
      expectSafe(answer, `${method} ${path}`);
    }
    const below = await send({ method: 'GET', path: `${path}/nothing` });
    expect([path, below.status]).toEqual([path, 404]);
    expectSafe(below, `${path}/nothing`);
  }
});

test('what cannot even be read is answered with the same headers', async () => {
  for (const headers of [{ long: 'x'.repeat(65_536) }, Object.fromEntries(Array.from({ length: 200 }, (_, nth) => [`h${nth}`, '1']))]) {
    const answer = await send({ method: 'GET', headers });
    expect([answer.status, answer.headers['content-security-policy']]).toEqual([431, nothing]);
    expect(answer.headers).toMatchObject(security);
  }
  for (const path of ['/nothing', '/graphql']) {
    const upgrade = {
      connection: 'upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const refused = await new Promise((resolve) => {
      const sent = request(
        `${address()}${path}`,
        { headers: { ...upgrade, origin: 'https://evil.test' }, agent: false },
        ({ headers, statusCode }) => resolve({ status: statusCode, ...headers }),
      );
      sent.end();
    });
    expect(refused).toMatchObject({ ...security, status: path === '/graphql' ? 403 : 404, 'content-security-policy': nothing });
  }
});
