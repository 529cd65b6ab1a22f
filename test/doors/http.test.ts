import { request } from 'node:http';
import { connect } from 'node:net';
import { closing, openGate, opened, type Answer, type Gate } from './gate';

let gate: Gate;
beforeAll(async () => (gate = await openGate({ ALLOWED_ORIGINS: 'https://app.example.org', PUBLIC_URL: 'https://cases.example.org/' })));
afterAll(() => gate.close());

const json = { 'content-type': 'application/json' };
const sendGraphql = (options: object, body?: string): Promise<Answer> =>
  gate.send({ method: 'POST', path: '/graphql', headers: json, ...options }, body);

/** Every refusal is JSON with a code and the id that the header bears, and says nothing of what stands behind it. */
function expectRefusal(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/json/);
  const [error] = answer.json().errors ?? [];
  expect(error?.extensions).toMatchObject({ code, requestId: answer.headers['x-request-id'] ?? expect.any(String) });
  expect(answer.text).not.toMatch(/\.ts|\.js|node_modules|stack|at .*:\d+:\d+/);
}

test('a query is answered, with a request id of our own making', async () => {
  const answer = await gate.post('{ ping }', { headers: { 'x-request-id': 'mine' } });
  expect(answer.json().data).toEqual({ ping: 'pong' });
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('cut JSON is refused in JSON (A001)', async () => expectRefusal(await sendGraphql({}, '{ "query": "{'), 400, 'BAD_USER_INPUT'));

test('a body over 256 kB is refused, with and without a length (A002)', async () => {
  const body = JSON.stringify({ query: `{ ping } #${'x'.repeat(300_000)}` });
  const declared = await sendGraphql({ headers: { ...json, 'content-length': String(body.length) } }, body.slice(0, 100));
  expectRefusal(declared, 413, 'PAYLOAD_TOO_LARGE');
  expect(declared.headers.connection).toBe('close');
  const chunked = await new Promise<number | undefined>((resolve) => {
    const sent = request(
      { host: '127.0.0.1', port: gate.port, path: '/graphql', method: 'POST', headers: json, agent: false },
      ({ statusCode }) => resolve(statusCode),
    );
    sent.on('error', () => undefined); // the line is cut while we still write
    for (let start = 0; start < body.length; start += 50_000) sent.write(body.slice(start, start + 50_000));
    sent.end();
  });
  expect(chunked).toBe(413);
});

test.each(['application/json; charset=iso-8859-1', 'application/json; charset=utf-7'])('%s is refused (A004)', async (type) =>
  expectRefusal(await sendGraphql({ headers: { 'content-type': type } }, '{"query":"{ ping }"}'), 415, 'BAD_USER_INPUT'),
);

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
  'a form of type %s cannot ask (A005)',
  async (type) => expectRefusal(await sendGraphql({ headers: { 'content-type': type } }, '{"query":"{ ping }"}'), 415, 'BAD_USER_INPUT'),
);

test('a query by GET needs a header that forms cannot send (A006)', async () => {
  const path = `/graphql?query=${encodeURIComponent('{ ping }')}`;
  expectRefusal(await gate.send({ path }), 400, 'BAD_USER_INPUT');
  expect((await gate.send({ path, headers: { 'apollo-require-preflight': '1' } })).json().data).toEqual({ ping: 'pong' });
});

test('a mutation by GET is refused and does not happen (A007)', async () => {
  const path = `/graphql?query=${encodeURIComponent('mutation { count }')}`;
  const answer = await gate.send({ path, headers: { 'apollo-require-preflight': '1' } });
  expectRefusal(answer, 405, 'BAD_USER_INPUT');
  expect(answer.headers.allow).toBe('POST');
});

test.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'HEAD'])('%s is told what is allowed (A008)', async (method) => {
  const answer = await gate.send({ method, path: '/graphql' });
  expect(answer.status).toBe(405);
  expect(answer.headers.allow).toBe('GET, POST');
});

test('CONNECT opens no tunnel (A008)', async () => {
  const line = connect(gate.port, '127.0.0.1', () => line.write('CONNECT example.org:443 HTTP/1.1\r\nhost: example.org\r\n\r\n'));
  let heard = '';
  line.on('data', (part) => (heard += String(part)));
  await new Promise((resolve) => line.once('close', resolve));
  expect(heard).not.toMatch(/ 200 /);
});

test('an answer that the client cannot read is refused before a mutation happens (A009)', async () => {
  const before = (await gate.post('mutation { count }')).json().data?.['count'];
  expectRefusal(await gate.post('mutation { count }', { headers: { accept: 'text/plain' } }), 406, 'BAD_USER_INPUT');
  expect((await gate.post('mutation { count }')).json().data?.['count']).toBe(Number(before) + 1);
});

test.each([10, 1000])('a batch of %d is refused (A010)', async (count) => {
  const answer = await sendGraphql({}, JSON.stringify(Array.from({ length: count }, () => ({ query: '{ ping }' }))));
  expectRefusal(answer, 400, 'BAD_USER_INPUT');
  expect(answer.text).toMatch(/batch/i);
});

test('endless headers and URLs are refused (A014)', async () => {
  expectRefusal(await gate.send({ path: '/graphql', headers: { long: 'x'.repeat(65_536) } }), 431, 'BAD_USER_INPUT');
  expectRefusal(await gate.send({ path: `/graphql?query=${'x'.repeat(65_536)}` }), 431, 'BAD_USER_INPUT');
  expectRefusal(await gate.send({ path: `/graphql?query=${'x'.repeat(9000)}` }), 414, 'BAD_USER_INPUT');
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`h${index}`, '1']));
  expectRefusal(await gate.send({ path: '/graphql', headers: many }), 431, 'BAD_USER_INPUT');
});

test('a forged X-Forwarded-For and Host change nothing (A016)', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.9', host: 'evil host/..:x' };
  const answer = await gate.post('{ address }', { headers });
  expect(answer.json().data).toEqual({ address: '127.0.0.1' });
  expect(gate.url).toBe('https://cases.example.org');
});

test.each(['null', 'https://evil.test', 'http://localhost.evil.test:80'])('the origin %s gets no CORS header (A017)', async (origin) => {
  for (const method of ['POST', 'OPTIONS']) {
    const answer = await sendGraphql({ method, headers: { ...json, origin } }, method === 'POST' ? '{"query":"{ ping }"}' : undefined);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test.each(['https://app.example.org', 'http://localhost:5173', 'http://127.0.0.1:8080'])(
  'the origin %s may ask, without cookies',
  async (origin) => {
    const answer = await gate.send({ method: 'OPTIONS', path: '/graphql', headers: { origin } });
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' });
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  },
);

test('no page of ours may be framed (A018)', async () => {
  for (const path of ['/graphiql', '/graphql', '/livez', '/nothing', '/%']) {
    const { headers } = await gate.send({ path });
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
  }
});

test('what is not there says so in JSON, and says nothing of files', async () => {
  for (const path of ['/', '/.env', '/.git/config', '/package.json', '/metrics', '/graphiql/../../package.json', '/%']) {
    const answer = await gate.send({ path });
    expect([400, 404]).toContain(answer.status);
    expect(answer.json().errors).toHaveLength(1);
    expect(answer.headers['x-request-id']).toBe(answer.json().errors?.[0]?.extensions['requestId']);
  }
});

test('a refusal leaves one security line, without what was sent', async () => {
  const answer = await gate.post('{ attackOnEverything }');
  const lines = gate.logged.filter((line) => line.includes(String(answer.headers['x-request-id'])));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { channel: 'security', event: 'request refused', reason: '400', address: '127.0.0.1' },
  ]);
  expect(gate.logged.join('')).not.toContain('attackOnEverything');
});

test('a socket from a foreign page is refused at the upgrade (A064)', async () => {
  const status = await new Promise((resolve) => {
    const socket = gate.socket({ origin: 'https://evil.test', cookie: 'session=1' });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('error', () => undefined);
  });
  expect(status).toBe(403);
  const friend = gate.socket({ origin: 'https://app.example.org' });
  await opened(friend);
  const closed = closing(friend);
  friend.close();
  await closed;
});

test('a subscription over HTTP is refused with where it belongs, whatever a socket made of it before, and its faults are no bug of ours', async () => {
  const gate = await openGate();
  const answers = [];
  const client = gate.client();
  for (const _way of ['cold', 'warm', 'known from a socket']) {
    const answer = await gate.post('subscription { ticks }');
    answers.push([answer.status, answer.json().errors?.[0]?.extensions.code]);
    const events = client.iterate({ query: 'subscription { ticks }' });
    await events.return?.();
  }
  expect(answers).toEqual(Array.from({ length: 3 }, () => [400, 'OPERATION_NOT_ALLOWED']));
  const faulty = await gate.post('subscription { ticks @include(if: v0) }');
  expect([faulty.status, faulty.json().errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  expect(gate.logged.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([]);
  await client.dispose();
  await gate.close();
});
