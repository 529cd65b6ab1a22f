import { errorCodes, isRefusal, type ErrorCode, type Language, type Refusal } from '@maplebridge/contract';
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { limits } from './limits';
import type { Log } from './log';

/** Which request is being answered, and in which language. */
export interface Answering {
  readonly requestId: string;
  readonly language: Language;
}

/** What a client may read of an error. Called once for each error: it also writes the log line of a bug. */
export type FormatError = (error: unknown, answering: Answering) => GraphQLFormattedError;

/** One formatter for HTTP and sockets. Suggestions ("Did you mean") and input values stay in messages in development only. */
export function errorFormatter({ development, log }: { readonly development: boolean; readonly log: Log }): FormatError {
  return (error, answering) => {
    const refusal = refusalIn(error);
    if (refusal !== null) return formatted(error, refusal.text[answering.language], extensionsOf(refusal, answering));
    if (isProtocolError(error)) return formatted(error, error.message, { code: error.extensions.code, requestId: answering.requestId });
    const code = clientFault(error);
    if (code === null) return bug(error, answering, log);
    const message = development ? messageOf(error) : guarded(messageOf(error));
    return formatted(error, inLanguage(message, code, answering), { ...common(code, answering), ...limitIn(message) });
  };
}

/** The errors of one answer, at most as many as the limit. */
export const formatErrors = (errors: readonly unknown[], format: FormatError, answering: Answering): readonly GraphQLFormattedError[] =>
  errors.slice(0, limits.errors).map((error) => format(error, answering));

/** Resolvers' errors come wrapped: the refusal is somewhere down the chain. A code outside the closed list is a bug. */
export function refusalIn(error: unknown): Refusal | null {
  for (let current = error, depth = 0; current instanceof Error && depth < 8; depth += 1) {
    if (isRefusal(current)) return current.code in errorCodes ? current : null;
    current = current instanceof GraphQLError ? current.originalError : current.cause;
  }
  return null;
}

/** Persisted-query answers are part of a protocol that clients act on; they keep their own code. */
const isProtocolError = (error: unknown): error is GraphQLError =>
  error instanceof GraphQLError && String(error.extensions.code).startsWith('PERSISTED_QUERY_');

const requestFaults: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** Whose fault: the client's (a code of the closed list), or ours (null). */
function clientFault(error: unknown): ErrorCode | null {
  if (!(error instanceof GraphQLError)) return null;
  if (/ more tha[nt] \d+ tokens/.test(error.message)) return 'COST_EXCEEDED';
  const code = error.extensions.code;
  if (requestFaults.has(code)) return 'BAD_USER_INPUT';
  if (typeof code === 'string' && code in errorCodes && code !== 'INTERNAL_SERVER_ERROR') return code as ErrorCode; // looked up just before
  if (error.path === undefined && isOfGraphQL(error)) return 'BAD_USER_INPUT';
  return isArgumentFault(error.originalError) ? 'BAD_USER_INPUT' : null;
}

/** Raised by graphql-js about the document itself, not around something that was thrown. */
const isOfGraphQL = (error: GraphQLError): boolean => error.originalError === undefined || error.originalError instanceof GraphQLError;

/** graphql-js points at the argument's value when a variable does not fit it; about a field it points when a resolver is wrong. */
const isArgumentFault = (error: Error | undefined): boolean =>
  error instanceof GraphQLError && error.nodes?.[0] !== undefined && error.nodes[0].kind !== Kind.FIELD;

function bug(error: unknown, answering: Answering, log: Log): GraphQLFormattedError {
  const cause = error instanceof GraphQLError && error.originalError !== undefined ? error.originalError : error;
  const path = error instanceof GraphQLError ? error.path?.join('.') : undefined;
  log.error({ err: cause, requestId: answering.requestId, path }, 'a bug reached a client as INTERNAL_SERVER_ERROR');
  return formatted(error, errorCodes.INTERNAL_SERVER_ERROR.meaning[answering.language], common('INTERNAL_SERVER_ERROR', answering));
}

function formatted(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLFormattedError {
  if (!(error instanceof GraphQLError)) return { message, extensions };
  const { locations, path } = error;
  return { message, ...(locations && { locations }), ...(path && { path }), extensions };
}

const common = (code: ErrorCode, { requestId }: Answering) => ({ code, requestId, isRetryable: errorCodes[code].isRetryable });

const extensionsOf = ({ code, details }: Refusal, answering: Answering): Record<string, unknown> => ({
  ...details,
  ...common(code, answering),
});

/** What graphql-js says is English; a Chinese reader gets the meaning first. */
const inLanguage = (message: string, code: ErrorCode, { language }: Answering): string =>
  language === 'en' ? message : `${errorCodes[code].meaning[language]}${message}`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** No names of the schema that were not asked for, and no value that was sent: both end up in other people's logs. */
function guarded(message: string): string {
  const variable = /^Variable "\$\w+" got invalid value/.exec(message)?.[0];
  if (variable !== undefined) return `${variable}.`;
  // No pattern: one that begins with white space goes through a long row of blanks once from each, and the message may bring what was sent.
  const suggestion = message.indexOf('Did you mean ');
  return suggestion === -1 ? message : message.slice(0, suggestion).trimEnd();
}

const limitIn = (message: string): Record<string, unknown> => (/ more tha[nt] \d+ tokens/.test(message) ? { limit: limits.tokens } : {});
