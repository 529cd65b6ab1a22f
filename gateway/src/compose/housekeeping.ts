import { forgetKeys, type Database } from '@maplebridge/storage';
import type { Log } from '../log';

const hour = 3_600_000;
/** An idempotency key is remembered for seven days; a client that repeats itself later has to look first. */
const keysKeptFor = 7 * 24 * hour;

/** Once an hour, a bounded piece of work; what it misses, the next hour finds. */
export function keepHouse(database: Database, log: Log): { close(): Promise<void> } {
  let sweeping: Promise<void> = Promise.resolve();
  const sweep = (): void => {
    sweeping = forgetKeys(database.query, new Date(Date.now() - keysKeptFor)).catch((error: unknown) =>
      log.warn({ err: error }, 'old keys stay for now'),
    );
  };
  const timer = setInterval(sweep, hour).unref();
  return {
    close: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
}
