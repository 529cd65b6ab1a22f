import type { PlanObject, PlanPage } from '@maplebridge/contract';
import { getNamedType, isObjectType, type FieldNode, type GraphQLObjectType, type SelectionSetNode } from 'graphql';
import { compileCases } from './compileCases';
import { collectFields } from './collect';
import { leftBelow, setsOf, type Compiling } from './compiling';

/** What a connection of cases shows, key by key; `list` is the place of a list in the plan. */
export type PageMember =
  | { readonly key: string; readonly part: 'constant'; readonly json: string }
  | { readonly key: string; readonly part: 'nodes'; readonly list: number }
  | { readonly key: string; readonly part: 'edges'; readonly members: readonly EdgeMember[] }
  | { readonly key: string; readonly part: 'pageInfo'; readonly members: readonly PageInfoMember[] }
  | { readonly key: string; readonly part: 'totalCount' | 'totalIsLowerBound' | 'liveCursor' };

export type EdgeMember =
  | { readonly key: string; readonly part: 'constant'; readonly json: string }
  | { readonly key: string; readonly part: 'cursor' }
  | { readonly key: string; readonly part: 'node'; readonly list: number };

export type PageInfoMember =
  | { readonly key: string; readonly part: 'constant'; readonly json: string }
  | { readonly key: string; readonly part: 'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor' };

export interface CompiledPage {
  readonly plan: PlanPage;
  readonly members: readonly PageMember[];
  readonly left: readonly FieldNode[];
}

interface Collecting {
  readonly compiling: Compiling;
  readonly lists: { object: PlanObject; isApart: boolean }[];
  readonly left: FieldNode[];
}

/** A connection of cases: the rows by the statement, what stands around them by whoever puts the answer together. */
export function compilePage(type: GraphQLObjectType, sets: readonly SelectionSetNode[], compiling: Compiling): CompiledPage {
  const collecting: Collecting = { compiling, lists: [], left: [] };
  const members = [...collectFields(type, sets, compiling)].map(([key, nodes]) => memberOf({ type, key, nodes }, collecting));
  const asks = (part: PageMember['part']): boolean => members.some((member) => member.part === part);
  const plan: PlanPage = {
    rows: collecting.lists,
    wantsCount: asks('pageInfo') || asks('edges'),
    wantsKeys: members.some(showsCursors),
    wantsTotal: asks('totalCount') || asks('totalIsLowerBound'),
    wantsLiveCursor: asks('liveCursor'),
  };
  return { plan, members, left: collecting.left };
}

function showsCursors(member: PageMember): boolean {
  if (member.part === 'edges') return member.members.some(({ part }) => part === 'cursor');
  return member.part === 'pageInfo' && member.members.some(({ part }) => part === 'startCursor' || part === 'endCursor');
}

interface Part {
  readonly type: GraphQLObjectType;
  readonly key: string;
  readonly nodes: readonly FieldNode[];
}

const known = (key: string, type: GraphQLObjectType) => ({ key, part: 'constant' as const, json: JSON.stringify(type.name) });

function memberOf({ type, key, nodes }: Part, collecting: Collecting): PageMember {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') return known(key, type);
  if (name === 'nodes') return { key, part: 'nodes', list: listOf({ type, key, nodes }, { ...collecting, isApart: false }) };
  const below = getNamedType(type.getFields()[name]?.type);
  if (name === 'edges' && isObjectType(below)) return edges({ type: below, key, nodes }, collecting);
  if (name === 'pageInfo' && isObjectType(below))
    return { key, part: 'pageInfo', members: infoMembers({ type: below, key, nodes }, collecting) };
  if (name === 'totalCount' || name === 'totalIsLowerBound' || name === 'liveCursor') return { key, part: name };
  throw new Error(`A connection of cases has no field ${name}.`);
}

/** Adds a list of rows to the plan; its place. */
function listOf({ type, nodes }: Part, { compiling, lists, left, isApart }: Collecting & { readonly isApart: boolean }): number {
  const [first] = nodes;
  const node = getNamedType(type.getFields()[first?.name.value ?? '']?.type);
  if (!first || !node) throw new Error(`${type.name} has no rows.`);
  const compiled = compileCases(node, setsOf(nodes), compiling);
  left.push(...leftBelow(first, compiled.left));
  return lists.push({ object: compiled.object, isApart }) - 1;
}

function edges({ type, key, nodes }: Part, collecting: Collecting): PageMember {
  const left: FieldNode[] = [];
  const members = [...collectFields(type, setsOf(nodes), collecting.compiling)].map(([own, asked]): EdgeMember => {
    const name = asked[0]?.name.value;
    if (name === '__typename') return known(own, type);
    if (name === 'cursor') return { key: own, part: 'cursor' };
    return { key: own, part: 'node', list: listOf({ type, key: own, nodes: asked }, { ...collecting, left, isApart: true }) };
  });
  const [first] = nodes;
  if (first) collecting.left.push(...leftBelow(first, left));
  return { key, part: 'edges', members };
}

const infoMembers = ({ type, nodes }: Part, { compiling }: Collecting): readonly PageInfoMember[] =>
  [...collectFields(type, setsOf(nodes), compiling)].map(([own, [first]]): PageInfoMember => {
    const name = first?.name.value;
    // the only fields that a PageInfo has
    return name === '__typename' ? known(own, type) : { key: own, part: name as Exclude<PageInfoMember['part'], 'constant'> };
  });
