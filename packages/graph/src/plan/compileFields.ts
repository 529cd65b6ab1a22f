import type { PlanEntity, PlanMember, PlanNeed, PlanObject, PlanRelation, PlanValue } from '@maplebridge/contract';
import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { compileCases, isCaseType, typenameOf } from './compileCases';
import { compileHistory } from './compileHistory';
import { collectFields } from './collect';
import {
  joined,
  leftBelow,
  setsOf,
  type AskedNode,
  type CompiledFields,
  type CompiledObject,
  type CompiledValue,
  type Compiling,
  type Within,
} from './compiling';
import { planOf, type AskedField, type FieldPlan, type Scope } from './fieldPlan';
import { choose, constant, leafValue } from './values';

/** Everything selected on an object of this type, which is made of this scope. */
export function compileFields(type: GraphQLObjectType, sets: readonly SelectionSetNode[], within: Within): CompiledFields {
  const { scope, compiling } = within;
  const members: PlanMember[] = [];
  const left: FieldNode[] = [];
  let needs: readonly PlanNeed[] | null = null;
  for (const [key, nodes] of collectFields(type, sets, compiling)) {
    const compiled = compileNode(type, { key, nodes: nodes as AskedNode['nodes'], scope }, compiling); // a key has a node at least
    members.push({ key, value: compiled.value });
    left.push(...compiled.left);
    if (compiled.needs) needs = [...new Set([...(needs ?? []), ...compiled.needs])];
  }
  return { members, left, needs };
}

function compileNode(type: GraphQLObjectType, asked: Pick<AskedNode, 'key' | 'nodes' | 'scope'>, compiling: Compiling): CompiledValue {
  const [first] = asked.nodes;
  if (first.name.value === '__typename')
    return { value: isCaseType(type, compiling) ? typenameOf(compiling) : constant(type.name), left: [] };
  const field = type.getFields()[first.name.value];
  if (!field) throw new Error(`${type.name} has no field ${first.name.value}.`);
  const plan = planOf(field);
  const node: AskedNode = { ...asked, type, field };
  return (plan && compilePlanned(plan, node, compiling)) ?? hole(node, plan && 'needs' in plan ? plan.needs : [], compiling);
}

/** Left to be resolved: its place in the order of the keys is kept. */
function hole({ nodes }: AskedNode, needs: readonly PlanNeed[], { holes }: Compiling): CompiledValue {
  const node = joined(nodes);
  holes.add(node);
  return { value: constant(null), left: [node], needs };
}

/** Null when the field, asked in this way, is not planned. */
function compilePlanned(plan: FieldPlan, node: AskedNode, compiling: Compiling): CompiledValue | null {
  if ('needs' in plan) return null;
  if ('page' in plan) return compileHistory(node, compiling);
  if ('value' in plan) return { value: plan.value(askedField(node, compiling)), left: [] };
  if ('label' in plan)
    return { value: { kind: 'attribute', attribute: `${plan.label}.${languageOf(node, compiling)}`, form: 'text' }, left: [] };
  if ('attribute' in plan) return { value: leaf(plan, node), left: [] };
  if ('count' in plan) return { value: { kind: 'count', relation: plan.count }, left: [] };
  return compileComposite(plan, node, compiling);
}

type Composite = Extract<
  FieldPlan,
  { part: unknown } | { relation: unknown } | { detailsOf: unknown } | { mask: unknown } | { jurisdiction: unknown }
>;

function compileComposite(plan: Composite, node: AskedNode, compiling: Compiling): CompiledValue {
  if ('part' in plan) {
    const { object, left } = below(node, { ...node.scope, names: plan.part }, compiling);
    return { value: { kind: 'object', object, presentIf: plan.presentIf ?? [] }, left };
  }
  if ('jurisdiction' in plan) return { value: jurisdictions(node, compiling), left: [] };
  if ('detailsOf' in plan)
    return related(node, { relation: { details: plan.detailsOf }, scope: { entity: 'details', caseType: plan.detailsOf } }, compiling);
  if ('mask' in plan) {
    const names = { isMasked: { constant: true }, class: { constant: plan.class } };
    return related(node, { relation: { mask: plan.mask }, scope: { entity: 'mask', names } }, compiling);
  }
  const relation = typeof plan.relation === 'string' ? named(node.scope, plan.relation) : plan.relation;
  if (typeof relation === 'object' && 'constant' in relation) throw new Error('A relation has no constant.');
  return related(node, { relation, most: plan.most, scope: { entity: entityOf(relation) } }, compiling);
}

const entities: Readonly<Record<string, PlanEntity>> = {
  unit: 'unit',
  actorUnit: 'unit',
  handlerUnit: 'unit',
  parent: 'unit',
  ancestors: 'unit',
  place: 'place',
  partOf: 'place',
  report: 'report',
  parties: 'party',
  actsFor: 'party',
  links: 'link',
  other: 'case',
  case: 'case',
  cases: 'case',
};

function entityOf(relation: PlanRelation): PlanEntity {
  if (typeof relation === 'object') return 'to' in relation ? relation.to : 'details';
  const entity = entities[relation];
  if (!entity) throw new Error(`A plan follows the relation "${relation}", which nobody declares.`);
  return entity;
}

interface Related {
  readonly relation: PlanRelation;
  readonly scope: Scope;
  readonly most?: number;
}

function related(node: AskedNode, { relation, scope, most }: Related, compiling: Compiling): CompiledValue {
  const { object, left } = below(node, scope, compiling);
  if (!isListType(getNullableType(node.field.type))) return { value: { kind: 'one', relation, object }, left };
  return { value: { kind: 'many', relation, object, most: most ?? 100 }, left };
}

/** The object that a composite field shows, and what of it is left. */
function below({ field, nodes }: AskedNode, scope: Scope, compiling: Compiling): CompiledValueObject {
  const type = getNamedType(field.type);
  const sets = setsOf(nodes);
  const isCase = isAbstractType(type) || (isObjectType(type) && isCaseType(type, compiling));
  const { object, left } = isCase ? compileCases(type, sets, compiling) : plainObject(type, sets, { scope, compiling });
  return { object, left: leftBelow(nodes[0], left) };
}

interface CompiledValueObject {
  readonly object: PlanObject;
  readonly left: readonly FieldNode[];
}

function plainObject(type: unknown, sets: readonly SelectionSetNode[], within: Within): CompiledObject {
  if (!isObjectType(type)) throw new Error('A planned object is of no object type.');
  const { members, left, needs } = compileFields(type, sets, within);
  return { object: { entity: within.scope.entity, members, ...(needs ? { record: needs } : {}) }, left };
}

/** All that is known of a jurisdiction, written out for each case type. */
function jurisdictions(node: AskedNode, compiling: Compiling): PlanValue {
  const cases = compiling.words.jurisdictions.map((jurisdiction) => {
    const { object } = below(node, { entity: 'case', jurisdiction }, compiling);
    const json = object.members.map(({ key, value }) => `${JSON.stringify(key)}:${constantJson(value)}`).join(',');
    return [jurisdiction.typeName, { kind: 'constant', json: `{${json}}` }] as const;
  });
  return choose('type', Object.fromEntries(cases), constant(null));
}

function constantJson(value: PlanValue): string {
  if (value.kind === 'constant') return value.json;
  throw new Error('A field of a jurisdiction is not known before anything is read.');
}

function leaf({ attribute, id }: Extract<FieldPlan, { attribute: string }>, { field, scope }: AskedNode): PlanValue {
  const type = getNamedType(field.type);
  if (!isLeafType(type)) throw new Error(`${field.name} is planned as a value and is none.`);
  return leafValue(type, named(scope, attribute), id);
}

const named = ({ names }: Scope, attribute: string) => names?.[attribute] ?? attribute;

const askedField = (node: AskedNode, compiling: Compiling): AskedField => ({
  scope: node.scope,
  language: languageOf(node, compiling),
  words: compiling.words,
  named: (attribute) => named(node.scope, attribute),
});

function languageOf({ field, nodes }: AskedNode, { variables, language }: Compiling): Compiling['language'] {
  if (field.args.length === 0) return language;
  const { lang } = getArgumentValues(field, nodes[0], variables) as { lang?: Compiling['language'] | null }; // the only argument of spoken fields
  return lang ?? language;
}
