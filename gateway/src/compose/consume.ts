import type { Consumer, Jurisdiction, LedgerEntry } from '@maplebridge/contract';
import { consumeBatch, ownTables, readUnitsThen, type Batch, type Query } from '@maplebridge/storage';

/** A consumer with the name under which its positions are kept. */
export interface NamedConsumer {
  readonly name: string;
  readonly owner: string;
  readonly consumer: Consumer;
  readonly wants: (entry: LedgerEntry) => boolean;
  readonly atOnce: number;
}

const mostAtOnce = 10_000;
const usuallyAtOnce = 500;

export const consumerName = (owner: string, consumer: string): string => `${owner}.${consumer}`;

export function namedConsumer(owner: Pick<Jurisdiction, 'name' | 'caseTypes'>, consumer: Consumer): NamedConsumer {
  const types = new Set(consumer.caseTypes ?? owner.caseTypes.map((type) => type.name));
  return {
    name: consumerName(owner.name, consumer.name),
    owner: owner.name,
    consumer,
    wants: consumer.caseTypes === 'all' ? () => true : ({ caseType }) => caseType !== null && types.has(caseType),
    atOnce: Math.min(consumer.atOnce ?? usuallyAtOnce, mostAtOnce),
  };
}

/** Inside the caller's transaction: the next batch, and what the consumer writes of it. Nothing happens twice when it is rolled back. */
export async function consumeNext(query: Query, one: NamedConsumer): Promise<Batch> {
  const batch = await consumeBatch(query, one.name, one.atOnce);
  const wanted = batch.entries.filter(one.wants);
  if (wanted.length) await one.consumer.consume(wanted, ownTables(query, one.owner), readUnitsThen(query));
  return batch;
}
