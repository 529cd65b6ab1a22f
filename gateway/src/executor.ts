import { execute, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';

/** One operation that passed every check. */
export interface CheckedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: unknown;
  /** SHA-256 of the document, where the door has it: a key for compiled operations. */
  readonly queryHash?: string;
}

/** Runs queries and mutations, at both doors. */
export type Executor = (operation: CheckedOperation) => ExecutionResult | Promise<ExecutionResult>;

/** graphql-js, when nobody brings a faster one. */
export const plainExecutor: Executor = ({ schema, document, operationName, variables, context }) =>
  execute({ schema, document, operationName, variableValues: variables, contextValue: context });
