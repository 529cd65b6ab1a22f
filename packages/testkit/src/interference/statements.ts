import { randomUUID } from 'node:crypto';
import { contextMaker, developmentIssuerName } from '@maplebridge/gateway';
import { openPlanner } from '@maplebridge/graph';
import { openRules, type Platform } from '@maplebridge/kernel';
import { openDatabase } from '@maplebridge/storage';
import { getOperationAST, parse, type GraphQLSchema } from 'graphql';
import type { Asking } from '../asking';
import type { TestGateway } from '../gateway';
import { asRuntime } from '../migratedDatabase';
import { openWire } from '../wire';

/** Runs operations as somebody over a line of their own, and counts what they send to PostgreSQL: nobody else's statements are among them. */
export async function openStatements(world: TestGateway, schema: GraphQLSchema, subject: string) {
  const wire = await openWire(asRuntime(world.databaseUrl));
  const database = await openDatabase({ url: wire.url, poolSize: 1 });
  const platform: Platform = {
    ...world.gateway.platform,
    database,
    rules: await openRules(database.query, () => 0),
    hint: () => undefined,
  };
  const contextOf = contextMaker(platform, world.gateway.live);
  const planner = openPlanner();
  const expiresAt = new Date('2036-01-01T00:00:00Z');
  const identity = { issuer: developmentIssuerName, subject, expiresAt };
  return {
    of: async ({ document: text, variables }: Asking): Promise<number> => {
      const document = parse(text);
      const operation = getOperationAST(document);
      if (!operation) throw new Error('There is no operation.');
      wire.heard();
      const context = await contextOf({ identity, language: 'en', requestId: randomUUID(), address: 'here', transport: 'http' });
      await planner.run({ schema, document, operation, variables: { ...variables }, context });
      return wire.heard().length;
    },
    close: async (): Promise<void> => {
      await database.close();
      await wire.close();
    },
  };
}
