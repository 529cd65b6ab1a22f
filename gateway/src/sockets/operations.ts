import { randomUUID } from 'node:crypto';
import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Arrival } from '../arrival';
import { formatErrors, type Answering, type FormatError } from '../errors';
import { limitRules, parseOptions, refuseOverCost, validationOptions } from '../limits';
import type { Visit } from './visit';

export interface OperationFacts {
  readonly schema: () => GraphQLSchema;
  /**
   * Asked once for an operation: the events of a stream share its context. One for each event would read the rights from the database
   * for every subscriber at every event. Nothing grows stale by it: `graph` forgets what was looked up before each event, and `live`
   * ends a stream whose viewer's rights have changed.
   */
  readonly contextFor: (arrival: Arrival) => Promise<object>;
  readonly format: FormatError;
  readonly development: boolean;
}

/** The checks of the HTTP door, for operations that come over a socket. */
export interface SocketOperations {
  /** What to execute, or why not. */
  readonly check: (visit: Visit, payload: SubscribePayload) => Promise<ExecutionArgs | readonly GraphQLError[]>;
  readonly formatAll: (visit: Visit, payload: SubscribePayload, errors: readonly unknown[]) => ReturnType<typeof formatErrors>;
  /** The same result with errors that a client may read; undefined when it has none. */
  readonly formatResult: (visit: Visit, payload: SubscribePayload, result: ExecutionResult) => FormattedExecutionResult | undefined;
}

export function socketOperations({ schema, contextFor, format, development }: OperationFacts): SocketOperations {
  const rules = [...specifiedRules, ...limitRules({ introspection: development })];
  // The payload is the one object that graphql-ws shows at every step of an operation.
  const requestIds = new WeakMap<SubscribePayload, string>();
  const answering = (visit: Visit, payload: SubscribePayload): Answering => {
    const requestId = requestIds.get(payload) ?? randomUUID();
    requestIds.set(payload, requestId);
    return { requestId, language: visit.language };
  };
  const check: SocketOperations['check'] = async (visit, payload) => {
    try {
      const asked = read(schema(), payload);
      const errors = validate(asked.schema, asked.document, rules, validationOptions);
      if (errors.length > 0) return errors;
      price(asked);
      const { identity, address } = visit;
      const contextValue = await contextFor({ identity, address, transport: 'socket', ...answering(visit, payload) });
      return { ...asked, contextValue };
    } catch (error) {
      return [error instanceof GraphQLError ? error : new GraphQLError('The operation was refused.', { originalError: asError(error) })];
    }
  };
  const formatAll: SocketOperations['formatAll'] = (visit, payload, errors) => formatErrors(errors, format, answering(visit, payload));
  const formatResult: SocketOperations['formatResult'] = (visit, payload, result) =>
    result.errors === undefined ? undefined : { ...result, errors: formatAll(visit, payload, result.errors) };
  return { check, formatAll, formatResult };
}

type Asked = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

function read(schema: GraphQLSchema, { query, operationName, variables }: SubscribePayload): Asked {
  return { schema, document: parse(query, parseOptions), operationName, variableValues: variables };
}

function price({ schema, document, operationName, variableValues }: Asked): void {
  const operation = getOperationAST(document, operationName);
  if (operation) refuseOverCost({ schema, document, operation, variables: variableValues ?? {} });
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
