import { camelCase, pascalCase, type AnyCaseType } from '@maplebridge/contract';

/** `medical-dispute` -> `medicalDispute`, `MedicalDispute`, `medicalDisputes`: what a case type is called in the schema. */
export interface CaseTypeNames {
  readonly one: string;
  readonly One: string;
  readonly many: string;
}

export const namesOf = (type: Pick<AnyCaseType, 'name'>): CaseTypeNames => {
  const one = camelCase(type.name);
  return { one, One: pascalCase(type.name), many: plural(one) };
};

const plural = (word: string): string => {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
};
