import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { limits } from '../../limits/limits';

/** One operation of a document that is already valid, with the variables it came with. */
export interface PricedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * An upper estimate: every field costs 1, and a page multiplies what is below it by its size. It is no ValidationRule, because page
 * sizes come in variables and a valid document is validated once, not at each request.
 */
export function walkedCost({ schema, document, operation, variables }: PricedOperation): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(operation.operation);
  return root
    ? costOfSelections(operation.selectionSet, { type: root, isPage: false }, { schema, fragments, variables, operation, known: new Map() })
    : 0;
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operation: OperationDefinitionNode;
  readonly known: Map<string, number>;
}

/** What selections are made on. `isPage` tells that the lists directly below are the rows of a page that was multiplied already. */
interface Parent {
  readonly type: GraphQLNamedType;
  readonly isPage: boolean;
}

function costOfSelections({ selections }: SelectionSetNode, parent: Parent, walk: Walk): number {
  let cost = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) cost += costOfField(selection, parent, walk);
    else if (selection.kind === Kind.FRAGMENT_SPREAD) cost += costOfFragment(selection.name.value, parent, walk);
    else cost += costOfSelections(selection.selectionSet, narrowed(parent, selection.typeCondition?.name.value, walk), walk);
  }
  return cost;
}

/** Each fragment is priced once for each way it is used: a chain of doubling fragments costs no time. */
function costOfFragment(name: string, parent: Parent, walk: Walk): number {
  const fragment = walk.fragments.get(name);
  if (fragment === undefined) return 0;
  const key = parent.isPage ? `${name} as page` : name;
  const known = walk.known.get(key);
  if (known !== undefined) return known;
  const cost = costOfSelections(fragment.selectionSet, narrowed(parent, fragment.typeCondition.name.value, walk), walk);
  walk.known.set(key, cost);
  return cost;
}

function costOfField(field: FieldNode, parent: Parent, walk: Walk): number {
  const definition = isObjectType(parent.type) || isInterfaceType(parent.type) ? parent.type.getFields()[field.name.value] : undefined;
  if (definition === undefined || field.selectionSet === undefined) return 1;
  const type = getNamedType(definition.type);
  if (!isCompositeType(type) || isIntrospectionType(type)) return 1;
  const isPaged = definition.args.some(({ name }) => name === 'first' || name === 'last');
  const isList = isListType(getNullableType(definition.type));
  const rows = isPaged ? pageSize(field, definition, walk) : isList && !parent.isPage ? limits.assumedList : 1;
  return 1 + rows * costOfSelections(field.selectionSet, { type, isPage: isPaged && !isList }, walk);
}

function pageSize(field: FieldNode, definition: GraphQLField<unknown, unknown>, walk: Walk): number {
  const sizes = ['first', 'last'].map((name) => {
    const given = field.arguments?.find((argument) => argument.name.value === name)?.value;
    return given === undefined ? definition.args.find((argument) => argument.name === name)?.defaultValue : valueOf(given, walk);
  });
  const asked = sizes.filter((size) => typeof size === 'number');
  return asked.length === 0 ? limits.assumedPage : Math.min(limits.page, Math.max(1, ...asked));
}

function valueOf(node: ValueNode, walk: Walk): unknown {
  if (node.kind === Kind.INT) return Number(node.value);
  if (node.kind !== Kind.VARIABLE) return undefined;
  const name = node.name.value;
  if (Object.hasOwn(walk.variables, name)) return walk.variables[name];
  const fallback = walk.operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return fallback === undefined ? undefined : valueOf(fallback, walk);
}

const narrowed = (parent: Parent, typeName: string | undefined, { schema }: Walk): Parent => ({
  ...parent,
  type: (typeName === undefined ? undefined : schema.getType(typeName)) ?? parent.type,
});
