import { phases } from '@maplebridge/contract';
import { consumeNext, consumerName, namedConsumer } from '@maplebridge/gateway';
import { caseCounts, keptCounts, metrics } from '@maplebridge/metrics';
import { countDifferences, enterConsumer, type Database } from '@maplebridge/storage';
import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import fc from 'fast-check';
import { openBoth, openTown, shownCounts, types, type Town } from './town';

const consumer = consumerName(metrics.name, caseCounts.name);
/** Few at once, so that one history becomes many batches. */
const counting = namedConsumer(metrics, { ...caseCounts, atOnce: 7 });

let migrated: MigratedDatabase;
let gateways: readonly [Database, Database];
beforeAll(async () => {
  migrated = await openMigratedDatabase([]);
  gateways = await openBoth(migrated.url);
  await enterConsumer(gateways[0].query, consumer, 'beginning');
});
afterAll(async () => {
  for (const one of gateways) await one.close();
  await migrated.close();
});

const unit = fc.nat(9);
const phase = fc.constantFrom(...phases);
const at = fc.date({ min: new Date('2026-03-01T14:00:00Z'), max: new Date('2026-03-03T20:00:00Z'), noInvalidDate: true });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('open' as const), unit, phase, at, type: fc.constantFrom(...types) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('move' as const), nth: fc.nat(30), phase }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('handOver' as const), nth: fc.nat(30), unit, phase }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('amend' as const), nth: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('seal' as const), nth: fc.nat(30), phase }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reparent' as const), unit, parent: unit }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('count' as const), crash: fc.constantFrom('none', 'first', 'both') }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

class Crash extends Error {}

/** One batch; a crash comes after everything was written and before the commit. */
const batch = (database: Database, crashes: boolean): Promise<number> =>
  database
    .transaction(async (query) => {
      const { entries } = await consumeNext(query, counting);
      if (crashes) throw new Crash();
      return entries.length;
    })
    .catch((error: unknown) => {
      if (error instanceof Crash) return 0;
      throw error;
    });

/** Both gateways at once. */
async function countOnce(crash = 'none'): Promise<number> {
  const [one, other] = gateways;
  const read = await Promise.all([batch(one, crash !== 'none'), batch(other, crash === 'both')]);
  return read[0] + read[1];
}

async function take(town: Town, one: Step): Promise<unknown> {
  switch (one.do) {
    case 'open':
      return town.open(one);
    case 'move':
      return town.move(one.nth, { phase: one.phase });
    case 'handOver':
      return town.move(one.nth, { phase: one.phase, unit: one.unit });
    case 'amend':
      return town.move(one.nth, {});
    case 'seal':
      return town.move(one.nth, { phase: one.phase, audience: 'unit' });
    case 'reparent':
      return town.reparent(one.unit, one.parent);
    case 'count':
      return countOnce(one.crash);
  }
}

test('whatever happens, in whatever batches, over two gateways that crash: what is shown is what happened', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      const town = await openTown(gateways[0]);
      for (const one of steps) await take(town, one);
      while ((await countOnce()) > 0);
      expect(await shownCounts(gateways[0], keptCounts, town.unitIds)).toEqual(town.expected());
      expect(await countDifferences(gateways[0], { consumer, kept: keptCounts, shown: 5 })).toMatchObject({
        differing: 0,
        differences: [],
      });
    }),
    { numRuns: 30, interruptAfterTimeLimit: 45_000 },
  );
});

test('half way through the ledger, too, the counts are what was recorded up to there', async () => {
  const town = await openTown(gateways[0]);
  for (let nth = 0; nth < 40; nth++)
    await town.open({ unit: nth % 10, type: 'quarrel', phase: 'intake', at: new Date('2026-03-02T01:00:00Z') });
  for (let nth = 0; nth < 40; nth++) await town.move(nth, { phase: 'handling', unit: (nth * 7) % 10 });
  for (let read = -1; read !== 0;) {
    read = await countOnce();
    expect(await countDifferences(gateways[0], { consumer, kept: keptCounts, shown: 5 })).toMatchObject({ differing: 0 });
  }
});
