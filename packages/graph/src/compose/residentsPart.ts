import {
  GraphQLSchema,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { isRootForResidents, isShownToResidents } from '../access/access';

/** What residents ask of a schema that was just built, and every type that can be reached from there. The given schema is used up. */
export function residentsPart(built: GraphQLSchema): GraphQLSchema {
  const roots = [built.getQueryType(), built.getMutationType(), built.getSubscriptionType()];
  for (const type of Object.values(built.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    if (isObjectType(type) && roots.includes(type)) keepFields(type, isRootForResidents);
    else if (isObjectType(type) || isInterfaceType(type)) keepFields(type, isShownToResidents);
  }
  return reachedFrom(built);
}

function keepFields(
  type: GraphQLObjectType | GraphQLInterfaceType,
  isKept: (extensions: Readonly<Record<string, unknown>>) => boolean,
): void {
  const fields = type.getFields(); // the very object that the type answers with
  for (const [name, { extensions }] of Object.entries(fields)) if (!isKept(extensions)) delete fields[name];
}

/** A type that only implements an interface is reached with the interface. */
function reachedFrom(built: GraphQLSchema): GraphQLSchema {
  const config = built.toConfig();
  const root = (type: GraphQLObjectType | null | undefined): GraphQLObjectType | null =>
    type && Object.keys(type.getFields()).length > 0 ? type : null;
  const roots = { query: root(config.query), mutation: root(config.mutation), subscription: root(config.subscription) };
  let types: readonly GraphQLNamedType[] = [];
  for (;;) {
    const schema = new GraphQLSchema({ ...config, ...roots, types });
    const more = config.types.filter(
      (type) => isObjectType(type) && !schema.getType(type.name) && type.getInterfaces().some(({ name }) => schema.getType(name)),
    );
    if (more.length === 0) return schema;
    types = [...types, ...more];
  }
}
