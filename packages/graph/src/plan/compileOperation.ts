import type { KnownWords, Language, PlanObject } from '@maplebridge/contract';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isOwn } from './atHand';
import { collectFields, type Selecting } from './collect';
import { compileCases } from './compileCases';
import { compileFields } from './compileFields';
import { compilePage, type CompiledPage } from './compilePage';
import { joined, selecting, setsOf, type Compiling } from './compiling';
import { entryOf, type EntryPlan } from './fieldPlan';

/** A statement of the operation: where it begins and what it answers. */
export type CompiledEntry = {
  readonly entry: EntryPlan;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly hasLeft: boolean;
} & ({ readonly kind: 'case'; readonly object: PlanObject } | { readonly kind: 'page'; readonly page: CompiledPage });

/** How one operation is answered, for one language and the variables that decide what is selected. */
export interface OperationPlan {
  readonly sizes: readonly number[];
  /** Every root field by its key, when statements answer all of the query; a text is known before anything is read. */
  readonly whole: readonly { readonly key: string; readonly asked: CompiledEntry | string }[] | null;
  /** What is resolved in the process: the operation with each planned field cut down to what is left of it. */
  readonly left: DocumentNode;
  /** By the node in `left`. */
  readonly entries: ReadonlyMap<FieldNode, CompiledEntry>;
  readonly holes: WeakSet<FieldNode>;
}

export interface OperationToPlan extends Selecting {
  readonly operation: OperationDefinitionNode;
  readonly document: DocumentNode;
  readonly language: Language;
  readonly words: KnownWords;
  readonly caseTypes: ReadonlyMap<string, GraphQLObjectType>;
  readonly dormant: GraphQLObjectType;
}

/** Null when no statement answers any part of the operation. */
export function compileOperation(asked: OperationToPlan): OperationPlan | null {
  const { schema, operation, document } = asked;
  const root = schema.getRootType(operation.operation);
  if (!root) return null;
  const compiling: Compiling = { ...asked, sizes: new Map(), holes: new WeakSet(), fieldsOf: compileFields };
  const walk: Walk = { compiling, entries: new Map() };
  const selections = leftOf(root, [operation.selectionSet], walk);
  if (walk.entries.size === 0) return null;
  const definition: OperationDefinitionNode = { ...operation, selectionSet: selecting(selections) };
  const fragments = document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION);
  return {
    sizes: [...compiling.sizes.values()].map(({ size }) => size),
    whole: operation.operation === OperationTypeNode.QUERY ? wholeOf(root, selections, walk) : null,
    left: { kind: Kind.DOCUMENT, definitions: [definition, ...fragments] },
    entries: walk.entries,
    holes: compiling.holes,
  };
}

interface Walk {
  readonly compiling: Compiling;
  readonly entries: Map<FieldNode, CompiledEntry>;
}

/** The selections with each planned field cut down to what is left of it. */
function leftOf(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], walk: Walk): readonly SelectionNode[] {
  const { compiling } = walk;
  if (isAbstractType(type)) {
    return compiling.schema.getPossibleTypes(type).flatMap((one): readonly SelectionNode[] => {
      const selections = leftOf(one, sets, walk);
      return selections.length ? [onType(one.name, selections)] : [];
    });
  }
  if (!isObjectType(type)) return [];
  return [...collectFields(type, sets, compiling).values()].map((nodes) => nodeLeft(type, nodes, walk));
}

const onType = (name: string, selections: readonly SelectionNode[]): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
  selectionSet: selecting(selections),
});

function nodeLeft(parent: GraphQLObjectType, nodes: readonly FieldNode[], walk: Walk): FieldNode {
  const node = joined(nodes as readonly [FieldNode, ...FieldNode[]]); // a key has a node at least
  const field = parent.getFields()[node.name.value];
  const type = field && getNamedType(field.type);
  if (!field || !type || !isCompositeType(type)) return node;
  const entry = entryOf(field);
  if (entry) return entryNode(entry, { field, type, nodes, node }, walk);
  return reachesEntry(type, setsOf(nodes), walk) ? { ...node, selectionSet: selecting(leftOf(type, setsOf(nodes), walk)) } : node;
}

/** Where no statement begins below, the selection stays as it was written. */
function reachesEntry(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], walk: Walk): boolean {
  const types = isAbstractType(type) ? walk.compiling.schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
  return types.some((one) =>
    [...collectFields(one, sets, walk.compiling).values()].some((nodes) => {
      const field = one.getFields()[nodes[0]?.name.value ?? ''];
      if (!field) return false;
      const below = getNamedType(field.type);
      return entryOf(field) !== undefined || (isCompositeType(below) && reachesEntry(below, setsOf(nodes), walk));
    }),
  );
}

interface EntryNode {
  readonly field: GraphQLField<unknown, unknown>;
  readonly type: GraphQLCompositeType;
  readonly nodes: readonly FieldNode[];
  readonly node: FieldNode;
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function entryNode(entry: EntryPlan, { field, type, nodes, node }: EntryNode, { compiling, entries }: Walk): FieldNode {
  const compiled = entry.kind === 'page' && isObjectType(type) ? pageEntry(type, nodes, compiling) : caseEntry(type, nodes, compiling);
  if (entry.isAtHand && compiled.kind === 'case' && isOwn(compiled)) return node;
  const { left, ...kind } = compiled;
  const cut: FieldNode = { ...node, selectionSet: selecting(left.length ? left : [typename]) };
  entries.set(cut, { entry, field, node: cut, hasLeft: left.length > 0, ...kind });
  return cut;
}

function pageEntry(type: GraphQLObjectType, nodes: readonly FieldNode[], compiling: Compiling) {
  const page = compilePage(type, setsOf(nodes), compiling);
  return { kind: 'page' as const, page, left: page.left as readonly SelectionNode[] };
}

function caseEntry(type: GraphQLCompositeType, nodes: readonly FieldNode[], compiling: Compiling) {
  const { object, left } = compileCases(type, setsOf(nodes), compiling);
  return { kind: 'case' as const, object, left };
}

/** Null when something of the query has to be resolved in the process. */
function wholeOf(root: GraphQLObjectType, selections: readonly SelectionNode[], { entries }: Walk): OperationPlan['whole'] {
  const fields: { key: string; asked: CompiledEntry | string }[] = [];
  for (const node of selections) {
    if (node.kind !== Kind.FIELD) return null;
    const key = node.alias?.value ?? node.name.value;
    const asked = node.name.value === '__typename' ? JSON.stringify(root.name) : entries.get(node);
    if (asked === undefined || (typeof asked !== 'string' && asked.hasLeft)) return null;
    fields.push({ key, asked });
  }
  return fields;
}
