import { setTimeout as wait } from 'node:timers/promises';
import { backoff } from './alarm';

export interface Patience {
  /** Aborted at stop. */
  readonly closing: AbortSignal;
  readonly onTrouble: (error: Error) => void;
}

const most = 5;
const shortestWait = 100;
const longestWait = 2000;

/** A database that is away for a moment does not end a stream. */
export async function patiently<Result>({ closing, onTrouble }: Patience, work: () => Promise<Result>): Promise<Result> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (failures === most || closing.aborted) throw error;
      onTrouble(error as Error); // only errors are thrown by drivers and by us
      await wait(backoff(failures, shortestWait, longestWait), null, { ref: false, signal: closing });
    }
  }
}
