import { checksRights } from '@maplebridge/graph';
import { getOperationAST, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

/** One operation of a valid document, with everything that does not change from request to request. */
export interface KnownOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Its statements compare the rights they were asked under with those that hold: rights may be remembered from an earlier request. */
  readonly checksRights: boolean;
}

/** Null when the document has no operation of that name. */
export function openOperation(schema: GraphQLSchema, document: DocumentNode, name: string | null | undefined): KnownOperation | null {
  const operation = getOperationAST(document, name);
  if (!operation) return null;
  return {
    schema,
    document,
    operation,
    checksRights: checksRights(schema, document, operation),
  };
}
