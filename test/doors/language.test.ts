import { getIntrospectionQuery } from 'graphql';
import { openGate, type Answer, type Gate } from './gate';

let gate: Gate;
let production: Gate;
const closedToStrangers = {
  NODE_ENV: 'production',
  JWKS_URL: 'http://127.0.0.1:9/keys',
  JWT_ISSUER: 'https://login.example.org',
  JWT_AUDIENCE: 'maplebridge',
};
beforeAll(async () => {
  gate = await openGate();
  production = await openGate(closedToStrangers);
});
afterAll(() => Promise.all([gate.close(), production.close()]));

const codes = (answer: Answer): unknown[] => (answer.json().errors ?? []).map(({ extensions }) => extensions['code']);

async function expectOverLimit(query: string): Promise<Answer> {
  const answer = await gate.post(query);
  expect(answer.status).toBe(400);
  expect(codes(answer)).toContain('COST_EXCEEDED');
  expect(answer.json().errors?.length).toBeLessThanOrEqual(10);
  return answer;
}

const nested = (depth: number): string => `{ item ${'{ child '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;

test('101 aliases of __typename are too many, 15 are not (A019)', async () => {
  const aliases = (count: number): string => `{ ${Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ')} }`;
  await expectOverLimit(aliases(101));
  expect((await gate.post(aliases(15))).status).toBe(200);
});

test.each([500, 10_000])('a field repeated %d times is refused (A021)', async (count) => {
  await expectOverLimit(`{ item { ${'id '.repeat(count)} } }`);
});

test('1000 @skip are refused, and unknown directives are told of ten times at most (A022)', async () => {
  await expectOverLimit(`{ ping ${'@skip(if: false) '.repeat(100)} }`);
  await expectOverLimit(`{ ping ${'@skip(if: false) '.repeat(1000)} }`);
  const unknown = await gate.post(`{ ping ${'@nothing '.repeat(50)} }`);
  expect(unknown.json().errors).toHaveLength(10);
});

test('depth 50 is refused, 10 is not (A023)', async () => {
  const answer = await expectOverLimit(nested(50));
  expect(answer.json().errors?.[0]).toMatchObject({ message: expect.stringContaining('at most 12'), extensions: { limit: 12 } });
  expect((await gate.post(nested(9))).status).toBe(200);
});

test('circular fragments are refused (A024)', async () => {
  const answer = await gate.post('{ item { ...A } } fragment A on Item { child { ...B } } fragment B on Item { child { ...A } }');
  expect(answer.status).toBe(400);
  expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
});

test('fragments that double at every step are counted in full, in no time (A025)', async () => {
  const chain = Array.from({ length: 25 }, (_, index) => `fragment F${index} on Item { ...F${index + 1} ...F${index + 1} }`).join(' ');
  const started = performance.now();
  await expectOverLimit(`{ item { ...F0 } } ${chain} fragment F25 on Item { id }`);
  expect(performance.now() - started).toBeLessThan(2000);
});

test.each(['{', '[', '{a'])('20,000 nested "%s" are refused, and the next query is answered (A026)', async (open) => {
  const answer = await gate.post(open === '[' ? `{ echo(text: ${'['.repeat(20_000)}) }` : open.repeat(20_000));
  expect([answer.status, codes(answer)]).toEqual([400, [open === '{' ? 'BAD_USER_INPUT' : 'COST_EXCEEDED']]);
  expect((await gate.post('{ ping }')).status).toBe(200);
});

test('comments and strings without end are too large (A027)', async () => {
  for (const query of [
    `{ ping } #${'x'.repeat(1e6)}`,
    `{ echo(text: "${'x'.repeat(1e6)}") }`,
    `{ echo(text: """${'x'.repeat(1e6)}""") }`,
  ]) {
    expect((await gate.post(query)).status).toBe(413);
  }
});

test('a page within a page costs what it may return, whether sizes are written or come in variables (A028)', async () => {
  const query =
    'query Pages($first: Int) { items(first: $first) { nodes { items(first: $first) { nodes { items(first: $first) { nodes { id } } } } } } }';
  const refused = await gate.post(query, { variables: { first: 100 } });
  expect(refused.status).toBe(400);
  expect(refused.json().errors?.[0]?.extensions).toMatchObject({ code: 'COST_EXCEEDED', limit: 50_000, cost: expect.any(Number) });
  expect((await gate.post(query, { variables: { first: 5 } })).status).toBe(200);
  await expectOverLimit(query.replace('($first: Int)', '').replaceAll('$first', '100'));
});

test('a page size that resolvers will refuse is left to them (A029)', async () => {
  for (const first of [0, -1, 100_000]) expect((await gate.post(`{ items(first: ${first}) { nodes { id } } }`)).status).toBe(200);
});

test('twenty-one root fields are refused', () => expectOverLimit(`{ ${'ping '.repeat(21)} }`));

test('introspection that goes round is refused, that of GraphiQL is not (A031)', async () => {
  const fields = (depth: number): string => (depth === 0 ? 'name' : `fields { type { ${fields(depth - 1)} } }`);
  expect((await gate.post(`{ __schema { types { ${fields(6)} } } }`)).status).toBe(400);
  expect((await gate.post(getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true }))).status).toBe(
    200,
  );
});

test.each(['@defer', '@stream'])('%s is not known here (A032)', async (directive) => {
  const answer = await gate.post(`{ item { id ... on Item ${directive} { id } } }`);
  expect([answer.status, codes(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
});

test.each([
  '{ __schema { types { name } } }',
  '{ __type(name: "Item") { name } }',
  '{ ...F } fragment F on Query { __schema { types { name } } }',
])('production keeps its schema to itself: %s (A037)', async (query) => {
  const answer = await production.post(query);
  expect([answer.status, codes(answer)[0]]).toEqual([400, 'OPERATION_NOT_ALLOWED']);
  expect(answer.text).not.toMatch(/Apollo/);
});

test.each([
  ['{ pin }', undefined],
  ['{ echo(txt: "a") }', undefined],
  ['{ echo(colour: GREN) }', undefined],
  ['query Words($words: Words) { item { words(words: $words) } }', { words: { phon: 13800000000 } }],
])('production suggests nothing for %s (A038)', async (query, variables) => {
  const asked = await production.post(query, { variables });
  expect([asked.status, codes(asked)[0]]).toEqual([400, 'BAD_USER_INPUT']);
  expect(asked.text).not.toMatch(/Did you mean|13800000000|ping"|"text"|GREEN/);
});

test('a suggestion helps in development', async () => expect((await gate.post('{ pin }')).text).toMatch(/Did you mean/));

test('a bug reaches the client as a request id only, and the log with its cause (A039)', async () => {
  const answer = await production.post('{ ping broken }');
  const [error] = answer.json().errors ?? [];
  expect(error).toMatchObject({
    path: ['broken'],
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: answer.headers['x-request-id'] },
  });
  expect(answer.text).not.toMatch(/core\.case|secret|storage/);
  const lines = production.logged.filter((line) => line.includes(String(error?.extensions['requestId'])));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('relation \\"core.case\\"');
});

test('a value that does not fit is not echoed into logs of others (A040)', async () => {
  const answer = await production.post('query Words($words: Words) { item { words(words: $words) } }', {
    variables: { words: { phone: 'secret-phone' } },
  });
  expect([answer.status, codes(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
  expect(answer.text).not.toContain('secret-phone');
});

test('a refusal keeps its code and details, in the language that was asked for', async () => {
  const chinese = await gate.post('{ refused language }', { headers: { 'accept-language': 'fr, zh;q=0.8, en;q=0.2' } });
  expect(chinese.json()).toMatchObject({
    data: { language: 'zh-CN' },
    errors: [{ message: '版本已变。', extensions: { code: 'VERSION_CONFLICT', currentVersion: 3 } }],
  });
  const english = await gate.post('{ refused language }', { headers: { 'accept-language': 'fr' } });
  expect(english.json()).toMatchObject({ data: { language: 'en' }, errors: [{ message: 'The case is at version 3 by now.' }] });
});
