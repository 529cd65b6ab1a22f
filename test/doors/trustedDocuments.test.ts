import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { print } from 'graphql';
import { openGate, type Answer, type Gate } from './gate';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const apollo = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

const ping = '{ ping }';
const echo = 'query Echo($text: String) { echo(text: $text) }';
const ticks = 'subscription { ticks }';
const sized =
  'query Sized($size: Int) { items(first: $size) { nodes { items(first: $size) { nodes { items(first: $size) { nodes { id } } } } } } }';
const greeting = gql`
  query Greeting {
    ping
    __typename
  }
`;

let folder: string;
let strict: Gate;
let open: Gate;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifests-'));
  const texts = [ping, echo, ticks, sized, print(greeting)];
  await writeFile(join(folder, 'town-app.json'), JSON.stringify(Object.fromEntries(texts.map((text) => [sha256(text), text]))));
  await writeFile(join(folder, 'counter.json'), JSON.stringify({ [`sha256:${sha256('mutation { count }')}`]: 'mutation { count }' }));
  strict = await openGate({ TRUSTED_DOCUMENTS: folder, TRUSTED_DOCUMENTS_ONLY: 'true' });
  open = await openGate({ TRUSTED_DOCUMENTS: folder });
});
afterAll(async () => {
  await Promise.all([strict.close(), open.close()]);
  await rm(folder, { recursive: true });
});

const post = (gate: Gate, body: object): Promise<Answer> =>
  gate.send({ method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json' } }, JSON.stringify(body));
const get = (gate: Gate, parameters: Record<string, string>): Promise<Answer> =>
  gate.send({ path: `/graphql?${String(new URLSearchParams(parameters))}`, headers: { 'apollo-require-preflight': '1' } });

type Said = readonly [data: unknown, code: unknown];
const said = ({ json }: Answer): Said => [json().data, json().errors?.[0]?.extensions['code']];

/** What a stock client is answered on a socket; `query` has to be a text there, if an empty one. */
async function onSocket(gate: Gate, payload: object): Promise<Said> {
  const client = gate.client();
  try {
    const { value } = await client.iterate({ query: '', ...payload }).next();
    return [value.data, undefined];
  } catch (errors) {
    return [undefined, (errors as { extensions: { code: string } }[])[0]?.extensions.code];
  } finally {
    await client.dispose();
  }
}

/** The same on an event stream of its own; the stock client sends text, so that names go by hand. */
async function onStream(gate: Gate, asked: object): Promise<Said> {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
  const { status, text, json } = await gate.send({ method: 'POST', path: '/graphql/stream', headers }, JSON.stringify(asked));
  if (status !== 200) return [undefined, json().errors?.[0]?.extensions['code']];
  const event = JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? '{}') as ReturnType<Answer['json']>;
  return [event.data, event.errors?.[0]?.extensions['code']];
}

/** By POST, by GET, on a socket and on an event stream. */
const everywhere = async (gate: Gate, asked: { query?: string; documentId?: string; extensions?: object }): Promise<readonly Said[]> => [
  said(await post(gate, asked)),
  said(
    await get(gate, { ...asked, ...(asked.extensions ? { extensions: JSON.stringify(asked.extensions) } : {}) } as Record<string, string>),
  ),
  await onSocket(gate, asked),
  await onStream(gate, asked),
];
const always = (one: Said): readonly Said[] => [one, one, one, one];

test.each(['strict', 'open'])('a document of a manifest is answered by its hash at every door, cold and warm (%s)', async (mode) => {
  const gate = mode === 'strict' ? strict : open;
  const ways = [{ documentId: sha256(ping) }, { documentId: `sha256:${sha256(ping)}` }, apollo(sha256(ping)), { query: ping }];
  for (const _attempt of ['cold', 'warm'])
    for (const way of ways) expect(await everywhere(gate, way)).toEqual(always([{ ping: 'pong' }, undefined]));
});

test('in strict mode no other text is answered at any door, and nothing of it happens', async () => {
  for (const query of [
    '{ who }',
    '{  ping  }',
    `${ping} `,
    'mutation Count { count }',
    '{ __schema { types { name } } }',
    '{ nothing }',
    '{',
  ])
    expect(await everywhere(strict, { query })).toEqual(always([undefined, 'OPERATION_NOT_ALLOWED']));
  const counted = await post(strict, { documentId: sha256('mutation { count }') });
  expect(said(counted)).toEqual([{ count: 1 }, undefined]);
});

test('in strict mode a hash of no manifest is refused from the closed list, and is not learnt from whoever sends its text', async () => {
  const [query, id] = ['{ language }', sha256('{ language }')];
  for (const way of [{ documentId: id }, apollo(id)]) expect(await everywhere(strict, way)).toEqual(always([undefined, 'NOT_FOUND']));
  expect(await everywhere(strict, { query, ...apollo(id) })).toEqual(always([undefined, 'OPERATION_NOT_ALLOWED']));
  expect(await everywhere(strict, apollo(id))).toEqual(always([undefined, 'NOT_FOUND']));
  const { status, headers } = await post(strict, { documentId: id });
  expect([status, headers['content-type']]).toEqual([400, 'application/json; charset=utf-8']);
});

test('a text under the hash of another is refused, whichever of them is known', async () => {
  for (const gate of [strict, open])
    for (const way of [{ documentId: sha256(ping) }, apollo(sha256(ping)), { documentId: 'sha1:7' }])
      expect(await everywhere(gate, { query: echo, ...way })).toEqual(always([undefined, 'BAD_USER_INPUT']));
});

test.each([
  ['a number', { documentId: 7 }, 'BAD_USER_INPUT'],
  ['a list', { documentId: [sha256(ping)] }, 'BAD_USER_INPUT'],
  ['the name of a member of objects', { documentId: '__proto__' }, 'NOT_FOUND'],
  ['the hash in capitals', { documentId: sha256(ping).toUpperCase() }, 'NOT_FOUND'],
  ['no document', { variables: {} }, 'BAD_USER_INPUT'],
  ['extensions of another shape', { extensions: { persistedQuery: 'x' } }, 'BAD_USER_INPUT'],
])('%s names no document', async (_what, body, code) => {
  for (const gate of [strict, open]) expect(said(await post(gate, body))).toEqual([undefined, code]);
});

test('a stream is opened by its hash', async () => {
  const client = strict.client();
  const stream = client.iterate<{ ticks: string }>({ query: '', ...apollo(sha256(ticks)) });
  const first = stream.next();
  await strict.ticks.until(1);
  strict.ticks.push('one');
  expect((await first).value.data).toEqual({ ticks: 'one' });
  await stream.return?.();
  await client.dispose();
});

test('variables and limits are those of any other document', async () => {
  expect(said(await post(strict, { documentId: sha256(echo), variables: { text: 'x' } }))).toEqual([{ echo: 'x' }, undefined]);
  expect(said(await post(strict, { documentId: sha256(echo), variables: { text: ['x', 'y'] } }))[1]).toBe('BAD_USER_INPUT');
  expect(said(await post(strict, { documentId: sha256(sized), variables: { size: 100 } }))[1]).toBe('COST_EXCEEDED');
  expect(said(await get(strict, { documentId: sha256('mutation { count }') }))[1]).toBe('BAD_USER_INPUT');
});

test('beside the manifests an open gateway answers every document, and lets clients of Apollo teach it theirs', async () => {
  const [query, id] = ['{ who }', sha256('{ who }')];
  const unknown: Said = [undefined, 'PERSISTED_QUERY_NOT_FOUND'];
  // Clients of event streams know nothing of Apollo's way, and are told that a document is missing.
  expect(await everywhere(open, apollo(id))).toEqual([unknown, unknown, unknown, [undefined, 'BAD_USER_INPUT']]);
  expect(await everywhere(open, { documentId: id })).toEqual(always([undefined, 'NOT_FOUND']));
  expect(await everywhere(open, { query })).toEqual(always([{ who: 'anonymous' }, undefined]));
  expect(said(await post(open, { query, ...apollo(id) }))).toEqual([{ who: 'anonymous' }, undefined]);
  expect(said(await post(open, apollo(id)))).toEqual([{ who: 'anonymous' }, undefined]);
});

test.each([
  ['a document of the manifest', greeting, ['pong', 'pong']],
  ['a document of its own', gql('query Own { ping who }'), ['NOT_FOUND', 'pong']],
])('Apollo Client with hashes asks %s', async (_what, query, expected) => {
  const got = [];
  for (const gate of [strict, open]) {
    const link = new PersistedQueryLink({ sha256 }).concat(new HttpLink({ uri: `${gate.url}/graphql` }));
    const client = new ApolloClient({ cache: new InMemoryCache(), link });
    const answer = client.query<{ ping: string }>({ query }).then(({ data }) => data?.ping);
    got.push(await answer.catch((error: unknown) => (CombinedGraphQLErrors.is(error) ? error.errors[0]?.extensions?.['code'] : error)));
    client.stop();
  }
  expect(got).toEqual(expected);
});
