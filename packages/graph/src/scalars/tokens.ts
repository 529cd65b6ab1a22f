import { GraphQLScalarType } from 'graphql';
import { languages, type Language } from '@maplebridge/contract';
import { textOf, unfit } from './instants';

const cursorForm = /^[\x21-\x7e]{1,2000}$/;
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const readCursor = (value: unknown): string => {
  if (typeof value === 'string' && cursorForm.test(value)) return value;
  throw unfit('A Cursor is given back exactly as an event or a connection sent it.');
};

export const CursorScalar = new GraphQLScalarType<string, string>({
  name: 'Cursor',
  description: 'Encrypted place in the ledger: give it back as `after`. It counts nothing and compares to nothing.',
  parseValue: readCursor,
  parseLiteral: (node) => readCursor(textOf(node, 'A Cursor')),
  serialize: String,
});

const readKey = (value: unknown): string => {
  if (typeof value === 'string' && uuidForm.test(value)) return value.toLowerCase();
  throw unfit('An IdempotencyKey is a UUID that the client makes once per intent, e.g. crypto.randomUUID().');
};

export const IdempotencyKeyScalar = new GraphQLScalarType<string, string>({
  name: 'IdempotencyKey',
  description:
    'UUID made by the client once per intent, kept for 7 days. Same key and body: same effect, once; same key and another body: IDEMPOTENCY_CONFLICT.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc9562',
  parseValue: readKey,
  parseLiteral: (node) => readKey(textOf(node, 'An IdempotencyKey')),
  serialize: String,
});

const primary = (tag: string): string => tag.split('-', 1)[0] ?? '';

function readLanguage(value: unknown): Language {
  const tag = typeof value === 'string' && value.length <= 35 ? canonical(value) : undefined;
  if (tag === undefined) throw unfit('A Language is a BCP 47 tag, e.g. "zh-CN" or "en".');
  return languages.find((one) => primary(one) === primary(tag)) ?? 'en';
}

/** Undefined for what is no tag at all: `Intl` tells by throwing. */
function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

export const LanguageScalar = new GraphQLScalarType<Language, string>({
  name: 'Language',
  description:
    'Tag of BCP 47. Texts exist in `zh-CN` (any Chinese tag) and `en`; every other language gets English. Default: Accept-Language.',
  specifiedByURL: 'https://www.rfc-editor.org/info/bcp47',
  parseValue: readLanguage,
  parseLiteral: (node) => readLanguage(textOf(node, 'A Language')),
  serialize: String,
});
