import type { FastifyRequest } from 'fastify';
import type { Documents } from '../documents/documents';
import type { KnownOperation } from '../documents/operation';
import { isObject } from './posed';

/** A request whose operation has passed Apollo's whole pipeline before: only what depends on the request is left to be looked at. */
export interface ShortRequest {
  readonly known: KnownOperation;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly contentType: string;
}

const json = 'application/json; charset=utf-8';
const contentTypes: Readonly<Record<string, string>> = {
  '*/*': json,
  'application/json': json,
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
};

/** Null for everything out of the ordinary: it goes Apollo's way, which knows what to say. */
export function shortRequest(request: FastifyRequest, posed: unknown, documents: Documents): ShortRequest | null {
  const contentType = contentTypes[request.headers.accept ?? '*/*'];
  if (request.method !== 'POST' || contentType === undefined || !isJson(request.headers['content-type'])) return null;
  if (request.url.includes('?')) return null; // what stands there, Apollo reads too
  const body = bodyOf(posed);
  const known = body && documents.known(body.query, body.operationName);
  return body && known ? { known, operationName: body.operationName, variables: body.variables, contentType } : null;
}

const isJson = (contentType: string | undefined): boolean => contentType !== undefined && /^application\/json\s*(;|$)/i.test(contentType);

interface Body {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Just these members, of just these types; `extensions` may name a persisted query, which is Apollo's to find. */
function bodyOf(body: unknown): Body | null {
  if (!isObject(body)) return null;
  const { query, operationName = undefined, variables = undefined, extensions = undefined } = body;
  if (typeof query !== 'string' || (extensions ?? null) !== null) return null;
  if ((operationName ?? null) !== null && typeof operationName !== 'string') return null;
  if ((variables ?? null) !== null && !isObject(variables)) return null;
  return {
    query,
    operationName: (operationName as string | null | undefined) ?? undefined,
    variables: (variables as Body['variables'] | null) ?? {},
  };
}
