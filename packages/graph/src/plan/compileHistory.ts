import { isRefusal, type PlanEdgeMember, type PlanPageInfoMember, type PlanPageMember, type Window } from '@maplebridge/contract';
import { getArgumentValues, getNamedType, isObjectType, type FieldNode, type GraphQLObjectType } from 'graphql';
import { windowOf } from '../window';
import { collectFields } from './collect';
import { leftBelow, setsOf, type AskedNode, type CompiledValue, type Compiling } from './compiling';

/** A page of what happened to a case; null when it begins at a cursor, asks for one, or its window is to be refused. */
export function compileHistory(node: AskedNode, compiling: Compiling): CompiledValue | null {
  const window = windowAsked(node, compiling);
  const type = getNamedType(node.field.type);
  if (window === null || !isObjectType(type)) return null;
  const left: FieldNode[] = [];
  const members: PlanPageMember[] = [];
  for (const [key, nodes] of collectFields(type, setsOf(node.nodes), compiling)) {
    const member = memberOf({ type, key, nodes, left }, compiling);
    if (member === null) return null;
    members.push(member);
  }
  const rows = window.first ?? window.last ?? 0;
  const size = placeOf(node.nodes[0], rows, compiling);
  return {
    value: { kind: 'history', history: { size, isBackward: window.last !== undefined, isSingle: rows === 1, members } },
    left: leftBelow(node.nodes[0], left),
  };
}

function windowAsked({ field, nodes }: AskedNode, { variables }: Compiling): Window | null {
  try {
    const window = windowOf(getArgumentValues(field, nodes[0], variables));
    return window.after === undefined && window.before === undefined ? window : null;
  } catch (error) {
    if (isRefusal(error)) return null; // said by the resolver, at its path
    throw error;
  }
}

function placeOf(node: FieldNode, size: number, { sizes }: Compiling): number {
  const { place } = sizes.get(node) ?? { place: sizes.size };
  sizes.set(node, { place, size });
  return place;
}

interface Part {
  readonly type: GraphQLObjectType;
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  /** What is left below; added to. */
  readonly left: FieldNode[];
}

function memberOf({ type, key, nodes, left }: Part, compiling: Compiling): PlanPageMember | null {
  const [first] = nodes;
  if (!first) return null;
  const name = first.name.value;
  if (name === '__typename') return { key, part: 'constant', json: JSON.stringify(type.name) };
  const below = getNamedType(type.getFields()[name]?.type);
  if (!isObjectType(below)) return null;
  if (name === 'nodes') return { key, part: 'nodes', node: entryObject({ type: below, key, nodes, left }, compiling) };
  if (name === 'edges') return edges({ type: below, key, nodes, left }, compiling);
  return name === 'pageInfo' ? pageInfo({ type: below, key, nodes, left }, compiling) : null;
}

function entryObject({ type, nodes, left }: Part, compiling: Compiling) {
  const [first] = nodes;
  const { members, left: own, needs } = compiling.fieldsOf(type, setsOf(nodes), { scope: { entity: 'entry' }, compiling });
  if (first) left.push(...leftBelow(first, own));
  return { entity: 'entry' as const, members, ...(needs ? { record: needs } : {}) };
}

/** Null where a cursor is asked for: it is sealed in the process. */
function edges({ type, key, nodes, left }: Part, compiling: Compiling): PlanPageMember | null {
  const members: PlanEdgeMember[] = [];
  const below: FieldNode[] = [];
  for (const [own, asked] of collectFields(type, setsOf(nodes), compiling)) {
    const name = asked[0]?.name.value;
    const node = getNamedType(type.getFields()[name ?? '']?.type);
    if (name === '__typename') members.push({ key: own, part: 'constant', json: JSON.stringify(type.name) });
    else if (name === 'node' && isObjectType(node))
      members.push({ key: own, part: 'node', node: entryObject({ type: node, key: own, nodes: asked, left: below }, compiling) });
    else return null;
  }
  const [first] = nodes;
  if (first) left.push(...leftBelow(first, below));
  return { key, part: 'edges', members };
}

function pageInfo({ type, key, nodes }: Part, compiling: Compiling): PlanPageMember | null {
  const members: PlanPageInfoMember[] = [];
  for (const [own, [first]] of collectFields(type, setsOf(nodes), compiling)) {
    const name = first?.name.value;
    if (name === '__typename') members.push({ key: own, part: 'constant', json: JSON.stringify(type.name) });
    else if (name === 'hasNextPage' || name === 'hasPreviousPage') members.push({ key: own, part: name });
    else return null;
  }
  return { key, part: 'pageInfo', members };
}
