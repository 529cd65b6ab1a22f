import { request, type IncomingMessage } from 'node:http';
import { openGate, type Answer, type Gate } from './gate';

let gate: Gate;
beforeAll(async () => {
  const limits = { initMs: 300, slowMs: 200, socketsPerSubject: 3, anonymousPerAddress: 4, operations: 3 };
  gate = await openGate({ ALLOWED_ORIGINS: 'https://app.example.org' }, { sockets: limits });
});
afterAll(() => gate.close());

const path = '/graphql/stream';
const stream = 'text/event-stream';
const json = { 'content-type': 'application/json' };
const bearer = async (who: string, expiresIn?: number) => ({ authorization: `Bearer ${await gate.issuer.token(who, { expiresIn })}` });
const bodyOf = (query: string, operationId?: string): string =>
  JSON.stringify({ query, ...(operationId && { extensions: { operationId } }) });
const brief = (answer: Answer): unknown[] => [answer.status, answer.json().errors?.[0]?.extensions['code']];
const reserve = (headers = {}): Promise<Answer> => gate.send({ method: 'PUT', path, headers });
const ofStream = (token: string) => ({ 'x-graphql-event-stream-token': token });

/** A response whose events are read as they come; `over` when it has ended. */
async function listen(options: object, body?: string) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: gate.port, path, agent: false, ...options }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
  let heard = '';
  response.setEncoding('utf8').on('data', (text: string) => (heard += text));
  const over = new Promise<void>((resolve) => response.once('close', resolve));
  return { response, over, heard: () => heard };
}
const opens = (headers: object, query = 'subscription { ticks }') => ({
  options: { method: 'POST', headers: { ...json, accept: stream, ...headers } },
  body: bodyOf(query),
});
const distinct = (headers: object = {}, query?: string) => {
  const { options, body } = opens(headers, query);
  return listen(options, body);
};

test('what every door refuses is refused here with the same codes: as an event where the stream is its own, else by status', async () => {
  const { value } = await gate.events(false).iterate({ query: '{ pin }' }).next();
  expect(value).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT', requestId: expect.any(String) } }] });
  const token = (await reserve()).text;
  const open = await listen({ headers: { accept: stream, ...ofStream(token) } });
  const post = (query: string, id: string) =>
    gate.send({ method: 'POST', path, headers: { ...json, ...ofStream(token) } }, bodyOf(query, id));
  const aliases = `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: __typename`).join(' ')} }`;
  expect(brief(await post(aliases, '1'))).toEqual([400, 'COST_EXCEEDED']);
  expect(brief(await post('{ ping', '1'))).toEqual([400, 'BAD_USER_INPUT']);
  expect((await post('{ ping }', '1')).status).toBe(202); // the id of a refused operation is free again
  expect(brief(await post('{ ping }', 'x'.repeat(129)))).toEqual([400, 'BAD_USER_INPUT']);
  expect(brief(await gate.send({ method: 'POST', path, headers: { ...json, ...ofStream(token) } }, bodyOf('{ ping }')))).toEqual([
    400,
    'BAD_USER_INPUT',
  ]);
  open.response.destroy();
  await open.over;
});

test('an operationId or operationName that is no text is refused, and no fault of ours', async () => {
  const token = (await reserve()).text;
  const open = await listen({ headers: { accept: stream, ...ofStream(token) } });
  const odd = [{ toString: 1 }, ['a'], true, '\ud800', '\ud800'];
  const bodies = [
    ...odd.map((operationId) => ({ query: '{ faulty', extensions: { operationId } })),
    ...[{ toString: 1 }, 5, ['a']].map((operationName) => ({ query: '{ ping }', operationName, extensions: { operationId: '1' } })),
  ];
  for (const body of bodies.map((one) => JSON.stringify(one)))
    for (const mode of [ofStream(token), { accept: stream }])
      expect(brief(await gate.send({ method: 'POST', path, headers: { ...json, ...mode } }, body))).toEqual([400, 'BAD_USER_INPUT']);
  const search = `query=%7Bping%7D&extensions=${encodeURIComponent('{"operationId":{"toString":1}}')}`;
  expect(brief(await gate.send({ path: `${path}?${search}`, headers: { accept: stream } }))).toEqual([400, 'BAD_USER_INPUT']);
  open.response.destroy();
  await open.over;
});

test('a mutation by GET is refused and does not happen', async () => {
  const count = async () => Number((await gate.post('mutation { count }')).json().data?.['count']);
  const before = await count();
  const answer = await gate.send({ path: `${path}?query=${encodeURIComponent('mutation { count }')}`, headers: { accept: stream } });
  expect([...brief(answer), answer.headers.allow]).toEqual([405, 'OPERATION_NOT_ALLOWED', 'POST']);
  expect(await count()).toBe(before + 1);
  const query = await gate.send({ path: `${path}?query=${encodeURIComponent('{ ping }')}`, headers: { accept: stream } });
  expect(query.text).toContain('event: next\ndata: {"data":{"ping":"pong"}}');
});

test('the stream of another, one of nobody and one that is over are the same: there is none (A072)', async () => {
  const [one, other] = [await bearer('officer-3'), await bearer('officer-4')];
  const token = (await reserve(one)).text;
  const open = await listen({ headers: { accept: stream, ...one, ...ofStream(token) } });
  const tries = async (headers: object): Promise<unknown[][]> => {
    const answers = [
      await gate.send({ path, headers: { accept: stream, ...headers } }),
      await gate.send({ method: 'POST', path, headers: { ...json, ...headers } }, bodyOf('{ who }', '1')),
      await gate.send({ method: 'DELETE', path: `${path}?operationId=1`, headers: { ...headers } }),
    ];
    return answers.map((answer) => [...brief(answer), answer.json().errors?.[0]?.message]);
  };
  const foreign = await tries({ ...other, ...ofStream(token) });
  expect(foreign).toEqual(Array.from({ length: 3 }, () => [404, 'NOT_FOUND', expect.stringContaining('not yours')]));
  expect(await tries(ofStream(token))).toEqual(foreign);
  expect(await tries({ ...other, ...ofStream('constructor') })).toEqual(foreign);
  expect(brief(await gate.send({ path, headers: { accept: stream, ...one, ...ofStream(token) } }))).toEqual([409, 'BAD_USER_INPUT']);
  open.response.destroy();
  await open.over;
  while ((await tries({ ...one, ...ofStream(token) }))[0]?.[0] !== 404); // the end of a stream is noticed a moment later
});

test('a page of another origin opens no stream, with and without an Origin, and may not ask before', async () => {
  for (const headers of [{ origin: 'https://evil.test' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const answer = await gate.send({ method, path: `${path}?query=%7Bping%7D`, headers: { accept: stream, ...headers } });
      expect(brief(answer)).toEqual([403, 'FORBIDDEN']);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  const friend = await gate.send({ method: 'OPTIONS', path, headers: { origin: 'https://app.example.org' } });
  expect(friend.headers).toMatchObject({ 'access-control-allow-methods': 'GET, POST, PUT, DELETE' });
  const asked = await distinct({ origin: 'https://app.example.org' }, '{ ping }');
  await asked.over;
  expect(asked.response.headers).toMatchObject({
    'access-control-allow-origin': 'https://app.example.org',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
  });
});

test('forms, other methods and other wishes are refused in JSON', async () => {
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
  for (const type of types)
    expect(brief(await gate.send({ method: 'POST', path, headers: { accept: stream, 'content-type': type } }, 'query={ping}'))).toEqual([
      415,
      'BAD_USER_INPUT',
    ]);
  expect(brief(await gate.send({ method: 'PUT', path, headers: { accept: 'text/html' } }))).toEqual([406, 'BAD_USER_INPUT']);
  expect(brief(await gate.send({ path, headers: { accept: stream } }))).toEqual([400, 'BAD_USER_INPUT']);
  expect(brief(await gate.send({ path }))).toEqual([404, 'NOT_FOUND']);
  const patched = await gate.send({ method: 'PATCH', path });
  expect([...brief(patched), patched.headers.allow]).toEqual([405, 'OPERATION_NOT_ALLOWED', 'GET, POST, PUT, DELETE']);
});

test('a person holds so many connections, sockets and streams together, and a place comes free when one ends', async () => {
  const who = await bearer('officer-5');
  const socket = gate.client(who);
  const over = socket.iterate({ query: 'subscription { ticks }' });
  void over.next();
  const first = await distinct(who);
  const token = (await reserve(who)).text;
  await gate.ticks.until(2);
  const late = await gate.send({ method: 'POST', path, headers: { ...json, accept: stream, ...who } }, bodyOf('{ ping }'));
  expect([...brief(late), late.headers['retry-after']]).toEqual([429, 'RATE_LIMITED', '1']);
  first.response.destroy();
  await gate.ticks.until(1);
  const again = await distinct(who, '{ who }');
  await again.over;
  expect(again.heard()).toContain('officer-5');
  const kept = await listen({ headers: { accept: stream, ...who, ...ofStream(token) } });
  kept.response.destroy();
  await over.return?.();
  await socket.dispose();
});

test('one stream takes so many operations, however many come at once, and DELETE ends one', async () => {
  const token = (await reserve()).text;
  const open = await listen({ headers: { accept: stream, ...ofStream(token) } });
  const post = (id: string) =>
    gate.send({ method: 'POST', path, headers: { ...json, ...ofStream(token) } }, bodyOf('subscription { ticks }', id));
  const answers = await Promise.all(['1', '2', '3', '4', '5'].map(post));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, 429, 429]);
  await gate.ticks.until(3);
  const ended = ['1', '2', '3', '4', '5'].find((_id, nth) => answers[nth]?.status === 202);
  expect((await gate.send({ method: 'DELETE', path: `${path}?operationId=${ended}`, headers: ofStream(token) })).status).toBe(200);
  await gate.ticks.until(2);
  expect((await post('6')).status).toBe(202);
  await gate.ticks.until(3);
  open.response.destroy();
  await gate.ticks.until(0);
});

test('a reservation that nobody comes for is let go, with what was started on it, and its place is free', async () => {
  const tokens = await Promise.all([1, 2, 3, 4].map(async () => (await reserve()).text));
  expect(brief(await reserve())).toEqual([429, 'RATE_LIMITED']);
  const started = { method: 'POST', path, headers: { ...json, ...ofStream(tokens[0] ?? '') } };
  expect((await gate.send(started, bodyOf('subscription { ticks }', '1'))).status).toBe(202);
  await gate.ticks.until(1);
  await gate.ticks.until(0);
  expect(brief(await gate.send({ path, headers: { accept: stream, ...ofStream(tokens[0] ?? '') } }))).toEqual([404, 'NOT_FOUND']);
  const again = await reserve();
  expect(again.status).toBe(201);
});

test('a reader who does not read holds one result back and then is cut off, and its source ends (R10)', async () => {
  const { response, over } = await distinct();
  await gate.ticks.until(1);
  response.pause();
  gate.ticks.push('x'.repeat(16 * 1024 * 1024));
  await gate.ticks.until(0);
  expect(gate.logged.some((line) => line.includes('"stream closed"') && line.includes('Slow reader'))).toBe(true);
  response.resume();
  await over;
});
