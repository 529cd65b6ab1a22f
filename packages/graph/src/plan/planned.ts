import type { CaseRecord, ChangeRecord, RequestContext } from '@maplebridge/contract';
import {
  defaultFieldResolver,
  isObjectType,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { loaders } from '../loaders';
import { entryOf } from './fieldPlan';
import type { Running } from './running';

/** What a statement answered, on its way through what is left to be resolved: an object of the tree, and what is known of its rows. */
export class Planned {
  constructor(
    readonly value: Readonly<Record<string, unknown>>,
    readonly rows: PlannedRows,
  ) {}

  get typename(): string | undefined {
    return this.rows.typenames.get(this.value);
  }
}

export interface PlannedRows {
  readonly holes: WeakSet<FieldNode>;
  /** By the object of the tree: a record of a case or a change, or the id of something else. */
  readonly records: ReadonlyMap<object, CaseRecord | ChangeRecord | string>;
  readonly typenames: ReadonlyMap<object, string>;
}

export const runningKey = Symbol('running');

type Args = Readonly<Record<string, unknown>>;
type Resolver = GraphQLFieldResolver<unknown, RequestContext & { readonly [runningKey]?: Running }, Args>;

/**
 * Lets every field go on from what a statement answered, and lets statements begin at their fields while an operation runs by its plan.
 * Executed in any other way the schema resolves as it always did.
 */
export function usePlans(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const own = (field.resolve ?? defaultFieldResolver) as Resolver;
      field.resolve = entryOf(field) ? beginning(own) : goingOn(own);
    }
  }
  return schema;
}

/* eslint-disable max-params -- the shape of a resolver is graphql-js's to say */
const goingOn =
  (own: Resolver): Resolver =>
  (root, args, context, info) =>
    root instanceof Planned ? fromPlanned(own, root, { args, context, info }) : own(root, args, context, info);

const beginning =
  (own: Resolver): Resolver =>
  (root, args, context, info) => {
    if (root instanceof Planned) return fromPlanned(own, root, { args, context, info });
    const begun = context[runningKey]?.begin(root, args, info);
    return begun === undefined ? own(root, args, context, info) : begun;
  };
/* eslint-enable max-params */

interface Asked {
  readonly args: Args;
  readonly context: RequestContext;
  readonly info: GraphQLResolveInfo;
}

function fromPlanned(own: Resolver, { value, rows }: Planned, { args, context, info }: Asked): unknown {
  const [node] = info.fieldNodes;
  if (node && rows.holes.has(node)) return resolveHole(own, rows.records.get(value), { args, context, info });
  return wrapped(value[info.path.key], rows);
}

const wrapped = (value: unknown, rows: PlannedRows): unknown => {
  if (Array.isArray(value)) return value.map((one: unknown) => wrapped(one, rows));
  return typeof value === 'object' && value !== null ? new Planned(value as Planned['value'], rows) : value;
};

/** What is not planned goes on from the record that its resolver knows. */
async function resolveHole(
  own: Resolver,
  record: CaseRecord | ChangeRecord | string | undefined,
  { args, context, info }: Asked,
): Promise<unknown> {
  const root = typeof record === 'string' ? await finders[info.parentType.name]?.(context, record) : record;
  if (root === undefined) throw new Error(`${info.parentType.name}.${info.fieldName} has no record to go on from.`);
  return own(root, args, context, info);
}

const finders: Readonly<Record<string, (context: RequestContext, id: string) => Promise<unknown>>> = {
  Unit: (context, id) => loaders.units(context).load(id),
  Place: (context, id) => loaders.places(context).load(id),
  Report: (context, id) => loaders.reports(context).load(id),
  Party: (context, id) => context.desk.party(id),
};
