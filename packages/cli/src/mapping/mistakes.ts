import { isPersonal, type AnyCaseType, type FieldSpec, type Jurisdiction } from '@maplebridge/contract';
import { restOf } from '@maplebridge/kernel';
import { columnsOfWhen } from './conditions';
import type { Detail, Mapping, Rule } from './schema';
import { columnsOf } from './template';

/** What the mapping says that this file or these plugins do not bear out: all of it, so that it is corrected in one round. */
export function mappingMistakes(mapping: Mapping, columns: readonly string[], jurisdictions: readonly Jurisdiction[]): readonly string[] {
  return [...columnMistakes(mapping, columns), ...mapping.rules.flatMap((rule, nth) => ruleMistakes(rule, `rules[${nth}]`, jurisdictions))];
}

function columnMistakes(mapping: Mapping, columns: readonly string[]): readonly string[] {
  const known = new Set(columns);
  return namedColumns(mapping)
    .filter(([, column]) => !known.has(column))
    .map(([where, column]) => `${where}: the file has no column "${column}"; it has ${columns.join(', ')}.`);
}

type Named = readonly [where: string, column: string];

function namedColumns(mapping: Mapping): readonly Named[] {
  const units = (mapping.units?.rules ?? []).flatMap((rule, nth) => {
    const named = [...columnsOfWhen(rule.when), ...columnsOf(rule.code), ...columnsOf(rule.name['zh-CN']), ...columnsOf(rule.name.en)];
    return [...new Set(named)].map((column): Named => [`units.rules[${nth}]`, column]);
  });
  const rules = mapping.rules.flatMap((rule, nth) => {
    const details = Object.values(rule.details ?? {}).flatMap((detail) => ('column' in detail ? [detail.column] : []));
    return [...new Set([...columnsOfWhen(rule.when), ...details])].map((column): Named => [`rules[${nth}]`, column]);
  });
  const summaries = mapping.summary.flatMap((template, nth) => columnsOf(template).map((column): Named => [`summary[${nth}]`, column]));
  const single: readonly (readonly [string, string | undefined])[] = [
    ['key', mapping.key],
    ['openedAt', mapping.openedAt.column],
    ['closedAt', mapping.closedAt?.column],
    ['place', mapping.place],
  ];
  return [
    ...single.flatMap(([where, column]): Named[] => (column === undefined ? [] : [[where, column]])),
    ...summaries,
    ...units,
    ...rules,
  ];
}

function ruleMistakes(rule: Rule, where: string, jurisdictions: readonly Jurisdiction[]): readonly string[] {
  if (rule.plugin === undefined) return [];
  const jurisdiction = jurisdictions.find((one) => one.name === rule.plugin);
  if (!jurisdiction) return [`${where}: the plugin "${rule.plugin}" is not loaded; there are ${namesOf(jurisdictions)}.`];
  const type = typeOf(rule, jurisdiction);
  if (!type)
    return [
      `${where}: "${rule.plugin}" has the case types ${namesOf(jurisdiction.caseTypes)}; "type" has to name one${rule.type ? `, not "${rule.type}"` : ''}.`,
    ];
  const details = Object.entries(rule.details ?? {}).flatMap(([name, detail]) =>
    detailMistakes(type, name, detail).map((one) => `${where}.details.${name}: ${one}`),
  );
  if (restOf(type)) return details;
  return [`${where}: "${type.name}" has no closed state with outcome "unconfirmed", where imported closures rest.`, ...details];
}

const namesOf = (all: readonly { readonly name: string }[]): string => all.map((one) => one.name).join(', ') || 'none';

/** The type that a rule means: the one it names, or the only one there is. */
export function typeOf(rule: Rule, jurisdiction: Jurisdiction): AnyCaseType | undefined {
  if (rule.type !== undefined) return jurisdiction.caseTypes.find((one) => one.name === rule.type);
  return jurisdiction.caseTypes.length === 1 ? jurisdiction.caseTypes[0] : undefined;
}

const references = ['unit', 'place', 'person'];

function detailMistakes(type: AnyCaseType, name: string, detail: Detail): readonly string[] {
  const field = type.fields.find((one) => one.name === name);
  if (!field) return [`"${type.name}" has no such field; it has ${namesOf(type.fields)}.`];
  if (isPersonal(field.class)) return [`the field is of class "${field.class}"; personal values are not imported from files.`];
  if (references.includes(field.type.kind)) return [`the field refers to a ${field.type.kind} by its id, which a file does not know.`];
  return valuesOf(detail).flatMap((value) => valueMistakes(field, value));
}

function valuesOf(detail: Detail): readonly unknown[] {
  if ('value' in detail) return [detail.value];
  return [...Object.values(detail.values ?? {}), ...(detail.otherwise === undefined ? [] : [detail.otherwise])];
}

function valueMistakes({ type }: FieldSpec, value: unknown): readonly string[] {
  if (type.kind === 'choice' && !(typeof value === 'string' && Object.hasOwn(type.options, value)))
    return [`${JSON.stringify(value)} is not one of ${Object.keys(type.options).join(', ')}.`];
  const wanted = { integer: 'number', boolean: 'boolean', text: 'string', date: 'string', instant: 'string' }[type.kind as 'text'];
  return wanted !== undefined && typeof value !== wanted ? [`${JSON.stringify(value)} is not a ${wanted}.`] : [];
}
