import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** One operation with its variables, as far as they decide what is selected. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** By response key the nodes that ask for it, in the order of the answer: what graphql-js selects on an object of this type. */
export type Collected = ReadonlyMap<string, readonly FieldNode[]>;

export function collectFields(type: GraphQLObjectType, sets: readonly SelectionSetNode[], selecting: Selecting): Collected {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const set of sets) collectInto(fields, set, { ...selecting, type, visited });
  return fields;
}

interface Walk extends Selecting {
  readonly type: GraphQLObjectType;
  /** A fragment spread twice on one object says nothing new. */
  readonly visited: Set<string>;
}

function collectInto(fields: Map<string, FieldNode[]>, { selections }: SelectionSetNode, walk: Walk): void {
  for (const selection of selections) {
    if (!isIncluded(selection, walk)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      fields.set(key, [...(fields.get(key) ?? []), selection]);
      continue;
    }
    const fragment = fragmentOf(selection, walk);
    if (fragment && applies(fragment.typeCondition?.name.value, walk)) collectInto(fields, fragment.selectionSet, walk);
  }
}

type Fragment = { readonly typeCondition?: FragmentDefinitionNode['typeCondition']; readonly selectionSet: SelectionSetNode };

function fragmentOf(selection: Exclude<SelectionNode, FieldNode>, { fragments, visited }: Walk): Fragment | undefined {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
  const name = selection.name.value;
  if (visited.has(name)) return undefined;
  visited.add(name);
  return fragments.get(name);
}

function applies(condition: string | undefined, { schema, type }: Walk): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
}

const isIncluded = (selection: SelectionNode, { variables }: Selecting): boolean =>
  selection.directives === undefined ||
  selection.directives.length === 0 ||
  (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false);
