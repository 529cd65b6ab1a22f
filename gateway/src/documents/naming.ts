import { label, Refusal } from '@maplebridge/contract';

/** What a request says of its document, whichever door it comes through. Nothing of it has been looked at. */
export interface Naming {
  readonly query?: unknown;
  /** Of the persisted documents of GraphQL over HTTP: `sha256:` and 64 hexadecimal digits, or the digits alone. */
  readonly documentId?: unknown;
  /** Apollo's way: `persistedQuery.sha256Hash`. */
  readonly extensions?: unknown;
}

/** A document by its hash. `isApollo`: the client may know what to do when nobody knows it. */
export interface Name {
  readonly id: string;
  readonly isApollo: boolean;
}

/** Null: the request names no document. Throws a Refusal for an id that is no text. What Apollo would not read as a name is none. */
export function nameIn({ documentId, extensions }: Naming): Name | null {
  if (documentId !== undefined && documentId !== null) {
    if (typeof documentId !== 'string') throw noText();
    return { id: hashIn(documentId), isApollo: false };
  }
  const persisted = memberOf(extensions, 'persistedQuery');
  const hash = memberOf(persisted, 'sha256Hash');
  return memberOf(persisted, 'version') === 1 && typeof hash === 'string' ? { id: hash, isApollo: true } : null;
}

/** `sha256:` says how the digits were made, which is the only way we know. */
export const hashIn = (id: string): string => id.replace(/^sha256:/, '');

const memberOf = (given: unknown, name: string): unknown =>
  typeof given === 'object' && given !== null && Object.hasOwn(given, name) ? Reflect.get(given, name) : undefined;

const noText = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    label(
      'documentId 须为文本：sha256: 加 64 位小写十六进制数字。',
      'documentId is a text: sha256: and 64 hexadecimal digits in lower case.',
    ),
    { field: 'documentId' },
  );
