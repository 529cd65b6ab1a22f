import type { LedgerEntry } from '@maplebridge/contract';
import { headPositions, past, readAfter, type Positions, type Query } from '@maplebridge/ledger';
import { backoff, openAlarm, type Alarm } from './alarm';
import { openHints, type Listen } from './hints';

export interface TailSettings {
  readonly query: Query;
  /** Hints that something was committed. They only wake: without them the poll finds everything, a little later. */
  readonly listen?: Listen;
  /** Milliseconds between two looks when nothing happens; 250 when absent. */
  readonly pollEvery?: number;
  /** Entries in one read; 500 when absent. */
  readonly batch?: number;
  /** Where to begin; the ledger's end when absent. */
  readonly from?: Positions;
  /** Awaited before the next read. When it fails the same entries come again. */
  readonly onEntries: (entries: readonly LedgerEntry[]) => Promise<void>;
  readonly onTrouble: (error: Error) => void;
}

export interface Tail {
  /** False while entries are known to wait or the database does not answer. */
  isFollowing(): boolean;
  readonly wake: () => void;
  /** Awaits the drain under way. */
  close(): Promise<void>;
}

const usualPoll = 250;
const busyPoll = 50;
const busyFor = 1000;
const usualBatch = 500;
const shortestWait = 100;
const longestWait = 5000;
const oldestSight = 2000;

/** What changes while the tail runs. */
interface Course extends TailSettings {
  readonly alarm: Alarm;
  positions: Positions;
  sawEndAt: number;
  sawEntriesAt: number;
}

/**
 * Follows the ledger, one drain at a time: reading -> delivering -> reading … until nothing is left -> waiting for a hint or the poll.
 * Trouble with the database or the delivery: waiting, ever longer -> reading at the same positions. It holds one batch at most.
 */
export async function openTail(settings: TailSettings): Promise<Tail> {
  const { query, pollEvery = usualPoll, listen, onTrouble, from } = settings;
  const alarm = openAlarm();
  const positions = from ?? (await headPositions(query));
  const course: Course = { ...settings, alarm, positions, sawEndAt: performance.now(), sawEntriesAt: -Infinity };
  const following = follow(course);
  const hints = listen && openHints({ listen, onHint: alarm.ring, onTrouble });
  return {
    isFollowing: () => performance.now() - course.sawEndAt < Math.max(oldestSight, pollEvery * 4),
    wake: alarm.ring,
    close: async () => {
      alarm.close();
      await Promise.all([following, hints?.close()]);
    },
  };
}

async function follow(course: Course): Promise<void> {
  const { alarm, pollEvery = usualPoll, onTrouble } = course;
  for (let failures = 0; !alarm.isClosed;) {
    try {
      await drain(course);
      failures = 0;
      const isBusy = performance.now() - course.sawEntriesAt < busyFor;
      await alarm.wait(isBusy ? Math.min(busyPoll, pollEvery) : pollEvery);
    } catch (error) {
      failures += 1;
      course.sawEndAt = -Infinity;
      onTrouble(error as Error); // only errors are thrown by drivers and by us
      await alarm.pause(backoff(failures, shortestWait, longestWait));
    }
  }
}

async function drain(course: Course): Promise<void> {
  const { query, batch = usualBatch, alarm, onEntries } = course;
  for (let isAtEnd = false; !isAtEnd && !alarm.isClosed;) {
    const readAt = performance.now();
    const entries = await readAfter(query, course.positions, batch);
    if (entries.length > 0) {
      await onEntries(entries);
      course.positions = entries.reduce(past, course.positions);
      course.sawEntriesAt = readAt;
    }
    isAtEnd = reachesEnd(entries, batch);
    if (isAtEnd) course.sawEndAt = readAt;
  }
}

/** True when no shard used up its share of the batch: there was no more to read then. */
function reachesEnd(entries: readonly LedgerEntry[], batch: number): boolean {
  const counts = new Map<number, number>();
  for (const { shard } of entries) counts.set(shard, (counts.get(shard) ?? 0) + 1);
  const share = Math.max(1, Math.floor(batch / counts.size));
  return [...counts.values()].every((count) => count < share);
}
