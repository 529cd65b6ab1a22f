import { sealingState, type Database } from '@maplebridge/storage';
import { openRest } from '../compose/rest';
import type { Log } from '../log';
import { SealingRefused } from './refused';
import { seal, type Sealing } from './seal';

const minute = 60_000;

export interface SealerPlan extends Sealing {
  readonly database: Pick<Database, 'query'>;
  readonly log: Log;
  /** Milliseconds between two looks at whether the hour has its checkpoint. */
  readonly looksEvery?: number | undefined;
}

/**
 * Seals once an hour, beside the requests and never in one. Every gateway of a database looks; who comes first makes the checkpoint, and
 * the others find it made. The first look is a minute after the start, when whoever waited for the gateway has been served.
 */
export function openSealer({ database, log, looksEvery = minute, ...sealing }: SealerPlan): { close(): Promise<void> } {
  const rest = openRest();
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    try {
      if ((await sealingState(database.query)).isHourSealed) return;
      await seal({ ...sealing, database, reason: 'hour', signal: stopping.signal });
    } catch (error) {
      log[error instanceof SealingRefused ? 'error' : 'warn']({ err: error }, 'records could not be sealed; tried again in a minute');
    }
  };
  const run = async (): Promise<void> => {
    for (await rest.until(looksEvery); !rest.isOver(); await rest.until(looksEvery)) await look();
  };
  const running = run();
  return {
    close: async () => {
      stopping.abort();
      rest.end();
      await running;
    },
  };
}
