import { GraphQLError, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema, type ValidationRule } from 'graphql';
import { limitRules, memoryLimits, parseOptions, validationOptions } from '../limits';
import { boundedCache } from '../boundedCache';
import { openOperation, type KnownOperation } from './operation';
import type { Naming } from './naming';
import { noneTrusted, openTrust, type TrustedDocuments } from './trusted';

/** A document as it was read once: what is wrong with it, or its operations. */
export type ReadDocument =
  | { readonly errors: readonly GraphQLError[] }
  | {
      readonly errors: null;
      readonly document: DocumentNode;
      readonly operation: (name: string | null | undefined) => KnownOperation | null;
    };

/**
 * Documents of all doors: parsed, validated, measured and priced once, however often and wherever they are sent. Where only trusted
 * documents are answered, every way in here throws a Refusal for any other.
 */
export interface Documents {
  /** The text that a request means, sent or named. Null: it has none, and no name that is known here. */
  readonly textOf: (naming: Naming) => string | null;
  readonly read: (text: string) => ReadDocument;
  /** What somebody else, Apollo, has read and found right. */
  readonly passed: (text: string, document: DocumentNode) => void;
  /** Only what has passed Apollo's whole pipeline once. */
  readonly known: (text: string, operationName: string | null | undefined) => KnownOperation | null;
}

export interface DocumentFacts {
  readonly schema: () => GraphQLSchema;
  readonly development: boolean;
  /** Absent: every document is answered. */
  readonly trusted?: TrustedDocuments;
}

/**
 * A parsed document holds its text and every token of it, about 100 bytes for a token of two letters; its plan and the text of its statement
 * weigh twice as much again. An estimate from the memory of a gateway that was sent 20,000 different documents.
 */
const weightOf = (text: string): number => text.length * 300 + 8192;

interface Kept {
  readonly schema: GraphQLSchema;
  readonly read: ReadDocument;
  readonly weight: number;
  hasPassed: boolean;
}

export function openDocuments({ schema, development, trusted = noneTrusted }: DocumentFacts): Documents {
  const { textOf, refuseFree } = openTrust(trusted);
  const rules = [...specifiedRules, ...limitRules({ introspection: development })];
  const kept = boundedCache<Kept>({ weigh: ({ weight }) => weight, atMost: memoryLimits.documents });
  const current = (text: string): Kept | undefined => {
    const found = kept.get(text);
    return found?.schema === schema() ? found : undefined;
  };
  const keep = (text: string, one: Kept): Kept => {
    kept.set(text, one);
    return one;
  };
  const read = (text: string): ReadDocument => {
    const found = current(text);
    if (found) return found.read;
    refuseFree(text);
    const now = schema();
    const document = parse(text, parseOptions); // what cannot be parsed is thrown, and not kept
    const errors = validated(now, document, rules);
    return keep(text, newly(now, errors.length > 0 ? { errors } : readWell(now, document), text)).read;
  };
  return {
    textOf,
    read,
    passed: (text, document) => {
      refuseFree(text);
      const found = current(text) ?? keep(text, newly(schema(), readWell(schema(), document), text));
      found.hasPassed = true;
    },
    known: (text, operationName) => {
      const found = current(text);
      return found?.hasPassed === true && found.read.errors === null ? found.read.operation(operationName) : null;
    },
  };
}

const newly = (schema: GraphQLSchema, read: ReadDocument, text: string): Kept => ({
  schema,
  read,
  weight: weightOf(text),
  hasPassed: false,
});

function readWell(schema: GraphQLSchema, document: DocumentNode): ReadDocument {
  const operations = new Map<string, KnownOperation>();
  const operation = (name: string | null | undefined): KnownOperation | null => {
    const key = name ?? '';
    const found = operations.get(key);
    if (found) return found;
    const opened = openOperation(schema, document, name);
    if (opened) operations.set(key, opened); // as many as the document has
    return opened;
  };
  return { errors: null, document, operation };
}

/** graphql-js throws some faults of a document in the middle of validating it, e.g. a literal that is no Boolean under `@include`. */
function validated(schema: GraphQLSchema, document: DocumentNode, rules: readonly ValidationRule[]): readonly GraphQLError[] {
  try {
    return validate(schema, document, rules, validationOptions);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}
