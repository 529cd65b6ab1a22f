import { createHash } from 'node:crypto';
import { label, Refusal } from '@maplebridge/contract';
import { nameIn, type Naming } from './naming';

/** Documents of clients that were known before the start, by the SHA-256 of their text. */
export interface TrustedDocuments {
  readonly texts: ReadonlyMap<string, string>;
  /** No other document is answered. */
  readonly only: boolean;
}

export const noneTrusted: TrustedDocuments = { texts: new Map(), only: false };

/** By which text a request is answered, and which texts are answered at all. */
export interface Trust {
  /** Null: the request has no text, and no name that is known here. Throws a Refusal for what is not answered. */
  readonly textOf: (naming: Naming) => string | null;
  /** Throws a Refusal where only trusted documents are answered and this is none. */
  readonly refuseFree: (text: string) => void;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export function openTrust({ texts, only }: TrustedDocuments): Trust {
  const known = new Set(texts.values());
  const refuseFree = (text: string): void => {
    if (only && !known.has(text)) throw free();
  };
  const textOf = (naming: Naming): string | null => {
    const text = typeof naming.query === 'string' && naming.query !== '' ? naming.query : null;
    const name = nameIn(naming);
    if (text !== null) {
      if (name && hashOf(text) !== name.id) throw otherText();
      refuseFree(text);
      return text;
    }
    const found = name && texts.get(name.id);
    if (name && found === undefined && (only || !name.isApollo)) throw unknown();
    return found ?? null;
  };
  return { textOf, refuseFree };
}

const free = (): Refusal =>
  new Refusal(
    'OPERATION_NOT_ALLOWED',
    label(
      '此网关只接受客户端清单中的文档。请发送清单中的文档或其 documentId。',
      'This gateway answers documents of its manifests only. Send one of them, or its documentId.',
    ),
  );

const unknown = (): Refusal =>
  new Refusal(
    'NOT_FOUND',
    label(
      '没有任何清单含有此哈希的文档。请核对该清单是否已部署到此网关。',
      'No manifest has a document of this hash. See whether the manifest of this client is the one that the gateway was given.',
    ),
    { field: 'documentId' },
  );

const otherText = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    label('哈希与所发送的文档不符。', 'The hash is not that of the document that was sent. Send the one or the other.'),
    { field: 'documentId' },
  );
