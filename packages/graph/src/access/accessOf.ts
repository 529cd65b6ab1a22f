import { isInterfaceType, isIntrospectionType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { accessIn, isRootForResidents, isShownToResidents, type AccessRule, type AskedBy } from './access';

/** One field of the schema and who is shown it. */
export interface AccessRow {
  readonly type: string;
  readonly field: string;
  readonly arguments: readonly string[];
  readonly rule: AccessRule;
  /** `staff`: it is not in the schema of a gateway for residents. */
  readonly askedBy: AskedBy;
}

const rootNames: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** Every field of every object, roots included, in the order of the schema. What says nothing is left out: `accessMistakes` names it. */
export const accessRows = (schema: GraphQLSchema): readonly AccessRow[] =>
  objectsOf(schema).flatMap((type) =>
    Object.values(type.getFields()).flatMap(({ name, args, extensions }): readonly AccessRow[] => {
      const rule = accessIn(extensions) ?? accessIn(type.extensions);
      const askedBy = (rootNames.has(type.name) ? isRootForResidents : isShownToResidents)(extensions) ? 'residents' : 'staff';
      return rule === undefined ? [] : [{ type: type.name, field: name, arguments: args.map((argument) => argument.name), rule, askedBy }];
    }),
  );

/** A field that a plugin adds to a type declared elsewhere: what the type says was not said of it. */
export interface AddedName {
  readonly type: string;
  readonly field: string;
}

/** Fields of which nobody has said who may see them. */
export function accessMistakes(schema: GraphQLSchema, added: readonly AddedName[] = []): readonly string[] {
  const said = new Set(accessRows(schema).map(({ type, field }) => `${type}.${field}`));
  const silentlyAdded = added.filter(({ type, field }) => !saysItself(schema, type, field));
  return [
    ...silentlyAdded.map(({ type, field }) => `${type}.${field} does not say who is shown it; put @access(...) above it.`),
    ...objectsOf(schema).flatMap((type) => {
      const silent = Object.keys(type.getFields()).filter((name) => !said.has(`${type.name}.${name}`));
      if (silent.length === 0) return [];
      if (rootNames.has(type.name))
        return silent.map((name) => `${type.name}.${name} does not say who may ask it; put @access(...) above it.`);
      return [`type ${type.name} does not say who is shown ${silent.join(', ')}; put @access(...) above its class.`];
    }),
  ];
}

/** An interface's field is found on the types that have it. */
const saysItself = (schema: GraphQLSchema, typeName: string, field: string): boolean => {
  const type = schema.getType(typeName);
  const own = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  return own === undefined || accessIn(own.extensions) !== undefined;
};

const objectsOf = (schema: GraphQLSchema): readonly GraphQLObjectType[] =>
  Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type));
