import { label, Refusal } from '@maplebridge/contract';
import { Kind, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { compileCost, type CostOf } from '../documents/cost';
import { limits } from './limits';

/** One operation of a document that is already valid, with the variables it came with. */
export interface PricedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The cost: how many values the answer may hold. Throws COST_EXCEEDED with cost and limit when they are more than the limit. */
export function refuseOverCost(asked: PricedOperation): number {
  const cost = costOf(asked)(asked.variables);
  if (cost <= limits.cost) return cost;
  const text = label(
    `预计查询成本 ${cost}，上限 ${limits.cost}。请减少每页条数、字段或层级。`,
    `The operation may return ${cost} values, at most ${limits.cost} are allowed. Ask for smaller pages, fewer fields or fewer levels.`,
  );
  throw new Refusal('COST_EXCEEDED', text, { cost, limit: limits.cost });
}

/** Compiled once for an operation that somebody keeps; gone with its document or its schema. */
const compiled = new WeakMap<GraphQLSchema, WeakMap<OperationDefinitionNode, CostOf>>();

function costOf({ schema, document, operation }: PricedOperation): CostOf {
  const ofSchema = compiled.get(schema) ?? new WeakMap<OperationDefinitionNode, CostOf>();
  compiled.set(schema, ofSchema);
  const cost = ofSchema.get(operation) ?? compileCost({ schema, operation, fragments: fragmentsOf(document) });
  ofSchema.set(operation, cost);
  return cost;
}

function fragmentsOf({ definitions }: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>; // a fragment may be called `constructor`
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments[one.name.value] = one;
  return fragments;
}
