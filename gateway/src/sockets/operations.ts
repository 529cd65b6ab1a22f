import { randomUUID } from 'node:crypto';
import { GraphQLError, type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { ContextFor } from '../arrival';
import type { Documents } from '../documents/documents';
import { formatErrors, type Answering, type FormatError } from '../errors';
import { refuseOverCost } from '../limits';
import type { Visit } from './visit';

export interface OperationFacts {
  readonly documents: Documents;
  /**
   * Asked once for an operation: the events of a stream share its context. One for each event would read the rights from the database
   * for every subscriber at every event. Nothing grows stale by it: `graph` forgets what was looked up before each event, and `live`
   * ends a stream whose viewer's rights have changed.
   */
  readonly contextFor: ContextFor;
  readonly format: FormatError;
}

/** The checks of the HTTP door, for operations that come over a socket. */
export interface SocketOperations {
  /** What to execute, or why not. */
  readonly check: (visit: Visit, payload: SubscribePayload) => Promise<ExecutionArgs | readonly GraphQLError[]>;
  readonly formatAll: (visit: Visit, payload: SubscribePayload, errors: readonly unknown[]) => ReturnType<typeof formatErrors>;
  /** The same result with errors that a client may read; undefined when it has none. */
  readonly formatResult: (visit: Visit, payload: SubscribePayload, result: ExecutionResult) => FormattedExecutionResult | undefined;
}

export function socketOperations({ documents, contextFor, format }: OperationFacts): SocketOperations {
  // The payload is the one object that graphql-ws shows at every step of an operation.
  const requestIds = new WeakMap<SubscribePayload, string>();
  const answering = (visit: Visit, payload: SubscribePayload): Answering => {
    const requestId = requestIds.get(payload) ?? randomUUID();
    requestIds.set(payload, requestId);
    return { requestId, language: visit.language };
  };
  const check: SocketOperations['check'] = async (visit, payload) => {
    try {
      const { query, operationName, variables } = payload;
      const read = documents.read(query);
      if (read.errors) return read.errors;
      const known = read.operation(operationName);
      if (!known) return [new GraphQLError(operationName ? `Unknown operation named "${operationName}".` : 'Must provide an operation.')];
      refuseOverCost({ ...known, variables: variables ?? {} });
      const { identity, address } = visit;
      const contextValue = await contextFor({ identity, address, transport: 'socket', ...answering(visit, payload) });
      return { schema: known.schema, document: known.document, operationName, variableValues: variables, contextValue };
    } catch (error) {
      return [error instanceof GraphQLError ? error : new GraphQLError('The operation was refused.', { originalError: asError(error) })];
    }
  };
  const formatAll: SocketOperations['formatAll'] = (visit, payload, errors) => formatErrors(errors, format, answering(visit, payload));
  const formatResult: SocketOperations['formatResult'] = (visit, payload, result) =>
    result.errors === undefined ? undefined : { ...result, errors: formatAll(visit, payload, result.errors) };
  return { check, formatAll, formatResult };
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
