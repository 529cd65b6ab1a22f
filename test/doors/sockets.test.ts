import type WebSocket from 'ws';
import { closing, message, openGate, opened, ready, type Gate } from './gate';

let gate: Gate;
beforeAll(async () => (gate = await openGate({}, { sockets: { initMs: 200, slowMs: 100, pingMs: 60_000 } })));
afterAll(() => gate.close());

const say = (socket: WebSocket, said: unknown): void => socket.send(JSON.stringify(said));
const subscribe = (socket: WebSocket, id: string, query = 'subscription { ticks }'): void =>
  say(socket, { id, type: 'subscribe', payload: { query } });
const leave = async (socket: WebSocket): Promise<void> => {
  const closed = closing(socket);
  socket.close();
  await closed;
};

test('a stream runs over the stock client, and its source ends with it', async () => {
  const client = gate.client();
  const stream = client.iterate<{ ticks: string }>({ query: 'subscription { ticks }' });
  const first = stream.next();
  await gate.ticks.until(1);
  gate.ticks.push('one');
  expect((await first).value.data).toEqual({ ticks: 'one' });
  await stream.return?.();
  await gate.ticks.until(0);
  await client.dispose();
});

test('the token in connectionParams says who asks, and the language which words answer', async () => {
  const authorization = `Bearer ${await gate.issuer.token('officer-1')}`;
  const client = gate.client({ authorization, language: 'zh-CN' });
  const { value } = await client.iterate({ query: '{ who language refused }' }).next();
  expect(value).toMatchObject({
    data: { who: 'officer-1', language: 'zh-CN' },
    errors: [{ message: '版本已变。', extensions: { code: 'VERSION_CONFLICT' } }],
  });
  await client.dispose();
});

test('who brings no token is anonymous, who brings a bad one is closed out with 4403', async () => {
  const client = gate.client();
  expect((await client.iterate({ query: '{ who }' }).next()).value.data).toEqual({ who: 'anonymous' });
  await client.dispose();
  const socket = gate.socket();
  await opened(socket);
  const closed = closing(socket);
  say(socket, { type: 'connection_init', payload: { authorization: 'Bearer a.b.c' } });
  expect(await closed).toEqual({ code: 4403, reason: 'Forbidden' });
});

test('silence, haste, repetition and garbage each end with their code (A065)', async () => {
  const silent = gate.socket();
  expect((await closing(silent)).code).toBe(4408);
  const hasty = gate.socket();
  await opened(hasty);
  subscribe(hasty, '1');
  expect((await closing(hasty)).code).toBe(4401);
  const twice = await ready(gate.socket());
  say(twice, { type: 'connection_init' });
  expect((await closing(twice)).code).toBe(4429);
  const doubled = await ready(gate.socket());
  subscribe(doubled, '1');
  subscribe(doubled, '1');
  expect((await closing(doubled)).code).toBe(4409);
  const garbled = await ready(gate.socket());
  garbled.send('{{{');
  expect((await closing(garbled)).code).toBe(4400);
});

test('another subprotocol is refused (A065)', async () => {
  const socket = gate.socket({}, 'graphql-ws');
  socket.on('error', () => undefined);
  expect((await closing(socket)).code).not.toBe(1000);
});

test('a stream ends with a typed error and 4403 when its token expires, and nothing follows (A066)', async () => {
  const authorization = `Bearer ${await gate.issuer.token('officer-2', { expiresIn: 2 })}`;
  const socket = await ready(gate.socket(), { authorization });
  const heard: { type: string; payload?: unknown }[] = [];
  subscribe(socket, 'board');
  await gate.ticks.until(1);
  socket.on('message', (text: Buffer) => heard.push(JSON.parse(text.toString())));
  const started = Date.now();
  const closed = await closing(socket);
  gate.ticks.push('too late');
  expect(closed).toEqual({ code: 4403, reason: 'Token expired' });
  expect(Date.now() - started).toBeLessThan(5000);
  const extensions = { code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED', requestId: expect.any(String), isRetryable: false };
  expect(heard).toEqual([{ id: 'board', type: 'error', payload: [{ message: expect.stringContaining('expired'), extensions }] }]);
  await gate.ticks.until(0);
});

test('the twenty-first operation closes the socket, and every source ends (A068)', async () => {
  const socket = await ready(gate.socket());
  for (let id = 1; id <= 20; id += 1) subscribe(socket, String(id));
  await gate.ticks.until(20);
  subscribe(socket, '21');
  expect(await closing(socket)).toEqual({ code: 4429, reason: 'Too many operations on this socket' });
  await gate.ticks.until(0);
});

test('the twenty-first socket of a user is closed, and a place comes free when one leaves (A068)', async () => {
  const payload = { authorization: `Bearer ${await gate.issuer.token('officer-3')}` };
  const sockets = await Promise.all(Array.from({ length: 20 }, () => ready(gate.socket(), payload)));
  const late = gate.socket();
  await opened(late);
  const closed = closing(late);
  say(late, { type: 'connection_init', payload });
  expect(await closed).toEqual({ code: 4429, reason: 'Too many sockets' });
  for (const first of sockets.splice(0, 1)) await leave(first);
  sockets.push(await ready(gate.socket(), payload));
  await Promise.all(sockets.map(leave));
});

test('the 101st stranger of an address is closed, and who is signed in there is let in beside the hundred (A068)', async () => {
  const own = await openGate(); // with time enough to initialise a hundred at once
  const sockets = await Promise.all(Array.from({ length: 100 }, () => ready(own.socket())));
  const late = own.socket();
  await opened(late);
  const closed = closing(late);
  say(late, { type: 'connection_init' });
  expect(await closed).toEqual({ code: 4429, reason: 'Too many sockets' });
  const authorization = `Bearer ${await own.issuer.token('officer-7')}`;
  sockets.push(await ready(own.socket(), { authorization }));
  await Promise.all(sockets.map(leave));
  await own.close();
});

test('sockets that say nothing are as many as an address may have, and are closed soon (A068)', async () => {
  const own = await openGate({}, { sockets: { arrivingPerAddress: 2, initMs: 1000 } });
  const silent = [own.socket(), own.socket()];
  const ends = silent.map(closing);
  await Promise.all(silent.map(opened));
  expect(await closing(own.socket())).toEqual({ code: 4429, reason: 'Too many sockets' });
  expect((await Promise.all(ends)).map(({ code }) => code)).toEqual([4408, 4408]);
  await leave(await ready(own.socket()));
  await own.close();
});

test('a frame of 5 MB, a flood of messages and a flood of pings are closed (A069)', async () => {
  const large = await ready(gate.socket());
  say(large, { id: '1', type: 'subscribe', payload: { query: `{ ping } #${'x'.repeat(5e6)}` } });
  expect((await closing(large)).code).toBe(1009);
  const chatty = await ready(gate.socket());
  for (let count = 0; count < 1000; count += 1) say(chatty, { type: 'ping' });
  expect(await closing(chatty)).toEqual({ code: 4429, reason: 'Too many messages' });
  const pinging = await ready(gate.socket());
  for (let count = 0; count < 1000; count += 1) pinging.ping();
  expect((await closing(pinging)).code).not.toBe(1000); // cut without a word when the pings come in one burst
});

test('a reader who does not read is cut off, and its source ends (R10)', async () => {
  const socket = await ready(gate.socket());
  subscribe(socket, '1');
  await gate.ticks.until(1);
  socket.pause();
  gate.ticks.push('x'.repeat(16 * 1024 * 1024));
  await gate.ticks.until(0);
  expect(gate.logged.at(-1)).toContain('Slow reader');
  socket.terminate();
});

test('what HTTP refuses, a socket refuses: aliases, depth, cost, syntax', async () => {
  const socket = await ready(gate.socket());
  const aliases = `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: __typename`).join(' ')} }`;
  const page = (inner: string): string => `items(first: 100) { nodes { ${inner} } }`;
  for (const [query, code] of [
    [aliases, 'COST_EXCEEDED'],
    [`{ ${page(page(page('id')))} }`, 'COST_EXCEEDED'],
    ['{ ping', 'BAD_USER_INPUT'],
  ]) {
    const answered = message(socket);
    subscribe(socket, '1', query);
    expect(await answered).toMatchObject({ type: 'error', payload: { 0: { extensions: { code, requestId: expect.any(String) } } } });
  }
  await leave(socket);
});

test('production introspects over no socket either, and masks bugs there too (A037, A039)', async () => {
  const production = await openGate({
    NODE_ENV: 'production',
    JWKS_URL: 'https://login.example.org/keys',
    JWT_ISSUER: 'i',
    JWT_AUDIENCE: 'maplebridge',
  });
  const socket = await ready(production.socket());
  for (const [query, code] of [
    ['{ __schema { types { name } } }', 'OPERATION_NOT_ALLOWED'],
    ['{ pin }', 'BAD_USER_INPUT'],
  ]) {
    const refused = message(socket);
    subscribe(socket, '1', query);
    expect(await refused).toMatchObject({
      type: 'error',
      payload: [{ message: expect.not.stringContaining('Did you mean'), extensions: { code } }],
    });
  }
  const masked = message(socket);
  subscribe(socket, '2', '{ broken }');
  const text = JSON.stringify(await masked);
  expect(text).toContain('INTERNAL_SERVER_ERROR');
  expect(text).not.toContain('core.case');
  await leave(socket);
  await production.close();
});
