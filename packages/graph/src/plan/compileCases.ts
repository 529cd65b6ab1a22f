import type { PlanMember, PlanValue } from '@maplebridge/contract';
import {
  isObjectType,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type InlineFragmentNode,
  type SelectionSetNode,
} from 'graphql';
import { selecting, type CompiledFields, type CompiledObject, type Compiling } from './compiling';
import { constant, choose } from './values';

export const isCaseType = (type: GraphQLObjectType, { caseTypes, dormant }: Compiling): boolean =>
  type === dormant || [...caseTypes.values()].includes(type);

/** Fields of one GraphQL type of cases, and which rows are of it. */
interface Variant extends CompiledFields {
  readonly type: GraphQLObjectType;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/** The key under which a row says its GraphQL type to whoever resolves the rest. GraphQL has no such name. */
export const typenameKey = '$t';

/** What is selected on cases: of one type, or of all types by fragments. What they have in common is planned once. */
export function compileCases(type: GraphQLNamedType, sets: readonly SelectionSetNode[], compiling: Compiling): CompiledObject {
  const variants = typesOf(type, compiling).map((one): Variant => ({
    ...one,
    ...compiling.fieldsOf(one.type, sets, { scope: { entity: 'case' }, compiling }),
  }));
  const needs = variants.some((one) => one.needs !== null) ? [...new Set(variants.flatMap((one) => one.needs ?? []))] : undefined;
  const left = leftOf(type, variants);
  const typename = left.length && !isObjectType(type) ? [{ key: typenameKey, value: typenameOf(compiling) }] : [];
  return { object: { entity: 'case', members: [...typename, ...aligned(variants)], ...(needs ? { record: needs } : {}) }, left };
}

type CaseTypes = readonly Pick<Variant, 'type' | 'only' | 'except'>[];

function typesOf(type: GraphQLNamedType, { caseTypes, dormant }: Compiling): CaseTypes {
  const loaded = [...caseTypes].map(([name, one]) => ({ type: one, only: [name] }));
  if (!isObjectType(type)) return [...loaded, { type: dormant, except: [...caseTypes.keys()] }];
  return type === dormant ? [{ type: dormant }] : loaded.filter((one) => one.type === type).map(({ type: same }) => ({ type: same }));
}

function leftOf(type: GraphQLNamedType, variants: readonly Variant[]): readonly (FieldNode | InlineFragmentNode)[] {
  if (isObjectType(type)) return variants.flatMap(({ left }) => left);
  return variants.filter(({ left }) => left.length > 0).map(({ type: one, left }) => onType(one.name, left));
}

const onType = (name: string, selections: readonly FieldNode[]): InlineFragmentNode =>
  ({
    kind: 'InlineFragment',
    typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: name } },
    selectionSet: selecting(selections),
  }) as InlineFragmentNode; // the literals are the enum's own values

/** Cases of all types are told apart by the row itself, so that what they have in common is planned once. */
export const typenameOf = ({ caseTypes, dormant }: Compiling): PlanValue =>
  choose('type', Object.fromEntries([...caseTypes].map(([name, one]) => [name, constant(one.name)])), constant(dormant.name));

/** Members that all types begin and end with alike stand once; what lies between belongs to each type by itself. */
function aligned(variants: readonly Variant[]): readonly PlanMember[] {
  const [first, ...others] = variants;
  if (!first) return [];
  const texts = variants.map(({ members }) => members.map((member) => JSON.stringify(member)));
  const shortest = Math.min(...texts.map(({ length }) => length));
  const head = lengthAlike(shortest, (nth) => texts.every((own) => own[nth] === texts[0]?.[nth]));
  const tail = lengthAlike(shortest - head, (nth) => texts.every((own) => own.at(-1 - nth) === texts[0]?.at(-1 - nth)));
  const middle = others.length === 0 ? [] : variants.flatMap((variant) => apart(variant, head, tail));
  const { members } = first;
  if (others.length === 0) return members;
  return [...members.slice(0, head), ...middle, ...members.slice(members.length - tail)];
}

function lengthAlike(most: number, isAlike: (nth: number) => boolean): number {
  let length = 0;
  while (length < most && isAlike(length)) length += 1;
  return length;
}

const apart = ({ members, only, except }: Variant, head: number, tail: number): readonly PlanMember[] =>
  members.slice(head, members.length - tail).map((member) => ({ ...member, ...(only ? { only } : {}), ...(except ? { except } : {}) }));
