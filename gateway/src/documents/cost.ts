import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { limits } from '../limits/limits';
import { pageSize, type Rows, rowsIn, type Variables } from './pageSize';

/** How many values the answer may hold with these variables. */
export type CostOf = (variables: Variables) => number;

/** One operation of a document that is already valid. */
export interface Priceable {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/**
 * An upper estimate: every field costs 1, and a page multiplies what is below it by its size. The document is walked once; what is
 * left for each request are the sums that depend on variables, each taken once however often its fragment is spread.
 */
export function compileCost({ schema, operation, fragments }: Priceable): CostOf {
  const root = schema.getRootType(operation.operation);
  if (!root) return () => 0;
  const walk: Walk = { schema, operation, fragments, known: new Map(), sums: [] };
  const cost = priceOf(operation.selectionSet, { type: root, isPage: false }, walk);
  return typeof cost === 'number' ? () => cost : (variables) => lastOf(walk.sums, variables);
}

/** A number where no variable matters, else which of the sums it is. */
type Price = number | { readonly sum: number };

interface Sum {
  fixed: number;
  readonly parts: { readonly rows: Rows; readonly price: Price }[];
}

interface Walk extends Priceable {
  readonly known: Map<string, Price>;
  /** In the order in which they can be taken: what one consists of stands before it. */
  readonly sums: Sum[];
}

/** What selections are made on. `isPage` tells that the lists directly below are the rows of a page that was multiplied already. */
interface Parent {
  readonly type: GraphQLNamedType;
  readonly isPage: boolean;
}

function lastOf(sums: readonly Sum[], variables: Variables): number {
  const taken: number[] = [];
  let total = 0;
  for (const { fixed, parts } of sums) {
    total = fixed;
    for (const { rows, price } of parts) total += rowsIn(rows, variables) * (typeof price === 'number' ? price : (taken[price.sum] ?? 0));
    taken.push(total);
  }
  return total;
}

function priceOf(selections: SelectionSetNode, parent: Parent, walk: Walk): Price {
  const sum: Sum = { fixed: 0, parts: [] };
  addSelections(sum, selections, { parent, walk });
  if (sum.parts.length === 0) return sum.fixed;
  walk.sums.push(sum);
  return { sum: walk.sums.length - 1 };
}

function addSelections(
  sum: Sum,
  { selections }: SelectionSetNode,
  { parent, walk }: { readonly parent: Parent; readonly walk: Walk },
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) addField(sum, selection, { parent, walk });
    else if (selection.kind === Kind.FRAGMENT_SPREAD) add(sum, 1, priceOfFragment(selection.name.value, parent, walk));
    else {
      const inside = narrowed(parent, selection.typeCondition?.name.value, walk);
      addSelections(sum, selection.selectionSet, { parent: inside, walk });
    }
  }
}

function add(sum: Sum, rows: Rows, price: Price): void {
  if (typeof rows === 'number' && typeof price === 'number') sum.fixed += rows * price;
  else sum.parts.push({ rows, price });
}

/** Each fragment is priced once for each way it is used: a chain of doubling fragments costs no time. */
function priceOfFragment(name: string, parent: Parent, walk: Walk): Price {
  const fragment = walk.fragments[name];
  if (fragment === undefined) return 0;
  const key = parent.isPage ? `${name} as page` : name;
  const price = walk.known.get(key) ?? priceOf(fragment.selectionSet, narrowed(parent, fragment.typeCondition.name.value, walk), walk);
  walk.known.set(key, price);
  return price;
}

function addField(sum: Sum, field: FieldNode, { parent, walk }: { readonly parent: Parent; readonly walk: Walk }): void {
  sum.fixed += 1;
  const definition = definitionOf(field, parent.type);
  if (definition === undefined || field.selectionSet === undefined) return;
  const type = getNamedType(definition.type);
  if (!isCompositeType(type) || isIntrospectionType(type)) return;
  const isPaged = definition.args.some(({ name }) => name === 'first' || name === 'last');
  const isList = isListType(getNullableType(definition.type));
  const rows = isPaged ? pageSize(field, definition, walk.operation) : isList && !parent.isPage ? limits.assumedList : 1;
  add(sum, rows, priceOf(field.selectionSet, { type, isPage: isPaged && !isList }, walk));
}

const definitionOf = (field: FieldNode, type: GraphQLNamedType): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined;

const narrowed = (parent: Parent, typeName: string | undefined, { schema }: Walk): Parent => ({
  ...parent,
  type: (typeName === undefined ? undefined : schema.getType(typeName)) ?? parent.type,
});
