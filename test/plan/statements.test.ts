import { composeSchema, openPlanner } from '@maplebridge/graph';
import type { TestGateway } from '@maplebridge/testkit';
import { getOperationAST, parse, validate, type GraphQLSchema } from 'graphql';
import { allPlugins, openCity } from '../stories/city';
import { openCounter, openedWith, type Counter } from '../writes/counter';

let city: TestGateway;
let counter: Counter;
let schema: GraphQLSchema;
beforeAll(async () => {
  city = await openCity();
  counter = await openCounter(city, city.gateway.platform);
  schema = composeSchema(allPlugins, { isDevelopment: false }).schema;
  const officer = await counter.desk('demo-officer');
  for (let nth = 0; nth < 6; nth += 1) await openedWith(officer, nth + 1);
});
afterAll(async () => {
  await counter.close();
  await city.close();
});

/** The statements that an operation sends, and by which way it was answered. */
async function asked(text: string): Promise<{ readonly statements: number; readonly way: string; readonly rows: number }> {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  const context = await counter.context('demo-officer');
  const seen = { way: '', text: '' };
  const planner = openPlanner((way) => void (seen.way = way));
  const sent = await counter.counted(async () => {
    if (!operation) throw new Error('No operation.');
    const result = await planner.run({ schema, document, operation, variables: {}, context });
    expect(result.errors).toBeUndefined();
    seen.text = 'text' in result ? result.text : JSON.stringify(result.data);
  });
  return { statements: sent.length, way: seen.way, rows: (JSON.parse(seen.text) as { page: { nodes: object[] } }).page.nodes.length };
}

const page = (selection: string, first: number): string => `{ page: cases(first: ${first}) { ${selection} } }`;

const planned = [
  'nodes { id number summary version openedAt closedAt changedAt outcome status { phase code label since } jurisdiction { name label } }',
  'nodes { unit { name parent { name } ancestors { code } } place { name partOf { name } } report { number } handler { label unit { code } } }',
  'nodes { parties { side consent name { text } actsFor { id } } links { relation case { number } } history(last: 3) { nodes { move label by { label } note } } }',
  'nodes { number history(first: 2) { nodes { move note } pageInfo { hasNextPage } } }',
  'nodes { __typename ... on CommunityDispute { details { kind disputedAmount } } ... on MedicalDispute { details { department hospital { name } } } }',
  'totalCount totalIsLowerBound liveCursor pageInfo { hasNextPage endCursor } edges { cursor node { number } } nodes { id }',
];

test.each(planned)('what is planned is one statement, whatever the size of the page: %s', async (selection) => {
  const nodes = selection.includes('nodes {') ? selection : `${selection} nodes { id }`;
  const [small, large] = [await asked(page(nodes, 1)), await asked(page(nodes, 6))];
  expect([small.statements, large.statements]).toEqual([1, 1]);
  expect([small.rows, large.rows]).toEqual([1, 6]);
  expect(large.way).toBe('whole');
});

/** Fields that a resolver of their own answers. */
const unplanned = [
  'moves { code isOpen }',
  'due { label dueAt }',
  'deadlines { code dueAt }',
  'unit { children(first: 2) { nodes { code } } }',
];

test.each(unplanned)('a field of its own adds one statement at most, and leaves the rest planned: %s', async (field) => {
  const [small, large] = [
    await asked(page(`nodes { number unit { name } ${field} }`, 1)),
    await asked(page(`nodes { number unit { name } ${field} }`, 6)),
  ];
  expect(large.way).toBe('partly');
  expect(large.rows).toBe(6);
  expect(small.statements).toBeLessThanOrEqual(2);
  expect(large.statements).toBeLessThanOrEqual(2);
});

test('several such fields together cost no more than one statement each beside that of the page', async () => {
  const { statements, rows } = await asked(page('nodes { number moves { code } due { label } deadlines { code } }', 6));
  expect(rows).toBe(6);
  expect(statements).toBeLessThanOrEqual(1 + 3);
});
