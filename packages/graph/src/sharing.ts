import {
  isInterfaceType,
  isIntrospectionType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { isAlike } from './alike';

/** What the answers to a subscription hang on, beside its events. */
export interface Sharing {
  /** True: equal for all viewers who see alike. False: they may hang on the person. */
  readonly isAlike: boolean;
  /** Do they show how the case stands, beyond what the event brings? */
  readonly looksFurther: boolean;
  /** A variable that only says where the stream begins; null when there is none. */
  readonly cursorVariable: string | null;
}

const known = new WeakMap<DocumentNode, WeakMap<GraphQLSchema, Sharing>>();

/** Read off a valid document, all of its operations and fragments: careful, not exact. */
export function sharingOf(schema: GraphQLSchema, document: DocumentNode): Sharing {
  const bySchema = known.get(document) ?? new WeakMap<GraphQLSchema, Sharing>();
  known.set(document, bySchema);
  const sharing = bySchema.get(schema) ?? { ...fieldsIn(schema, document), cursorVariable: cursorVariableIn(document) };
  bySchema.set(schema, sharing);
  return sharing;
}

function fieldsIn(schema: GraphQLSchema, document: DocumentNode): Omit<Sharing, 'cursorVariable'> {
  const found = { isAlike: true, looksFurther: false };
  const types = new TypeInfo(schema);
  const look = (field: GraphQLField<unknown, unknown> | null | undefined, parent: GraphQLCompositeType | null | undefined): void => {
    if (!field || !parent || field.name.startsWith('__') || isIntrospectionType(parent)) return;
    if (parent.name === 'Change' && field.name === 'case') found.looksFurther = true;
    if (!everywhere(schema, parent, field).every(isAlike)) found.isAlike = false;
  };
  visit(document, visitWithTypeInfo(types, { Field: () => look(types.getFieldDef(), types.getParentType()) }));
  return found;
}

/** A field of an interface is answered by the field of the same name of any type behind it. */
function everywhere(schema: GraphQLSchema, parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>) {
  if (!isInterfaceType(parent)) return [field];
  const behind = schema.getPossibleTypes(parent).flatMap((type) => type.getFields()[field.name] ?? []);
  return [field, ...behind];
}

function cursorVariableIn(document: DocumentNode): string | null {
  const roots = document.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? one.selectionSet.selections : []));
  const [root, ...others] = roots;
  if (root?.kind !== Kind.FIELD || others.length > 0) return null;
  const name = afterOf(root);
  return name !== null && usesOf(document, name) === 1 ? name : null;
}

function afterOf({ arguments: given }: FieldNode): string | null {
  const value = given?.find(({ name }) => name.value === 'after')?.value;
  return value?.kind === Kind.VARIABLE ? value.name.value : null;
}

/** Its declaration is no use. */
function usesOf(document: DocumentNode, name: string): number {
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (variable) => {
      if (variable.name.value === name) uses += 1;
    },
  });
  return uses;
}
