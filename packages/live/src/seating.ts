import { covers, type Positions } from '@maplebridge/ledger';
import type { Cohorts } from './cohorts';
import type { Seat } from './seat';
import type { SeatedWatcher, Watcher } from './watcher';
import type { Watchers } from './watchers';

/**
 * Who is told alone and who together: alone -> together, once its reader waits and it is exactly where the hub is. Together -> behind,
 * when its socket takes no more: what waits is dropped. Behind -> alone, when there is room: it is told to fetch again, and what follows.
 */
export interface Seating {
  take(watcher: Watcher, seat: Seat): void;
  /** Lets the watcher join its cohort if it can, else leaves it alone. Never called while a batch is told. */
  settle(watcher: Watcher): void;
  /** Looks again at those whom the hub had not come up with. */
  settleAll(): void;
  fallBehind(member: SeatedWatcher): void;
  /** Drops what waits for the member, and goes on from here alone. */
  startOver(member: SeatedWatcher): void;
  /** For good. */
  leave(watcher: Watcher): void;
}

interface SeatingPorts {
  readonly watchers: Watchers;
  readonly cohorts: Cohorts;
  readonly reached: () => Positions;
}

export function openSeating({ watchers, cohorts, reached }: SeatingPorts): Seating {
  const ahead = new Set<Watcher>();

  const settle = (watcher: Watcher): void => {
    ahead.delete(watcher);
    if (!isSeated(watcher) || watcher.cohort || !watcher.isLive || !watcher.queue.isIdle) return;
    if (watcher.ahead && !covers(reached(), watcher.ahead)) return void ahead.add(watcher);
    watcher.ahead = null;
    watchers.alone.drop(watcher);
    cohorts.join(watcher);
  };
  const startOver = (member: SeatedWatcher): void => {
    cohorts.leave(member);
    if (!member.queue.isOpen) return;
    member.isLive = true;
    watchers.alone.put(member);
    member.queue.skip('slowReader');
  };

  return {
    settle,
    startOver,
    take: (watcher, seat) => {
      watcher.seat = seat;
      settle(watcher);
    },
    settleAll: () => [...ahead].forEach(settle),
    fallBehind: (member) => {
      cohorts.leave(member);
      member.isLive = false;
      member.seat.onRoom(() => startOver(member));
    },
    leave: (watcher) => {
      ahead.delete(watcher);
      if (isSeated(watcher)) cohorts.leave(watcher);
    },
  };
}

const isSeated = (watcher: Watcher): watcher is SeatedWatcher => watcher.seat !== null;
