import { createHash } from 'node:crypto';
import { openGate, type Answer, type Gate } from './gate';

let gate: Gate;
beforeAll(async () => (gate = await openGate()));
afterAll(() => gate.close());

const hashOf = (query: string): string => createHash('sha256').update(query).digest('hex');
const persisted = (sha256Hash: unknown, query?: string): Promise<Answer> =>
  gate.send(
    { method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json' } },
    JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
  );
const codeOf = (answer: Answer): unknown => answer.json().errors?.[0]?.extensions['code'];

test('a document may be sent once and named by its hash from then on', async () => {
  const query = 'query Named { ping }';
  expect(codeOf(await persisted(hashOf(query)))).toBe('PERSISTED_QUERY_NOT_FOUND');
  for (const answer of [await persisted(hashOf(query), query), await persisted(hashOf(query))]) {
    expect([answer.status, answer.json().data]).toEqual([200, { ping: 'pong' }]);
  }
});

test('a hash that is not that of the text is refused, and names neither of them afterwards (A035)', async () => {
  const named = 'query Honest { ping }';
  const answer = await persisted(hashOf(named), 'mutation { count }');
  expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
  expect(codeOf(await persisted(hashOf(named)))).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect(codeOf(await persisted(hashOf('mutation { count }')))).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await gate.post('mutation { count }')).json().data).toEqual({ count: 1 });
});

test.each([[{ $ne: 1 }], [['x']], [1], ['__proto__'], ['x'.repeat(100_000)]])(
  'a hash that is none finds nothing (A035): %#',
  async (hash) => {
    const answer = await persisted(hash);
    expect(answer.status).toBeLessThan(500);
    expect(['PERSISTED_QUERY_NOT_FOUND', 'BAD_USER_INPUT']).toContain(codeOf(answer));
  },
);

test('a document that is refused is not remembered', async () => {
  for (const query of ['{ nothingOfTheKind }', `{ ${'ping '.repeat(21)} }`, '{ ping']) {
    expect((await persisted(hashOf(query), query)).status).toBe(400);
    expect(codeOf(await persisted(hashOf(query)))).toBe('PERSISTED_QUERY_NOT_FOUND');
  }
});

test('documents without number drive the oldest out, so that memory stays bounded (A035)', async () => {
  const long = (name: string): string => `query ${name} { ping } #${'x'.repeat(250_000)}`;
  await persisted(hashOf(long('first')), long('first'));
  expect((await persisted(hashOf(long('first')))).status).toBe(200);
  for (let count = 0; count < 40; count += 1) await persisted(hashOf(long(`q${count}`)), long(`q${count}`));
  expect(codeOf(await persisted(hashOf(long('first'))))).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await persisted(hashOf(long('q39')))).json().data).toEqual({ ping: 'pong' });
});
