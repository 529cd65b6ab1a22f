import type { HttpAnswer } from '../http/answers';
import { longId, oddMember } from './answers';

const longestId = 128;

/**
 * What is wrong with the members of a request that graphql-sse does not look at: it makes a text of any `operationId`, which fails for some
 * objects, and a text with half a character cannot be named by a DELETE. Null: nothing.
 */
export function faultOfMembers(params: unknown): HttpAnswer | null {
  const { operationName, extensions } = (params ?? {}) as { operationName?: unknown; extensions?: unknown };
  const { operationId } = (extensions ?? {}) as { operationId?: unknown };
  const isName = (operationName ?? null) === null || typeof operationName === 'string';
  if (!isName || !isId(operationId ?? '')) return oddMember;
  return operationIdIn(params).length > longestId ? longId : null;
}

const isId = (id: unknown): boolean => typeof id === 'number' || (typeof id === 'string' && !/\p{Surrogate}/u.test(id));

/** As graphql-sse reads it, text or not; empty in distinct connections mode. */
export function operationIdIn(params: unknown): string {
  const { extensions } = (params ?? {}) as { extensions?: { operationId?: string } | null };
  return String(extensions?.operationId ?? '');
}
