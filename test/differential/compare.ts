/** Where two answers differ first; null when they are equal, the order of keys included. */
export interface Difference {
  readonly path: string;
  readonly planned: unknown;
  readonly expected: unknown;
}

/** Told of a cursor and of what the oracle says it stands for; false when it stands for something else. */
export type Judge = (cursor: string, meaning: string, path: readonly (string | number)[]) => boolean;

const cursorMark = 'cursor|';

// eslint-disable-next-line max-params -- two answers, who judges cursors, and where they are compared
export function difference(planned: unknown, expected: unknown, judge: Judge, path: readonly (string | number)[] = []): Difference | null {
  const here = { path: path.join('.'), planned, expected };
  if (typeof expected === 'string' && expected.startsWith(cursorMark))
    return typeof planned === 'string' && judge(planned, expected.slice(cursorMark.length), path) ? null : here;
  if (typeof expected !== 'object' || expected === null || typeof planned !== 'object' || planned === null)
    return Object.is(planned, expected) ? null : here;
  const keys = Object.keys(expected);
  if (Array.isArray(planned) !== Array.isArray(expected) || JSON.stringify(Object.keys(planned)) !== JSON.stringify(keys))
    return { ...here, planned: Object.keys(planned), expected: keys };
  const left = planned as Readonly<Record<string, unknown>>;
  const right = expected as Readonly<Record<string, unknown>>;
  for (const key of keys) {
    const found = difference(left[key], right[key], judge, [...path, key]);
    if (found) return found;
  }
  return null;
}

interface Failed {
  readonly path?: readonly (string | number)[];
  readonly originalError?: unknown;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Errors by path and code. */
export const errorsOf = (errors: readonly Failed[] = []): readonly string[] =>
  errors.map(({ path, originalError, extensions }) => `${path?.join('.') ?? ''} ${codeOf(originalError) ?? codeOf(extensions) ?? 'a bug'}`);

/**
 * Errors by where they made the answer null, with their codes. Of several that make the same thing null an executor may tell any: which
 * ones depends on what ended first. One that made nothing null but its own field is told with that very path.
 */
export function nullsOf(errors: readonly string[], data: unknown): readonly string[] {
  const told = errors.map((error) => {
    const [path = '', ...code] = error.split(' ');
    return `${nullAt(path.split('.'), data)} ${code.join(' ')}`;
  });
  return [...new Set(told)].sort();
}

/** The first thing on the way that is null. */
function nullAt(path: readonly string[], data: unknown): string {
  let at = data;
  let depth = 0;
  while (depth < path.length && typeof at === 'object' && at !== null) {
    at = (at as Readonly<Record<string, unknown>>)[path[depth] ?? ''];
    depth += 1;
  }
  return path.slice(0, depth).join('.');
}

const codeOf = (thing: unknown): string | undefined =>
  typeof thing === 'object' && thing !== null && 'code' in thing ? String(thing.code) : undefined;
