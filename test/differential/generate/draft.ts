import type { GraphQLSchema } from 'graphql';
import type { CaseRow, Rows } from '../rows';
import type { Pool } from '../pool';
import type { Random } from './random';

/** An operation while it is being written. */
export interface Draft {
  readonly schema: GraphQLSchema;
  readonly random: Random;
  readonly rows: Rows;
  readonly pool: Pool;
  /** Cases that who asks sees, and those of them in which they are a party. */
  readonly seen: readonly CaseRow[];
  readonly asParty: readonly CaseRow[];
  /** Fields that may still be written. */
  budget: number;
  count: number;
  readonly variables: Map<string, Variable>;
  /** Finished fragments by name. */
  readonly fragments: Map<string, Fragment>;
}

export interface Variable {
  readonly type: string;
  /** Literal. */
  readonly fallback?: string;
  /** Absent: not sent. */
  readonly value?: unknown;
}

export interface Fragment {
  readonly on: string;
  readonly body: string;
}

/** A name that no other thing of the operation has. */
export const fresh = (draft: Draft, prefix: string): string => `${prefix}${(draft.count += 1)}`;

/** A value as it is written in a document; enums are not strings there. */
export class Word {
  constructor(readonly name: string) {}
}

export function literal(value: unknown): string {
  if (value instanceof Word) return value.name;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, one]) => `${name}: ${one instanceof Written ? one.text : literal(one)}`)
    .join(', ')}}`;
}

/** Text of a document, put in as it is. */
export class Written {
  constructor(readonly text: string) {}
}

/** A value as JSON of the variables has it. */
export function plain(value: unknown): unknown {
  if (value instanceof Word) return value.name;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

/** The value in the document, or in a variable with or without a default. */
export function given(draft: Draft, type: string, value: unknown): string {
  const { random, variables } = draft;
  if (random.chance(0.6)) return literal(value);
  const name = fresh(draft, 'v');
  const isOptional = !type.endsWith('!');
  const variable = random.weighed<Variable>([
    [6, { type, value: plain(value) }],
    [2, { type, fallback: literal(value) }],
    [1, { type, fallback: literal(value), value: plain(value) }],
    [isOptional ? 0.7 : 0, { type, value: null }],
    [isOptional ? 0.7 : 0, { type }],
    [isOptional ? 0.4 : 0, { type, fallback: literal(value), value: null }],
  ]);
  variables.set(name, variable);
  return `$${name}`;
}
