import { label, Refusal } from '@maplebridge/contract';
import type { Arrival } from '@maplebridge/gateway';
import { buildSchema, GraphQLObjectType, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';

/** A stream that a test feeds, and how many are listening. */
export interface Ticks {
  readonly push: (text: string) => void;
  readonly listening: () => number;
  /** Resolves when this many listen. */
  readonly until: (count: number) => Promise<void>;
  readonly listen: () => AsyncIterableIterator<{ ticks: string }>;
}

const source = /* GraphQL */ `
  enum Colour {
    RED
    GREEN
  }
  input Words {
    phone: Int!
  }
  type Item {
    id: ID!
    child: Item
    items(first: Int, last: Int): Items!
    words(words: Words): String
  }
  type Items {
    nodes: [Item!]!
  }
  type Query {
    ping: String!
    who: String!
    language: String!
    address: String!
    item: Item!
    items(first: Int, last: Int): Items!
    echo(text: String, colour: Colour, number: Int): String
    refused: String
    broken: String
    slow: String
  }
  type Mutation {
    count: Int!
  }
  type Subscription {
    ticks: String!
  }
`;

/** The doors know nothing of cases: this is all they need to be tried on. `slow` waits for the first tick. */
export function tinySchema(ticks: Ticks): GraphQLSchema {
  const schema = buildSchema(source);
  let counted = 0;
  resolve(schema, 'Query', {
    ping: () => 'pong',
    who: (_root, _args, { identity }) => identity?.subject ?? 'anonymous',
    language: (_root, _args, { language }) => language,
    address: (_root, _args, { address }) => address,
    item: () => ({ id: '1', items: { nodes: [] } }),
    items: () => ({ nodes: [] }),
    echo: (_root, { text }) => text,
    refused: () => {
      throw new Refusal('VERSION_CONFLICT', label('版本已变。', 'The case is at version 3 by now.'), { currentVersion: 3 });
    },
    broken: () => {
      throw new Error('relation "core.case" does not exist at /srv/secret/storage.ts');
    },
    slow: async () => (await ticks.listen().next()).value.ticks,
  });
  resolve(schema, 'Mutation', { count: () => (counted += 1) });
  fieldOf(schema, 'Subscription', 'ticks').subscribe = () => ticks.listen();
  return schema;
}

function resolve(schema: GraphQLSchema, type: string, resolvers: Record<string, GraphQLFieldResolver<unknown, Arrival>>): void {
  for (const [name, resolver] of Object.entries(resolvers)) fieldOf(schema, type, name).resolve = resolver;
}

function fieldOf(schema: GraphQLSchema, type: string, name: string): GraphQLField<unknown, Arrival> {
  const object = schema.getType(type);
  const field = object instanceof GraphQLObjectType ? object.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`no ${type}.${name}`);
  return field;
}

export function openTicks(): Ticks {
  const listeners = new Set<(text: string | null) => void>();
  let onChange = (): void => undefined;
  const listen = (): AsyncIterableIterator<{ ticks: string }> => {
    const waiting: string[] = [];
    let wake: (() => void) | undefined;
    let isOver = false;
    const take = (text: string | null): void => {
      if (text === null) isOver = true;
      else waiting.push(text);
      wake?.();
    };
    listeners.add(take);
    onChange();
    const next = async (): Promise<IteratorResult<{ ticks: string }>> => {
      while (waiting.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      const text = waiting.shift();
      return text === undefined || isOver ? { done: true, value: undefined } : { done: false, value: { ticks: text } };
    };
    const end = async (): Promise<IteratorResult<{ ticks: string }>> => {
      listeners.delete(take);
      take(null);
      onChange();
      return { done: true, value: undefined };
    };
    const iterator: AsyncIterableIterator<{ ticks: string }> = { next, return: end, throw: end, [Symbol.asyncIterator]: () => iterator };
    return iterator;
  };
  const until = async (count: number): Promise<void> => {
    while (listeners.size !== count) await new Promise<void>((resolve) => (onChange = resolve));
  };
  return { listen, until, listening: () => listeners.size, push: (text) => [...listeners].forEach((take) => take(text)) };
}
