import { camelCase, pascalCase, type AnyCaseType } from '@maplebridge/contract';

/** `medical-dispute` -> `medicalDispute`, `MedicalDispute`, `medicalDisputes`: what a case type is called in the schema. */
export interface CaseTypeNames {
  readonly one: string;
  readonly One: string;
  readonly many: string;
}

export const namesOf = (type: Pick<AnyCaseType, 'name'>): CaseTypeNames => {
  const one = nameFor(camelCase(type.name));
  return { one, One: nameFor(pascalCase(type.name)), many: plural(one) };
};

const plural = (word: string): string => {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
};

const graphqlName = /^(?!__)[A-Za-z_]\w*$/;
const notEnumValues = new Set(['true', 'false', 'null']);

export const isGraphqlName = (name: string): boolean => graphqlName.test(name);
export const isEnumValue = (code: string): boolean => isGraphqlName(code) && !notEnumValues.has(code);

/**
 * A name that GraphQL accepts. Composition refuses one that is not its own; until then it must not break the schemas of
 * others, because the framework makes every type that was ever imported.
 */
export const nameFor = (name: string): string => (isGraphqlName(name) ? name : `_${name.replace(/\W/g, '_')}`.replace(/^_+/, '_'));
