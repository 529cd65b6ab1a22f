import { randomUUID } from 'node:crypto';
import { GraphQLError, type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult } from 'graphql';
import type { Arrival, ContextFor } from '../arrival';
import type { Documents } from '../documents/documents';
import { nameIn } from '../documents/naming';
import { formatErrors, type Answering, type FormatError } from '../errors';
import { arrivalPrice, refuseOverCost, type PayerOf } from '../limits';

export interface OperationFacts {
  readonly documents: Documents;
  /**
   * Asked once for an operation: the events of a stream share its context. One for each event would read the rights from the database
   * for every subscriber at every event. Nothing grows stale by it: `graph` forgets what was looked up before each event, and `live`
   * ends a stream whose viewer's rights have changed.
   */
  readonly contextFor: ContextFor;
  readonly format: FormatError;
  readonly payerOf: PayerOf;
}

/** Who asks, at a door that answers more than once. */
export type Caller = Omit<Arrival, 'requestId'>;

/** One operation as it was sent. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** The checks of the HTTP door, for operations that come over a socket or are answered by an event stream. */
export interface SocketOperations {
  /** What to execute, or why not. */
  readonly check: (caller: Caller, asked: Asked) => Promise<ExecutionArgs | readonly GraphQLError[]>;
  readonly formatAll: (caller: Caller, asked: Asked, errors: readonly unknown[]) => ReturnType<typeof formatErrors>;
  /** The same result with errors that a client may read; undefined when it has none. */
  readonly formatResult: (caller: Caller, asked: Asked, result: ExecutionResult) => FormattedExecutionResult | undefined;
}

export function socketOperations({ documents, contextFor, format, payerOf }: OperationFacts): SocketOperations {
  // What was sent is the one object that graphql-ws shows at every step of an operation.
  const requestIds = new WeakMap<Asked, string>();
  const answering = (caller: Caller, asked: Asked): Answering => {
    const requestId = requestIds.get(asked) ?? randomUUID();
    requestIds.set(asked, requestId);
    return { requestId, language: caller.language };
  };
  const check: SocketOperations['check'] = async (caller, asked) => {
    try {
      const pay = payerOf(caller);
      pay(arrivalPrice);
      const { query, operationName, variables } = asked;
      const text = documents.textOf(asked);
      if (text === null && nameIn(asked)) return [unknownToApollo()];
      const read = documents.read(text ?? query);
      if (read.errors) return read.errors;
      const known = read.operation(operationName);
      if (!known) return [new GraphQLError(operationName ? `Unknown operation named "${operationName}".` : 'Must provide an operation.')];
      pay(refuseOverCost({ ...known, variables: variables ?? {} }));
      const { identity, address, transport } = caller;
      const contextValue = await contextFor({ identity, address, transport, ...answering(caller, asked) });
      return { schema: known.schema, document: known.document, operationName, variableValues: variables, contextValue };
    } catch (error) {
      return [error instanceof GraphQLError ? error : new GraphQLError('The operation was refused.', { originalError: asError(error) })];
    }
  };
  const formatAll: SocketOperations['formatAll'] = (caller, asked, errors) => formatErrors(errors, format, answering(caller, asked));
  const formatResult: SocketOperations['formatResult'] = (caller, asked, result) =>
    result.errors === undefined ? undefined : { ...result, errors: formatAll(caller, asked, result.errors) };
  return { check, formatAll, formatResult };
}

/** Clients of Apollo act on this code: they send the text as well. */
const unknownToApollo = (): GraphQLError =>
  new GraphQLError('PersistedQueryNotFound', { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } });

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
