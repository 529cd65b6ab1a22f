import { languages, type Language } from '@maplebridge/contract';
import { buildSchema, GraphQLError, type GraphQLScalarType, isScalarType, printSchema, type GraphQLSchema, type ValueNode } from 'graphql';

/** The schema from its own printed text: none of its resolvers, and scalars that read as the text says. */
export function bareSchema(schema: GraphQLSchema): GraphQLSchema {
  const bare = buildSchema(printSchema(schema));
  readBy(bare, 'DateTime', readInstant);
  readBy(bare, 'Language', readLanguage);
  return bare;
}

function readBy(schema: GraphQLSchema, name: string, read: (value: unknown) => unknown): void {
  const scalar = schema.getType(name);
  if (!isScalarType(scalar)) throw new Error(`The schema has no scalar ${name}.`);
  scalar.parseValue = read;
  scalar.parseLiteral = (node: ValueNode) => read('value' in node ? node.value : null);
  (scalar as GraphQLScalarType).serialize = (value) => value;
}

const unfit = (): GraphQLError => new GraphQLError('unfit', { extensions: { code: 'BAD_USER_INPUT' } });

function readInstant(value: unknown): Date {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) throw unfit();
  return new Date(value);
}

function readLanguage(value: unknown): Language {
  if (typeof value !== 'string' || !/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*$/.test(value)) throw unfit();
  const [primary] = value.toLowerCase().split('-');
  return languages.find((one) => one.split('-')[0] === primary) ?? 'en';
}
