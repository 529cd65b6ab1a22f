import { camelCase, fieldsOf, pascalCase, Refusal, type AnyCaseType } from '@maplebridge/contract';

/** `settle` of `medical-dispute` -> `settleMedicalDispute`: the mutation of a move that takes an input. */
export const typedMoveName = (type: Pick<AnyCaseType, 'name'>, move: string): string => `${camelCase(move)}${pascalCase(type.name)}`;

/** A move that takes an input cannot be made by its code alone: says which mutation makes it, and with what. */
export function refuseWithoutInput(type: AnyCaseType | undefined, move: string): void {
  const takes = type?.moves[move]?.takes;
  if (type === undefined || takes === undefined) return;
  const needs = fieldsOf(takes).map(({ name }) => name);
  const mutation = typedMoveName(type, move);
  throw new Refusal(
    'NEEDS_MISSING',
    {
      'zh-CN': `“${move}” 需要填写内容（${needs.join('、')}），请改用 ${mutation}。`,
      en: `"${move}" takes an input (${needs.join(', ')}) that this mutation does not carry; use ${mutation}.`,
    },
    { needs },
  );
}
