import { randomUUID } from 'node:crypto';
import type { Desk, PartyInput, RequestContext } from '@maplebridge/contract';
import { contextMaker, demoId, developmentIssuerName } from '@maplebridge/gateway';
import { openDesk, openSession, openRules, type Platform } from '@maplebridge/kernel';
import { openDatabase } from '@maplebridge/storage';
import { asRuntime, openWire, type TestGateway } from '@maplebridge/testkit';

/** Desks whose every statement is counted on its way to PostgreSQL, and nobody else's. */
export interface Counter {
  desk(subject: string): Promise<Desk>;
  /** What resolvers are handed, in English. */
  context(subject: string): Promise<RequestContext>;
  /** What the work sent. */
  counted(work: () => Promise<unknown>): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The rules are read once: what a gateway looks at every two seconds is none of a request's. */
export async function openCounter(city: TestGateway, platform: Platform): Promise<Counter> {
  const wire = await openWire(asRuntime(city.databaseUrl));
  const database = await openDatabase({ url: wire.url, poolSize: 1 });
  const heardPlatform: Platform = { ...platform, database, rules: await openRules(database.query, () => 0), hint: () => undefined };
  const expiresAt = new Date('2036-01-01T00:00:00Z');
  return {
    desk: async (subject) =>
      openDesk(
        await openSession(heardPlatform, { identity: { issuer: developmentIssuerName, subject, expiresAt }, requestId: randomUUID() }),
      ),
    context: (subject) =>
      contextMaker(
        heardPlatform,
        city.gateway.live,
      )({
        identity: { issuer: developmentIssuerName, subject, expiresAt },
        language: 'en',
        requestId: randomUUID(),
        address: 'here',
        transport: 'http',
      }),
    counted: async (work) => {
      wire.heard();
      await work();
      return wire.heard();
    },
    close: async () => {
      await database.close();
      await wire.close();
    },
  };
}

const party = (side: PartyInput['side'], nth: number, subject?: string): PartyInput => ({
  side,
  capacity: 'self',
  name: `示范 ${nth}`,
  ...(subject === undefined ? {} : { subject }),
});

/** A case with so many parties on each side; its raw id. */
export async function openedWith(desk: Desk, parties: number): Promise<string> {
  const others = Array.from({ length: parties - 1 }, (_, nth) => [party('applicant', nth), party('respondent', nth)]).flat();
  const known = [party('applicant', 98, 'demo-resident'), party('respondent', 99, 'demo-neighbour')];
  const input = { summary: '一件纠纷 A dispute', unitId: demoId('E-RIVER-2'), parties: [...known, ...others], details: {} };
  return (await desk.open('community-dispute', { ...input, idempotencyKey: randomUUID() })).caseId;
}
