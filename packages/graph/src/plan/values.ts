import type { PlanForm, PlanValue } from '@maplebridge/contract';
import { isEnumType, type GraphQLEnumType, type GraphQLLeafType } from 'graphql';
import type { AskedField, Constant } from './fieldPlan';

export const constant = (value: unknown): PlanValue => ({ kind: 'constant', json: JSON.stringify(value) });

const forms: Readonly<Record<string, PlanForm>> = {
  String: 'text',
  ID: 'code',
  Int: 'plain',
  Boolean: 'plain',
  DateTime: 'instant',
  Date: 'day',
};

/** An attribute as its GraphQL type shows it. */
export function leafValue(type: GraphQLLeafType, attribute: string | Constant, id?: string): PlanValue {
  if (typeof attribute !== 'string') return constant(isEnumType(type) ? outsideName(type, attribute.constant) : attribute.constant);
  if (isEnumType(type)) return enumValue(type, attribute);
  const form = id === undefined ? forms[type.name] : { id };
  if (form === undefined) throw new Error(`A planned field is of the type ${type.name}, which has no form in a statement.`);
  return { kind: 'attribute', attribute, form };
}

const outsideName = (type: GraphQLEnumType, inside: unknown): string | undefined =>
  type.getValues().find(({ value }) => value === inside)?.name;

/** Words inside that differ from the names outside are put in their place; the others are shown as they stand. */
function enumValue(type: GraphQLEnumType, attribute: string): PlanValue {
  const otherwise: PlanValue = { kind: 'attribute', attribute, form: 'text' };
  const renamed = type.getValues().filter(({ name, value }) => name !== value);
  if (renamed.length === 0) return otherwise;
  return choose(attribute, Object.fromEntries(renamed.map(({ name, value }) => [String(value), constant(name)])), otherwise);
}

export const choose = (by: string | Constant, cases: Readonly<Record<string, PlanValue>>, otherwise: PlanValue): PlanValue =>
  typeof by === 'string' ? { kind: 'choose', by, cases, otherwise } : (cases[String(by.constant)] ?? otherwise);

/** A code shown by itself, for which nobody has words. */
export const code = (attribute: string | Constant): PlanValue =>
  typeof attribute === 'string' ? { kind: 'attribute', attribute, form: 'text' } : constant(attribute.constant);

/** Labels by code, in the language asked for; a code without one is shown as it is. */
export function wordsBy(attribute: string, labels: Readonly<Record<string, Parameters<typeof said>[0]>>, asked: AskedField): PlanValue {
  const by = asked.named(attribute);
  const cases = Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, said(label, asked)]));
  return choose(by, cases, code(by));
}

export const said = (label: { readonly 'zh-CN': string; readonly en: string }, { language }: Pick<AskedField, 'language'>): PlanValue =>
  constant(label[language]);
