import type { Jurisdiction } from '@maplebridge/contract';
import { enterConsumer, type Database } from '@maplebridge/storage';
import type { Log } from '../log';
import { consumeNext, namedConsumer, type NamedConsumer } from './consume';
import { openRest } from './rest';

const pause = 1_000;
const longestPause = 30_000;

/** Plugins' readers of the ledger: each batch and what it writes in one transaction, once over all gateways. */
export interface Consumers {
  wake(): void;
  /** Waits for the batch under way. */
  close(): Promise<void>;
}

/** Each consumer runs on its own: one that throws is tried again later and holds up nobody else. */
export async function openConsumers(database: Database, jurisdictions: readonly Jurisdiction[], log: Log): Promise<Consumers> {
  const all = jurisdictions.flatMap((owner) => (owner.consumers ?? []).map((consumer) => namedConsumer(owner, consumer)));
  for (const one of all) await enterConsumer(database.query, one.name, 'beginning');
  const runs = all.map((one) => follow(database, one, log));
  return {
    wake: () => runs.forEach((run) => run.wake()),
    close: async () => {
      await Promise.all(runs.map((run) => run.close()));
    },
  };
}

/**
 * Reads until nothing is left, then waits to be woken or for the pause; after a failure, ever longer. One that rests after a batch is not
 * woken from it: what comes in meanwhile is its next batch.
 */
function follow(database: Database, one: NamedConsumer, log: Log): Consumers {
  const rest = openRest();
  const run = async (): Promise<void> => {
    for (let failures = 0; !rest.isOver();) {
      try {
        const read = await database.transaction(async (query) => (await consumeNext(query, one)).entries.length);
        failures = 0;
        if (read === 0) await rest.until(pause);
        else if (isCaughtUp(one, read)) await rest.undisturbed(one.consumer.restsFor ?? 0);
      } catch (error) {
        failures += 1;
        log.error({ err: error, consumer: one.name }, 'a consumer failed and will be tried again');
        await rest.until(Math.min(pause * 2 ** failures, longestPause));
      }
    }
  };
  const running = run();
  return {
    wake: () => rest.wake(),
    close: async () => {
      rest.end();
      await running;
    },
  };
}

/** A batch is about as large as was asked for while more is waiting. */
const isCaughtUp = ({ atOnce }: NamedConsumer, read: number): boolean => 2 * read < atOnce;
