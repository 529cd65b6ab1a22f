import { label, Refusal } from '@maplebridge/contract';
import { OperationTypeNode, type OperationDefinitionNode } from 'graphql';

/** A subscription has no place in an answer that ends: it would be executed once, over an event that is none. */
export function refuseStream({ operation }: Pick<OperationDefinitionNode, 'operation'>): void {
  if (operation !== OperationTypeNode.SUBSCRIPTION) return;
  throw new Refusal(
    'OPERATION_NOT_ALLOWED',
    label(
      '订阅须经 WebSocket（graphql-transport-ws）发往同一地址，或经服务器推送事件发往 /graphql/stream。',
      'Send subscriptions over a WebSocket (graphql-transport-ws) to this address, or to /graphql/stream for server-sent events.',
    ),
  );
}
