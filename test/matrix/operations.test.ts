import { randomUUID } from 'node:crypto';
import { withCapabilities } from '@maplebridge/gateway';
import { composeSchema } from '@maplebridge/graph';
import { asking, type OperationKind, type Person, type TestGateway } from '@maplebridge/testkit';
import type { GraphQLField } from 'graphql';
import { allPlugins, openCity, placeId, unitId } from '../stories/city';
import { allRules } from './readMatrix';
import { openWorld, type World } from './world';

const rules = allRules();
const { schema } = composeSchema(withCapabilities(allPlugins), { isDevelopment: false });

let city: TestGateway;
const worlds = new Map<string, World>();
beforeAll(async () => {
  city = await openCity();
  for (const type of allPlugins.flatMap(({ caseTypes }) => caseTypes)) worlds.set(type.name, await openWorld(city, type));
});
afterAll(() => city.close());

/** The case that a field of this name speaks of: of its own type, or any. */
function worldFor(field: string): World {
  const words = [...worlds].find(([name]) => field.toLowerCase().includes(name.replace('-', '').replace(/y$/, '')));
  const world = words?.[1] ?? worlds.get('community-dispute');
  if (!world) throw new Error('there is no world');
  return world;
}

const fieldsOf = (root: string): readonly GraphQLField<unknown, unknown>[] => Object.values(rootOf(root).getFields());
const rootOf = (root: string) => {
  const type = { Query: schema.getQueryType(), Mutation: schema.getMutationType(), Subscription: schema.getSubscriptionType() }[root];
  if (!type) throw new Error(`There is no ${root}.`);
  return type;
};

const meantIn = ({ id, party, number }: Pick<World, 'id' | 'party' | 'number'>) => ({
  id,
  party,
  number,
  unit: unitId('E-STATION'),
  place: placeId('DOOR-301'),
  person: Buffer.from(`person:${randomUUID()}`).toString('base64url'),
  emergency: Buffer.from(`emergency:${randomUUID()}`).toString('base64url'),
  type: 'community-dispute',
  move: 'signFor',
});

/** A refusal by its code, or what came: nothing, an empty list, something. */
async function ask(person: Person, kind: OperationKind, field: GraphQLField<unknown, unknown>): Promise<string> {
  const { id, party, number } = worldFor(field.name);
  const { document, variables } = asking(kind, field, { meant: meantIn({ id, party, number }) });
  const { data, errors } = await person.query(document, variables);
  if (errors[0]) return errors[0].extensions.code;
  const { answer } = data as { answer: unknown };
  if (Array.isArray(answer) && answer.length === 0) return rules.get(`Query.${field.name}`) === 'seen' ? 'nothing' : 'something';
  return answer === null || (Array.isArray(answer) && answer.every((one) => one === null)) ? 'nothing' : 'something';
}

/** What the rule says that two people without any relation get: one not signed in, one signed in. */
const expected: Readonly<Record<string, readonly [string, string]>> = {
  open: ['something', 'something'],
  own: ['nothing', 'something'],
  seen: ['nothing', 'nothing'],
  supervised: ['UNAUTHENTICATED', 'FORBIDDEN'],
  mover: ['UNAUTHENTICATED', 'NOT_FOUND'],
  worker: ['UNAUTHENTICATED', 'NOT_FOUND'],
  supervisor: ['UNAUTHENTICATED', 'NOT_FOUND'],
  inEmergency: ['UNAUTHENTICATED', 'FORBIDDEN'],
  holder: ['UNAUTHENTICATED', 'NOT_FOUND'],
  workerOrSubject: ['UNAUTHENTICATED', 'NOT_FOUND'],
  subject: ['UNAUTHENTICATED', 'NOT_FOUND'],
  workerOrApplicant: ['UNAUTHENTICATED', 'NOT_FOUND'],
  opener: ['UNAUTHENTICATED', 'something'],
};
/** A page is there for everybody, with nothing in it: `matrix.test.ts` looks inside. */
const isPage = (field: GraphQLField<unknown, unknown>): boolean => /Connection!?$/.test(String(field.type));

test.each(fieldsOf('Query').map((field) => [field.name, field] as const))('query %s answers by its rule', async (name, field) => {
  const rule = rules.get(`Query.${name}`) ?? 'no row';
  const answers = [await ask(city.as(null), 'query', field), await ask(city.as('without any relation'), 'query', field)];
  expect([rule, ...answers]).toEqual([rule, ...(isPage(field) ? ['something', 'something'] : (expected[rule] ?? ['no rule', 'no rule']))]);
});

const entries = async () => (await city.sql<{ all: string }>(`select count(*) as all from core.entry`))[0]?.all;

test.each(fieldsOf('Mutation').map((field) => [field.name, field] as const))(
  'mutation %s refuses by its rule, and writes nothing then',
  async (name, field) => {
    const rule = rules.get(`Mutation.${name}`) ?? 'no row';
    const before = await entries();
    const answers = [await ask(city.as(null), 'mutation', field), await ask(city.as('without any relation'), 'mutation', field)];
    expect([rule, ...answers]).toEqual([rule, ...(expected[rule] ?? ['no rule', 'no rule'])]);
    if (rule !== 'opener') expect(await entries()).toBe(before);
  },
);

test.each(fieldsOf('Subscription').map((field) => [field.name, field] as const))(
  'subscription %s needs somebody who is signed in, and tells a stranger nothing',
  async (name, field) => {
    expect(rules.get(`Subscription.${name}`)).toBe('stream');
    const { id, party, number } = worldFor(name);
    const { document, variables } = asking('subscription', field, { meant: meantIn({ id, party, number }) });
    const nobody = await city.as(null).stream(document, variables);
    expect(await nobody.ended()).toMatchObject({ kind: 'error', error: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    const stranger = await city.as('without any relation').stream(document, variables);
    expect(await stranger.next()).toMatchObject({ __typename: 'CaughtUp' });
    await stranger.close();
  },
);

test('every field of the schema has its row, and no row speaks of a field that is not there', () => {
  const names = Object.values(schema.getTypeMap()).flatMap((type) =>
    'getInterfaces' in type && 'isTypeOf' in type && !type.name.startsWith('__')
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  );
  expect([...rules.keys()].sort()).toEqual(names.sort());
  expect(names.length).toBeGreaterThan(500);
});
