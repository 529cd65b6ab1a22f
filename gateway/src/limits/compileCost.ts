import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { label, Refusal } from '@maplebridge/contract';
import { estimateCost } from './cost';
import { limits } from './limits';

type Variables = Readonly<Record<string, unknown>>;

/** The price of an operation: a number once for all where no page size comes in a variable, else one for each set of sizes. */
export type Price = (variables: Variables) => number;

/** Sets of sizes whose price is kept. */
const mostPrices = 64;

/** Walks the operation once, and again only for sizes that it has not seen. */
export function compileCost(asked: {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}): Price {
  const sizes = new Set<string>();
  const watched: Variables = new Proxy({}, { has: (_none, name) => noted(sizes, name), get: () => undefined });
  const fixed = estimateCost({ ...asked, variables: watched });
  if (sizes.size === 0) return () => fixed;
  const prices = new Map<string, number>();
  return (variables) => {
    const key = JSON.stringify([...sizes].map((name) => variables[name]));
    const price = prices.get(key) ?? estimateCost({ ...asked, variables });
    if (prices.size < mostPrices) prices.set(key, price);
    return price;
  };
}

function noted(names: Set<string>, name: string | symbol): boolean {
  if (typeof name === 'string') names.add(name);
  return false;
}

/** Throws COST_EXCEEDED with cost and limit when the answer could hold more values than the limit. */
export function refusePrice(cost: number): void {
  if (cost <= limits.cost) return;
  const text = label(
    `预计查询成本 ${cost}，上限 ${limits.cost}。请减少每页条数、字段或层级。`,
    `The operation may return ${cost} values, at most ${limits.cost} are allowed. Ask for smaller pages, fewer fields or fewer levels.`,
  );
  throw new Refusal('COST_EXCEEDED', text, { cost, limit: limits.cost });
}
