import type { Label } from '@maplebridge/contract';

/** Does the table declare the name itself? Names are chosen by people: `constructor` must not be found in every table. */
export const isNamed = (table: object | undefined, name: string): boolean => table !== undefined && Object.hasOwn(table, name);

/** A text in both languages: neither may be absent or blank. */
export const isLabel = (value: unknown): value is Label =>
  typeof value === 'object' &&
  value !== null &&
  (['zh-CN', 'en'] as const).every((language) => isSaid((value as Partial<Label>)[language]));

export const isSaid = (text: unknown): boolean => typeof text === 'string' && text.trim() !== '';
