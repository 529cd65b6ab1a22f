import { label } from '@maplebridge/contract';
import type { Mistake, Objection } from '../config/mistakes';
import { hashIn } from '../documents/naming';
import { hashOf } from '../documents/trusted';
import { manifestLimits } from './limits';

/** The documents of one client, by the hash that the client sends. */
export interface Manifest {
  /** The name of the file without its ending. */
  readonly client: string;
  readonly documents: ReadonlyMap<string, string>;
  readonly mistakes: readonly Mistake[];
}

/**
 * Hash to text, as GraphQL Code Generator (client preset) and Relay write it, or `operations` with `id` and `body`, as Apollo's
 * generator does. All that is wrong with it, not the first only.
 */
export function readManifest(client: string, text: string): Manifest {
  const entries = entriesIn(text);
  if (entries === null) return { client, documents: new Map(), mistakes: [mistakeIn(client, noManifest)] };
  if (entries.length > manifestLimits.documents) return { client, documents: new Map(), mistakes: [mistakeIn(client, tooMany)] };
  const judged = entries.map(([id, document]) => ({ id, document, no: objectionTo(hashIn(id), document) }));
  return {
    client,
    documents: new Map(judged.filter(({ no }) => no === null).map(({ id, document }) => [hashIn(id), document as string])), // judged: a text
    mistakes: judged.flatMap(({ id, no }) => (no === null ? [] : [mistakeIn(client, no, id)])),
  };
}

/** Which client, and which of its documents. */
export const mistakeIn = (client: string, no: Objection, id?: string): Mistake => ({
  variable: 'TRUSTED_DOCUMENTS',
  given: id === undefined ? client : `${client} ${id.slice(0, 80)}`,
  ...no,
});

type Entry = readonly [id: string, document: unknown];

function entriesIn(text: string): readonly Entry[] | null {
  const read = parsed(text);
  if (!isObject(read)) return null;
  if (!Array.isArray(read['operations'])) return Object.entries(read);
  return read['operations'].map((one: unknown): Entry => (isObject(one) ? [String(one['id']), one['body']] : ['', undefined]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function objectionTo(hash: string, document: unknown): Objection | null {
  if (!/^[0-9a-f]{64}$/.test(hash)) return otherHash;
  if (typeof document !== 'string' || document === '') return noText;
  if (Buffer.byteLength(document) > manifestLimits.documentBytes) return tooLarge;
  return hashOf(document) === hash ? null : foreignText;
}

const noManifest: Objection = {
  why: label('不是清单：须为一个 JSON 对象，哈希对应文档。', 'it is no manifest: one JSON object, from hash to document.'),
  works: label(
    'graphql-codegen（client preset）写出的 persisted-documents.json。',
    'the persisted-documents.json that graphql-codegen (client preset) writes.',
  ),
};
const tooMany: Objection = {
  why: label(`超过 ${manifestLimits.documents} 个文档。`, `it holds more than ${manifestLimits.documents} documents.`),
  works: label('每个客户端一份清单。', 'a manifest for each client.'),
};
const otherHash: Objection = {
  why: label('不是 SHA-256（64 位小写十六进制数字）。', 'that is no SHA-256 (64 hexadecimal digits in lower case).'),
  works: label(
    '在 codegen 的 persistedDocuments 中设 hashAlgorithm: "sha256"（旧版默认为 sha1）。',
    'hashAlgorithm: "sha256" in persistedDocuments of codegen, which makes sha1 by default.',
  ),
};
const noText: Objection = {
  why: label('该哈希没有对应的文本。', 'there is no text under this hash.'),
  works: label('GraphQL 文档的文本。', 'the text of a GraphQL document.'),
};
const tooLarge: Objection = {
  why: label(
    `文档超过 ${manifestLimits.documentBytes / 1024} kB。`,
    `the document is larger than ${manifestLimits.documentBytes / 1024} kB.`,
  ),
  works: label('拆成较小的操作。', 'smaller operations.'),
};
const foreignText: Objection = {
  why: label('哈希与其文本不符。', 'the hash is not that of its text.'),
  works: label('重新生成清单，不要手工修改。', 'make the manifest anew instead of changing it by hand.'),
};
