import type WebSocket from 'ws';
import { closing, message, opened, openGate, ready, type Answer, type Gate } from './gate';

let gate: Gate;
beforeEach(async () => (gate = await openGate({ RATE_PER_PERSON: '2000', RATE_PER_ADDRESS: '2000', TRUST_PROXY: '127.0.0.1' })));
afterEach(() => gate.close());

/** Costs more than 10,000 values, of 80,000 that may be used at once: the eighth is refused, whoever sends it how. */
const heavy = '{ items(first: 100) { nodes { id items(first: 100) { nodes { id } } } } }';
const bearer = async (who: string) => ({ authorization: `Bearer ${await gate.issuer.token(who)}` });
const brief = (answer: Answer): unknown[] => [answer.status, answer.json().errors?.[0]?.extensions['code'] ?? '-'];

async function until429(headers: Record<string, string>): Promise<{ readonly good: number; readonly refused: Answer }> {
  for (let good = 0; ; good += 1) {
    const refused = await gate.post(heavy, { headers });
    if (refused.status !== 200) return { good, refused };
  }
}

test('who asks for too much is refused with 429, a code, and when to come back, cold and warm (A033)', async () => {
  const { good, refused } = await until429(await bearer('greedy'));
  expect(good).toBeGreaterThan(1); // the first went through Apollo, the others the short way
  expect(good).toBeLessThan(8);
  expect(brief(refused)).toEqual([429, 'RATE_LIMITED']);
  const { retryAfter, isRetryable, requestId } = refused.json().errors?.[0]?.extensions ?? {};
  expect([refused.headers['retry-after'], isRetryable, requestId]).toEqual([String(retryAfter), true, refused.headers['x-request-id']]);
  expect(Number(retryAfter)).toBeGreaterThan(0);
  const cold = await gate.post(`${heavy} # never seen before`, { headers: await bearer('greedy') });
  expect(brief(cold)).toEqual([429, 'RATE_LIMITED']);
});

test('one who asks for too much keeps nobody else of a hall from asking: people by who they are, strangers by where', async () => {
  await until429({});
  expect(brief(await gate.post(heavy))).toEqual([429, 'RATE_LIMITED']);
  const people = await Promise.all(['one', 'two', 'three'].map(async (who) => gate.post(heavy, { headers: await bearer(who) })));
  expect(people.map(brief)).toEqual(people.map(() => [200, '-']));
  expect(brief(await gate.post(heavy, { headers: { 'x-forwarded-for': '198.51.100.7' } }))).toEqual([200, '-']);
});

test('a document that is faulty costs as much as any other request, also one that speaks of subscriptions', async () => {
  const faulty = await Promise.all(Array.from({ length: 1000 }, (_, nth) => gate.post(`subscription { absent${nth} }`)));
  const refused = faulty.map(({ status }) => status);
  expect([...new Set(refused)].sort()).toEqual([400, 429]);
  expect(refused.filter((status) => status === 400).length).toBeGreaterThanOrEqual(800); // 80,000 at once, 100 each
});

test('the strangers of one IPv6 network ask out of one bucket', async () => {
  await until429({ 'x-forwarded-for': '2001:db8::1' });
  expect(brief(await gate.post(heavy, { headers: { 'x-forwarded-for': '2001:db8::2' } }))).toEqual([429, 'RATE_LIMITED']);
  expect(brief(await gate.post(heavy, { headers: { 'x-forwarded-for': '2001:db8:0:1::1' } }))).toEqual([200, '-']);
});

test('the bucket of a person is one over all doors: operations of sockets and event streams are refused too', async () => {
  const who = await bearer('everywhere');
  await until429(who);
  const socket = await ready(gate.socket(), who);
  const refused = message(socket);
  subscribe(socket, heavy);
  expect(await refused).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number), requestId: expect.any(String) } }],
  });
  const closed = closing(socket);
  socket.close();
  await closed;
  const stream = await gate.send(
    { method: 'POST', path: '/graphql/stream', headers: { ...who, 'content-type': 'application/json', accept: 'text/event-stream' } },
    JSON.stringify({ query: heavy }),
  );
  expect([...brief(stream), stream.headers['retry-after']]).toEqual([429, 'RATE_LIMITED', expect.stringMatching(/^\d+$/)]);
});

test('credentials that are not good ask as strangers, and do not use up anything of who is signed in', async () => {
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () => gate.post('{ ping }', { headers: { authorization: 'Bearer a.b.c' } })),
  );
  const statuses = answers.map(({ status }) => status);
  expect([...new Set(statuses)].sort()).toEqual([401, 429]);
  expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(800); // 80,000 at once, 100 each
  expect(brief(await gate.post('{ ping }', { headers: await bearer('one') }))).toEqual([200, '-']);
});

test('sockets are paid for as they arrive, whatever they bring: by strangers where they are, by people as who they are', async () => {
  await until429({});
  const arrive = async (payload: object): Promise<string> => {
    const socket = gate.socket();
    const closed = closing(socket);
    await opened(socket);
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
    return (await closed).reason;
  };
  const reasons = await Promise.all(Array.from({ length: 400 }, (_, nth) => arrive({ authorization: `Bearer a.b.${nth}` })));
  expect([...new Set(reasons)].sort()).toEqual(['Forbidden', 'Too much was asked for']);
  const person = await bearer('one');
  const socket = await ready(gate.socket(), person);
  const closed = closing(socket);
  socket.close();
  await closed;
});

const subscribe = (socket: WebSocket, query: string): void =>
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
