import type { Window } from '@maplebridge/contract';
import { ArgsType, Field, Int } from 'type-graphql';
import { badInput } from './badInput';
import type { ArgumentSpec } from './shown';

const maximum = 100;
const usual = 50;

/** The four arguments of a Relay connection, for fields declared by `shown`. */
export const windowArguments = {
  first: {
    type: () => Int,
    description: `Rows from the start, 1 to ${maximum}; default ${usual}. Not together with \`last\` or \`before\`.`,
  },
  after: { type: () => String, description: 'Cursor of the last row already seen: `pageInfo.endCursor`. Goes with `first`.' },
  last: { type: () => Int, description: `Rows from the end, 1 to ${maximum}. Not together with \`first\` or \`after\`.` },
  before: { type: () => String, description: 'Cursor of the first row already seen: `pageInfo.startCursor`. Goes with `last`.' },
} as const satisfies Readonly<Record<string, ArgumentSpec>>;

/** The same four as arguments of a resolver method: `@Args(() => WindowArgs)`. */
@ArgsType()
export class WindowArgs {
  @Field(() => Int, { nullable: true, description: windowArguments.first.description })
  first?: number | null;

  @Field(() => String, { nullable: true, description: windowArguments.after.description })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: windowArguments.last.description })
  last?: number | null;

  @Field(() => String, { nullable: true, description: windowArguments.before.description })
  before?: string | null;
}

/** The window as storage takes it; refuses sizes out of range and two directions at once, saying what works. */
export function windowOf({ first, after, last, before }: WindowArgs): Window {
  const forward = given(first) || given(after);
  const backward = given(last) || given(before);
  if (forward && backward) {
    throw badInput(
      'first',
      '不能同时向前和向后翻页：请用 first 与 after，或 last 与 before。',
      'A page goes one way: send `first` with `after`, or `last` with `before`, not both.',
    );
  }
  if (backward) return { last: sized('last', last), ...cursor('before', before) };
  return { first: sized('first', first), ...cursor('after', after) };
}

const given = (value: unknown): boolean => value !== undefined && value !== null;

function sized(name: string, size: number | null | undefined): number {
  if (size === undefined || size === null) return usual;
  if (size >= 1 && size <= maximum) return size;
  throw badInput(name, `“${name}” 为 ${size}；可取 1 至 ${maximum}。`, `"${name}" is ${size}; it may be 1 to ${maximum}.`);
}

function cursor<Name extends 'after' | 'before'>(name: Name, value: string | null | undefined): Partial<Record<Name, string>> {
  if (value === undefined || value === null) return {};
  if (value.length >= 1 && value.length <= 2000) return { [name]: value } as Record<Name, string>; // one computed key of the union
  throw badInput(
    name,
    `“${name}” 不是本接口返回的游标。`,
    `"${name}" is no cursor of this API: send \`pageInfo\` or edge cursors back as they came.`,
  );
}
