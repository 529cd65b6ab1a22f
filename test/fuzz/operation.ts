import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from '../differential/generate/random';
import { valueOf, type Pool } from './values';

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Draft {
  readonly random: Random;
  readonly schema: GraphQLSchema;
  readonly pool: Pool;
  readonly declared: Map<string, string>;
  readonly variables: Record<string, unknown>;
  /** Fields that may still be selected. */
  left: number;
}

const roots = [
  [15, 'query'],
  [4, 'mutation'],
  [1, 'subscription'],
] as const;

/** An operation that is valid but for the values of its variables, some of which do not fit. */
export function operationFrom(random: Random, schema: GraphQLSchema, pool: Pool): Operation {
  const kind = random.weighed(roots);
  const root = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }[kind];
  const draft: Draft = { random, schema, pool, declared: new Map(), variables: {}, left: 4 + random.int(60) };
  const fields = Object.values(root?.getFields() ?? {});
  const count = kind === 'query' ? 1 + random.int(3) : 1;
  const selected = Array.from({ length: count }, (_, nth) => `f${nth}: ${fieldFrom(draft, random.pick(fields), 0)}`);
  const declared = [...draft.declared].map(([name, type]) => `$${name}: ${type}`).join(', ');
  return { query: `${kind} Fuzz${declared && `(${declared})`} { ${selected.join(' ')} }`, variables: draft.variables };
}

function fieldFrom(draft: Draft, field: GraphQLField<unknown, unknown>, depth: number): string {
  draft.left -= 1;
  const given = field.args.filter(({ type }) => isNonNullType(type) || draft.random.chance(0.3));
  const passed = given.map((argument) => {
    const name = `v${draft.declared.size}`;
    draft.declared.set(name, String(argument.type));
    draft.variables[name] = valueOf(draft.random, argument.type, draft.pool);
    return `${argument.name}: $${name}`;
  });
  const type = getNamedType(field.type);
  return `${field.name}${passed.length ? `(${passed.join(', ')})` : ''}${isLeafType(type) ? '' : ` ${selectionFrom(draft, type, depth + 1)}`}`;
}

const deepest = 6;

function selectionFrom(draft: Draft, type: GraphQLNamedType, depth: number): string {
  const { random, schema } = draft;
  const own = isObjectType(type) || (isAbstractType(type) && 'getFields' in type) ? Object.values(type.getFields()) : [];
  const open = own.filter((field) => (depth < deepest && draft.left > 0) || isLeafType(getNamedType(field.type)));
  const picked = open.filter(() => random.chance(0.25) && draft.left > 0).map((field) => fieldFrom(draft, field, depth));
  const narrower = isAbstractType(type) && random.chance(0.4) ? [random.pick(schema.getPossibleTypes(type))] : [];
  const spread = narrower.map((one) => `... on ${one.name} { __typename }`);
  return `{ __typename ${[...picked, ...spread].join(' ')} }`;
}
