import fc from 'fast-check';
import { buildSchema, Kind, parse, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import { compileCost } from './cost';
import { walkedCost } from './testing/walkedCost';

const schema = buildSchema(`
  type Query { item: Item  items(first: Int, last: Int): Items  all: [Item!]! }
  type Items { nodes: [Item!]! }
  type Item { id: ID  child: Item  all: [Item!]!  items(first: Int = 7, last: Int): Items }
`);

const size = fc.constantFrom(
  '',
  '(first: $a)',
  '(last: $b)',
  '(first: $a, last: 30)',
  '(first: 3)',
  '(first: $constructor)',
  '(first: null)',
);
const { selections } = fc.letrec<{ selections: string }>((tie) => ({
  selections: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant('{ id }'),
    fc.constant('{ ...F ...F id }'),
    tie('selections').map((below) => `{ child ${below} again: child ${below} }`),
    tie('selections').map((below) => `{ all ${below} ... on Item ${below} }`),
    fc.tuple(size, tie('selections')).map(([args, below]) => `{ id items${args} { nodes ${below} } }`),
  ),
}));
const variables = fc.record({ a: fc.oneof(fc.integer({ min: -5, max: 200 }), fc.constant(null)), b: fc.integer() }, { requiredKeys: [] });

function both(text: string, given: Record<string, unknown>): readonly number[] {
  const document = parse(text);
  const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('no operation');
  const named = document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = Object.fromEntries(named.map((one) => [one.name.value, one]));
  return [compileCost({ schema, operation, fragments })(given), walkedCost({ schema, document, operation, variables: given })];
}

test('a compiled cost is the cost found by walking the document with the variables', () => {
  fc.assert(
    fc.property(fc.record({ below: selections, inFragment: selections, args: size }), variables, ({ below, inFragment, args }, given) => {
      const inside = inFragment.replaceAll('...F', '');
      const text = `query Q($a: Int = 20, $b: Int, $constructor: Int = 100) { item ${below} items${args} { ...P } } fragment F on Item ${inside} fragment P on Items { nodes ${below} }`;
      const [compiled, walked] = both(text, given);
      expect(compiled).toBe(walked);
    }),
  );
});

test('a variable named as something every object has is priced by its default', () => {
  const [compiled] = both('query Q($constructor: Int = 100) { items(first: $constructor) { nodes { id } } }', {});
  expect(compiled).toBe(201);
});

test('fragments that double thirty times are summed in no time', () => {
  const chain = Array.from({ length: 30 }, (_, index) => `fragment F${index} on Items { ...F${index + 1} ...F${index + 1} }`).join(' ');
  const [compiled] = both(
    `query Q($a: Int) { items { ...F0 } } ${chain} fragment F30 on Items { nodes { items(first: $a) { nodes { id } } } }`,
    { a: 2 },
  );
  expect(compiled).toBeGreaterThan(2 ** 30);
});
