import { getNamedType, isAbstractType, isCompositeType, isObjectType, type GraphQLCompositeType, type GraphQLField } from 'graphql';
import { alias, argumentsOf, directive } from './arguments';
import { fresh, type Draft } from './draft';

type Field = GraphQLField<unknown, unknown>;

const deepest = 7;
const lists = new Set([
  'cases',
  'parties',
  'links',
  'history',
  'children',
  'nodes',
  'edges',
  'ancestors',
  'answeredBy',
  'holders',
  'moves',
  'deadlines',
]);
/** Fields that no statement answers are fewer, so that most operations have some and many have none. */
const rare: Readonly<Record<string, number>> = {
  due: 0.35,
  deadlines: 0.3,
  moves: 0.25,
  children: 0.3,
  holders: 0.2,
  answeredBy: 0.3,
  source: 0.4,
};
/** Not the planner's, and not compared here. */
const unasked = new Set([
  'Unit.history',
  'Deadline.decidedBy',
  'Deadline.explain',
  'Citation.inForceFrom',
  'Citation.inForceUntil',
  'Citation.isInForce',
]);
/** What parties must not read, and more that rights decide about. */
const internal = new Set(['isFamilyViolenceAlleged', 'litigationAccepted', 'administrativeMediationAccepted', 'note']);
const asked = new Set([
  'jurisdiction',
  'details',
  'history',
  'parties',
  'links',
  'status',
  'handler',
  'report',
  'place',
  'unit',
  'nodes',
  'edges',
  'actsFor',
  'by',
  'entering',
]);

export interface At {
  readonly depth: number;
  /** How many fields; by chance when absent. */
  readonly wanted?: number;
}

/** A selection set on a type, in brackets. */
export function selection(draft: Draft, type: GraphQLCompositeType, { depth, wanted }: At): string {
  const { random } = draft;
  const count = wanted ?? (random.chance(0.015) ? 62 : 1 + random.int(depth < 3 ? 6 : 4));
  if (count > 20) draft.budget += count + 20;
  const parts: string[] = [];
  for (let nth = 0; nth < count && draft.budget > 0; nth += 1) parts.push(selected(draft, type, { depth, wanted: count }));
  return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}

function selected(draft: Draft, type: GraphQLCompositeType, at: At): string {
  const { random } = draft;
  draft.budget -= 1;
  const isWide = (at.wanted ?? 0) > 20;
  const share = isWide ? 0 : isAbstractType(type) ? 0.3 : 0.1;
  if (random.chance(share)) return random.chance(0.55) ? inlineFragment(draft, type, at) : spread(draft, type, at);
  if (random.chance(isAbstractType(type) ? 0.12 : 0.06) || !('getFields' in type))
    return `${random.chance(0.3) ? `${alias(draft)}: ` : ''}__typename`;
  const field = fieldOf(draft, Object.values(type.getFields()), {
    type: type.name,
    isDeep: at.depth >= deepest || draft.budget < 3 || isWide,
  });
  return field ? fieldText(draft, field, { depth: at.depth, wanted: isWide ? 62 : undefined }) : '__typename';
}

function fieldOf(
  { random }: Draft,
  fields: readonly Field[],
  { type, isDeep }: { readonly type: string; readonly isDeep: boolean },
): Field | undefined {
  const own = fields.filter(({ name, type: of }) => !unasked.has(`${type}.${name}`) && !(isDeep && isCompositeType(getNamedType(of))));
  return own.length === 0
    ? undefined
    : random.weighed(own.map((field) => [rare[field.name] ?? (asked.has(field.name) || internal.has(field.name) ? 2.5 : 1), field]));
}

function fieldText(draft: Draft, field: Field, at: At): string {
  const { random } = draft;
  const isWide = at.wanted !== undefined;
  const args = argumentsOf(draft, field);
  const named = random.chance(isWide ? 0.9 : args === '' ? 0.15 : 0.85) ? `${alias(draft)}: ` : '';
  const type = getNamedType(field.type);
  const below = isCompositeType(type) ? ` ${selection(draft, type, { depth: at.depth + (lists.has(field.name) ? 1.5 : 1) })}` : '';
  return `${named}${field.name}${args}${directive(draft, isWide ? 0.02 : 0.06)}${below}`;
}

/** Another type that may meet this one. */
function conditionOn({ schema, random }: Draft, type: GraphQLCompositeType): GraphQLCompositeType {
  const own: GraphQLCompositeType[] = isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [];
  const interfaces: GraphQLCompositeType[] = 'getInterfaces' in type ? [...type.getInterfaces()] : [];
  const cases = own.filter(({ name }) => /Dispute|Request|Complaint|Dormant/.test(name));
  return random.weighed([
    [2, type],
    [interfaces.length, random.pick([type, ...interfaces])],
    [cases.length ? 6 : 0, random.pick([type, ...cases])],
    [own.length ? 1 : 0, random.pick([type, ...own])],
  ]);
}

function inlineFragment(draft: Draft, type: GraphQLCompositeType, { depth }: At): string {
  const isBare = draft.random.chance(0.12);
  const on = isBare ? type : conditionOn(draft, type);
  return `...${isBare ? '' : ` on ${on.name}`}${directive(draft, 0.2)} ${selection(draft, on, { depth })}`;
}

function spread(draft: Draft, type: GraphQLCompositeType, { depth }: At): string {
  const { random, fragments } = draft;
  const fitting = [...fragments].filter(
    ([, { on }]) => on === type.name || (isObjectType(type) && type.getInterfaces().some(({ name }) => name === on)),
  );
  if (fitting.length > 0 && random.chance(0.4)) return `...${random.pick(fitting)[0]}${directive(draft, 0.15)}`;
  const on = conditionOn(draft, type);
  const body = selection(draft, on, { depth });
  const name = fresh(draft, 'F');
  fragments.set(name, { on: on.name, body });
  const again = random.chance(0.25) ? ` ...${name}` : ''; // merged with itself
  return `...${name}${directive(draft, 0.15)}${again}`;
}
