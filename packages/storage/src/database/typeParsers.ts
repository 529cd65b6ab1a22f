import { types } from 'pg';

const dateType = 1082;

/** Dates stay text (a Date would move them by the server's zone); everything else as pg has it. */
export const typeParsers = {
  getTypeParser: (id: number, format?: 'text' | 'binary'): unknown =>
    id === dateType ? (value: string) => value : types.getTypeParser(id, format),
} as typeof types;
