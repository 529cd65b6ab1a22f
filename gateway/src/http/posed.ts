import type { FastifyRequest } from 'fastify';
import type { Documents } from '../documents/documents';

/** What was asked, with the text of its document in it however the document was named. */
export interface Posed {
  readonly body: unknown;
  /** From the question mark on; empty without one. */
  readonly search: string;
  /** Null: there is none, or none that is known here; Apollo says what is wrong. */
  readonly text: string | null;
}

/** Throws a Refusal for a document that is not answered here. */
export function posedIn({ method, body, url }: FastifyRequest, documents: Documents): Posed {
  const at = url.indexOf('?');
  const search = at < 0 ? '' : url.slice(at);
  return method === 'GET' ? posedInAddress(search, body, documents) : posedInBody(search, body, documents);
}

function posedInBody(search: string, body: unknown, documents: Documents): Posed {
  if (!isObject(body)) return { search, body, text: null };
  const text = documents.textOf(body);
  return { search, text, body: text === null || text === body['query'] ? body : withText(body, text) };
}

function posedInAddress(search: string, body: unknown, documents: Documents): Posed {
  const parameters = new URLSearchParams(search);
  const members = Object.fromEntries(parameters); // of one that is given twice, which Apollo refuses, the last
  const text = documents.textOf({ ...members, extensions: parsed(members['extensions']) });
  if (text === null || text === members['query']) return { search, body, text };
  parameters.set('query', text);
  parameters.delete('documentId');
  parameters.delete('extensions');
  return { search: `?${String(parameters)}`, body, text };
}

/** As if it had been sent: the name has done what it was for. */
function withText({ documentId: _name, extensions, ...rest }: Members, query: string): Members {
  if (!isObject(extensions)) return { ...rest, query };
  const { persistedQuery: _too, ...others } = extensions;
  return { ...rest, query, ...(Object.keys(others).length > 0 ? { extensions: others } : {}) };
}

function parsed(extensions: string | undefined): unknown {
  try {
    return extensions === undefined ? undefined : (JSON.parse(extensions) as unknown);
  } catch {
    return undefined; // which Apollo refuses
  }
}

type Members = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
