import { openGate, type Answer, type Gate } from './gate';

/** What the same request is answered by a gateway that never saw its operation, and by one where it has passed before. */
async function coldAndWarm(send: (gate: Gate) => Promise<Answer>, passed: readonly string[]): Promise<readonly [object, object]> {
  const [cold, warm] = [await openGate(), await openGate()];
  try {
    for (const query of passed) expect((await warm.post(query, { variables: { size: 1, text: 'x', number: 1 } })).status).toBe(200);
    return [seen(await send(cold)), seen(await send(warm))];
  } finally {
    await Promise.all([cold.close(), warm.close()]);
  }
}

const changing = new Set(['date', 'x-request-id', 'content-length', 'keep-alive']);

function seen({ status, headers, text }: Answer): object {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !changing.has(name)));
  return { status, headers: kept, body: text.replace(/"requestId":"[^"]*"/g, '"requestId":"?"') };
}

const echo = 'query Echo($text: String, $number: Int) { echo(text: $text, number: $number) }';
const sized =
  'query Sized($size: Int) { items(first: $size) { nodes { items(first: $size) { nodes { items(first: $size) { nodes { id } } } } } } }';
const post =
  (query: string, variables?: unknown, headers: Record<string, string> = {}) =>
  (gate: Gate) =>
    gate.post(query, { variables, headers });
const raw =
  (body: unknown, headers: Record<string, string> = {}) =>
  (gate: Gate) =>
    gate.send(
      { method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', ...headers } },
      typeof body === 'string' ? body : JSON.stringify(body),
    );

test.each<readonly [string, (gate: Gate) => Promise<Answer>]>([
  ['an answer', post(echo, { text: 'x' })],
  ['a refusal', post('{ refused }')],
  ['a bug', post('{ broken }')],
  ['data beside an error', post('{ ping refused }')],
  ['a variable of another type', post(echo, { number: 'seven' })],
  ['a variable that is no list', post(echo, { text: ['x'] })],
  ['variables that are a list', raw({ query: echo, variables: [] })],
  ['variables that are a text', raw({ query: echo, variables: 'x' })],
  ['variables that are null', raw({ query: echo, variables: null })],
  ['a page so large that it costs too much', post(sized, { size: 100 })],
  ['an operation of another name', raw({ query: echo, operationName: 'Other' })],
  ['a name that is no text', raw({ query: echo, operationName: 7 })],
  ['a persisted query that nobody knows', raw({ query: echo, extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } })],
  ['extensions that are empty', raw({ query: echo, extensions: {} })],
  ['members that nobody asked for', raw({ query: echo, admin: true })],
  ['a batch', raw([{ query: echo }])],
  ['a body that is no JSON', raw('{ "query": "{')],
  ['a query that is no text', raw({ query: { a: 1 } })],
  ['a body of text', raw({ query: echo }, { 'content-type': 'text/plain' })],
  ['another charset', raw({ query: echo }, { 'content-type': 'application/json; charset=utf-7' })],
  ['utf-8', raw({ query: echo }, { 'content-type': 'application/json; charset=utf-8' })],
  ['answers of GraphQL over HTTP', post(echo, {}, { accept: 'application/graphql-response+json' })],
  ['a refusal of GraphQL over HTTP', post(echo, { number: 'seven' }, { accept: 'application/graphql-response+json' })],
  ['answers of two kinds', post(echo, {}, { accept: 'application/graphql-response+json, application/json;q=0.5' })],
  ['answers that we do not give', post(echo, {}, { accept: 'text/html' })],
  ['a token that is none', post(echo, {}, { authorization: 'Bearer nonsense' })],
  ['another origin', post(echo, {}, { origin: 'https://evil.test' })],
  ['Chinese', post('{ refused }', {}, { 'accept-language': 'zh-CN' })],
  [
    'a mutation by GET',
    (gate) => gate.send({ method: 'GET', path: '/graphql?query=mutation%7Bcount%7D', headers: { 'apollo-require-preflight': '1' } }),
  ],
  ['a query by GET', (gate) => gate.send({ method: 'GET', path: `/graphql?query=${encodeURIComponent('{ping}')}` })],
  [
    'a body beside a query in the address',
    (gate) =>
      gate.send(
        { method: 'POST', path: '/graphql?query=%7Bping%7D', headers: { 'content-type': 'application/json' } },
        JSON.stringify({ query: echo }),
      ),
  ],
])('%s looks alike the first time and once the operation is known', async (_what, send) => {
  const [cold, warm] = await coldAndWarm(send, [echo, sized, '{ ping }', '{ping}', '{ refused }', '{ broken }', '{ ping refused }']);
  expect(warm).toEqual(cold);
});

test('an operation that is known is refused like any other once its token has run out', async () => {
  const gate = await openGate();
  const token = await gate.issuer.token('somebody', { expiresIn: -3600 });
  await gate.post('{ who }');
  await gate.post('{ who }', { headers: { authorization: `Bearer ${await gate.issuer.token('somebody')}` } });
  const { status, json } = await gate.post('{ who }', { headers: { authorization: `Bearer ${token}` } });
  expect([status, json().errors?.[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
  await gate.close();
});
