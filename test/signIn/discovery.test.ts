import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openIdentity, type Identify } from '@maplebridge/gateway';
import { startProvider, type TestProvider } from './provider';

let provider: TestProvider;
let identify: Identify;
const reasons: string[] = [];

beforeAll(async () => {
  provider = await startProvider();
  identify = of(provider.issuer);
});
afterAll(() => provider.close());

const of = (issuer: string, audience = 'maplebridge'): Identify =>
  openIdentity({ kind: 'provider', issuer, audience }, null, ({ reason }) => void reasons.push(reason));

test('a token of an OpenID provider says who is speaking, and the issuer is all that had to be configured', async () => {
  const token = await provider.tokenOf('officer-7');
  expect(await identify(`Bearer ${token}`)).toMatchObject({ subject: 'officer-7', issuer: provider.issuer });
});

test('a token for another audience is refused, and so is one altered by a letter', async () => {
  const token = await provider.tokenOf('officer-7');
  await expect(of(provider.issuer, 'other')(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const [head = '', body = '', signature = ''] = token.split('.');
  const altered = `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  await expect(identify(`Bearer ${altered}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

describe('a provider that is not what it says', () => {
  let server: Server;
  let url = '';
  let asked = 0;
  let document: Record<string, unknown> | null = {};

  beforeAll(async () => {
    server = createServer((_request, response) => {
      asked += 1;
      response
        .setHeader('content-type', 'application/json')
        .writeHead(document ? 200 : 503)
        .end(JSON.stringify(document));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const good = () => ({ issuer: url, jwks_uri: `${provider.issuer}/jwks`, authorization_endpoint: `${url}/a`, token_endpoint: `${url}/t` });
  test.each([
    ['is of another issuer', () => ({ ...good(), issuer: 'https://evil.test' })],
    ['has its keys fetched without https', () => ({ ...good(), jwks_uri: 'http://keys.example.org/jwks' })],
    ['has people sign in without https', () => ({ ...good(), authorization_endpoint: 'http://login.example.org/a' })],
    ['names no keys', () => ({ ...good(), jwks_uri: undefined })],
    ['cannot be had', () => null],
  ])('whose document %s: the answer is to try again, and nobody is let in', async (_name, make) => {
    document = make();
    await expect(of(url)(`Bearer ${await provider.tokenOf('officer-7')}`)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('is asked once by a crowd, not once by each', async () => {
    document = null;
    const before = asked;
    const crowd = of(url);
    const token = await provider.tokenOf('officer-7');
    await Promise.allSettled(Array.from({ length: 50 }, () => crowd(`Bearer ${token}`)));
    expect(asked - before).toBe(1);
  });
});
