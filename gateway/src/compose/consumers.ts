import type { Consumer, Jurisdiction, LedgerEntry } from '@maplebridge/contract';
import { consumeBatch, enterConsumer, ownTables, type Database } from '@maplebridge/storage';
import type { Log } from '../log';

const pause = 1_000;
const longestPause = 30_000;
const atOnce = 500;

/** Plugins' readers of the ledger: each batch and what it writes in one transaction, once over all gateways. */
export interface Consumers {
  wake(): void;
  /** Waits for the batch under way. */
  close(): Promise<void>;
}

interface Named {
  readonly name: string;
  readonly owner: string;
  readonly consumer: Consumer;
  readonly types: ReadonlySet<string>;
}

/** Each consumer runs on its own: one that throws is tried again later and holds up nobody else. */
export async function openConsumers(database: Database, jurisdictions: readonly Jurisdiction[], log: Log): Promise<Consumers> {
  const all = jurisdictions.flatMap((owner) => (owner.consumers ?? []).map((consumer) => named(owner, consumer)));
  for (const one of all) await enterConsumer(database.query, one.name, 'beginning');
  const runs = all.map((one) => follow(database, one, log));
  return {
    wake: () => runs.forEach((run) => run.wake()),
    close: async () => {
      await Promise.all(runs.map((run) => run.close()));
    },
  };
}

const named = (owner: Jurisdiction, consumer: Consumer): Named => ({
  name: `${owner.name}.${consumer.name}`,
  owner: owner.name,
  consumer,
  types: new Set(consumer.caseTypes ?? owner.caseTypes.map((type) => type.name)),
});

/** Reads until nothing is left, then waits to be woken or for the pause; after a failure, ever longer. */
function follow(database: Database, one: Named, log: Log): { wake(): void; close(): Promise<void> } {
  let isClosed = false;
  let ring: () => void = () => undefined;
  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    for (let failures = 0; !isClosed;) {
      try {
        const read = await consumeOnce(database, one);
        failures = 0;
        if (read === 0 && !isClosed) await rest(pause);
      } catch (error) {
        failures += 1;
        log.error({ err: error, consumer: one.name }, 'a consumer failed and will be tried again');
        if (!isClosed) await rest(Math.min(pause * 2 ** failures, longestPause));
      }
    }
  };
  const running = run();
  return {
    wake: () => ring(),
    close: async () => {
      isClosed = true;
      ring();
      await running;
    },
  };
}

const consumeOnce = (database: Database, one: Named): Promise<number> =>
  database.transaction(async (query) => {
    const { entries } = await consumeBatch(query, one.name, atOnce);
    const wanted = entries.filter((entry: LedgerEntry) => entry.caseType !== null && one.types.has(entry.caseType));
    if (wanted.length) await one.consumer.consume(wanted, ownTables(query, one.owner));
    return entries.length;
  });
