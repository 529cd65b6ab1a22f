import { Kind, type FieldNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** How large an operation is once every fragment is spread out. */
export interface Measure {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fields: number;
  readonly rootFields: number;
}

type Fragments = (name: string) => FragmentDefinitionNode | null | undefined;

/**
 * Measures an operation. Each fragment is measured once, however often it is spread, so that a chain of doubling fragments
 * costs no time here while it is counted in full. Circles end at their second visit: graphql-js refuses them by a rule of its own.
 */
export function measure(operation: OperationDefinitionNode, fragments: Fragments): Measure {
  const measured = measureSelections(operation.selectionSet, { fragments, known: new Map() });
  const onVariables = operation.variableDefinitions?.reduce((sum, variable) => sum + (variable.directives?.length ?? 0), 0) ?? 0;
  return { ...measured, directives: measured.directives + onVariables + (operation.directives?.length ?? 0) };
}

interface Walk {
  readonly fragments: Fragments;
  readonly known: Map<string, Measure>;
}

const nothing: Measure = { depth: 0, aliases: 0, directives: 0, fields: 0, rootFields: 0 };

function measureSelections({ selections }: SelectionSetNode, walk: Walk): Measure {
  let sum = nothing;
  for (const selection of selections) {
    const part =
      selection.kind === Kind.FIELD
        ? measureField(selection, walk)
        : selection.kind === Kind.INLINE_FRAGMENT
          ? measureSelections(selection.selectionSet, walk)
          : measureFragment(selection.name.value, walk);
    sum = add(sum, part, selection.directives?.length ?? 0);
  }
  return sum;
}

/** Introspection is let through to its own depth: graphql-js bounds it by a rule of its own. */
const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type';

function measureField(field: FieldNode, walk: Walk): Measure {
  const below = field.selectionSet === undefined ? nothing : measureSelections(field.selectionSet, walk);
  return {
    depth: isIntrospection(field.name.value) ? 1 : below.depth + 1,
    aliases: below.aliases + (field.alias === undefined ? 0 : 1),
    directives: below.directives,
    fields: below.fields + 1,
    rootFields: 1,
  };
}

function measureFragment(name: string, walk: Walk): Measure {
  const known = walk.known.get(name);
  if (known !== undefined) return known;
  const fragment = walk.fragments(name);
  if (fragment === undefined || fragment === null) return nothing;
  walk.known.set(name, nothing);
  const own = measureSelections(fragment.selectionSet, walk);
  const measured = { ...own, directives: own.directives + (fragment.directives?.length ?? 0) };
  walk.known.set(name, measured);
  return measured;
}

const add = (sum: Measure, part: Measure, directives: number): Measure => ({
  depth: Math.max(sum.depth, part.depth),
  aliases: sum.aliases + part.aliases,
  directives: sum.directives + part.directives + directives,
  fields: sum.fields + part.fields,
  rootFields: sum.rootFields + part.rootFields,
});
