import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

interface Documented {
  readonly what: string;
  readonly description?: string | null | undefined;
}

const rootNames = new Set(['Query', 'Mutation', 'Subscription']);

/** Every type, field, argument, enum value and input field that says nothing to its reader. */
export const descriptionMistakes = (schema: GraphQLSchema): readonly string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap(documentedIn)
    .filter(({ description }) => description === undefined || description === null || description.trim() === '')
    .map(({ what }) => `${what} has no description.`);

function documentedIn(type: GraphQLNamedType): readonly Documented[] {
  const own = rootNames.has(type.name) ? [] : [{ what: `type ${type.name}`, description: type.description }];
  return [...own, ...partsOf(type)];
}

function partsOf(type: GraphQLNamedType): readonly Documented[] {
  if (isObjectType(type) || isInterfaceType(type))
    return Object.values(type.getFields()).flatMap((field) => fieldAndArguments(type.name, field));
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map(({ name, description }) => ({ what: `input field ${type.name}.${name}`, description }));
  }
  if (isEnumType(type)) return type.getValues().map(({ name, description }) => ({ what: `enum value ${type.name}.${name}`, description }));
  return [];
}

const fieldAndArguments = (typeName: string, { name, description, args }: GraphQLField<unknown, unknown>): readonly Documented[] => [
  { what: `field ${typeName}.${name}`, description },
  ...args.map((argument) => ({ what: `argument ${typeName}.${name}(${argument.name})`, description: argument.description })),
];
