import type { RequestContext } from '@maplebridge/contract';
import type { Planner } from '@maplebridge/graph';
import {
  execute,
  getOperationAST,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/** One operation that passed every check. */
export interface CheckedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: unknown;
  /** The operation that is meant, where the door knows it. */
  readonly operation?: OperationDefinitionNode;
}

/** The JSON text of `data`, as the database wrote it: sent as it is. */
export class DataText {
  constructor(readonly text: string) {}
}

export interface ExecutedResult extends Omit<ExecutionResult, 'data'> {
  readonly data?: ExecutionResult['data'] | DataText;
}

/** Runs queries and mutations, at both doors. */
export type Executor = (operation: CheckedOperation) => ExecutedResult | Promise<ExecutedResult>;

/** graphql-js alone, every field by its resolver. */
export const plainExecutor: Executor = ({ schema, document, operationName, variables, context }) =>
  execute({ schema, document, operationName, variableValues: variables, contextValue: context });

/** By plans: statements answer what is planned, graphql-js what is left. */
export const plannedExecutor =
  (planner: Planner): Executor =>
  async (checked) => {
    const operation = checked.operation ?? getOperationAST(checked.document, checked.operationName);
    if (!operation) return plainExecutor(checked); // which says what is wrong
    const context = checked.context as RequestContext; // made by `contextFor`
    const result = await planner.run({ ...checked, operation, context });
    return 'text' in result ? { data: new DataText(result.text), ...(result.errors ? { errors: result.errors } : {}) } : result;
  };

/** For doors that send objects: what the database wrote, read. */
export const readResult = ({ data, ...rest }: ExecutedResult): ExecutionResult => ({
  ...rest,
  ...(data === undefined ? {} : { data: data instanceof DataText ? (JSON.parse(data.text) as ExecutionResult['data']) : data }),
});
