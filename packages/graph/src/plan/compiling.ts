import type { KnownWords, Language, PlanMember, PlanNeed, PlanObject, PlanValue } from '@maplebridge/contract';
import type { FieldNode, GraphQLField, GraphQLObjectType, SelectionSetNode } from 'graphql';
import type { Selecting } from './collect';
import type { Scope } from './fieldPlan';

/** What is being compiled for one operation, one language and one set of variables. */
export interface Compiling extends Selecting {
  readonly language: Language;
  readonly words: KnownWords;
  /** GraphQL types of cases by the name of the case type; all others are dormant. */
  readonly caseTypes: ReadonlyMap<string, GraphQLObjectType>;
  readonly dormant: GraphQLObjectType;
  /** Sizes of nested windows, each under its node. */
  readonly sizes: Map<FieldNode, { readonly place: number; readonly size: number }>;
  /** Nodes that are resolved in the process. */
  readonly holes: WeakSet<FieldNode>;
  /** Everything selected on an object of this type, which is made of this scope. */
  readonly fieldsOf: (type: GraphQLObjectType, sets: readonly SelectionSetNode[], within: Within) => CompiledFields;
}

export interface Within {
  readonly scope: Scope;
  readonly compiling: Compiling;
}

export interface CompiledValue {
  readonly value: PlanValue;
  /** What of the field is left to be resolved: the field itself, or itself with only that below it. */
  readonly left: readonly FieldNode[];
  /** Facts that the field goes on from when it is resolved. */
  readonly needs?: readonly PlanNeed[];
}

/** An object as a statement answers it, and the selections that it leaves to be resolved. */
export interface CompiledObject {
  readonly object: PlanObject;
  readonly left: SelectionSetNode['selections'];
}

/** Members that a statement answers, and the nodes that it leaves to be resolved. */
export interface CompiledFields {
  readonly members: readonly PlanMember[];
  readonly left: readonly FieldNode[];
  /** Facts that fields of this very object go on from; null when all of them are planned. */
  readonly needs: readonly PlanNeed[] | null;
}

/** One field of an object as it was asked for. */
export interface AskedNode {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly key: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly scope: Scope;
}

export const setsOf = (nodes: readonly FieldNode[]): readonly SelectionSetNode[] =>
  nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));

/** The node with all that its namesakes select, as one; its directives have been looked at. */
export const joined = ([first, ...others]: readonly [FieldNode, ...FieldNode[]]): FieldNode =>
  others.length === 0 || !first.selectionSet
    ? { ...first, directives: [] }
    : { ...first, directives: [], selectionSet: selecting(setsOf([first, ...others]).flatMap(({ selections }) => selections)) };

/** The field with nothing below it but what is left to be resolved there; nowhere when nothing is. */
export const leftBelow = (node: FieldNode, left: CompiledObject['left']): readonly FieldNode[] =>
  left.length === 0 ? [] : [{ ...node, directives: [], selectionSet: selecting(left) }];

export const selecting = (selections: SelectionSetNode['selections']): SelectionSetNode =>
  ({ kind: 'SelectionSet', selections }) as SelectionSetNode; // the literal is the enum's own value
