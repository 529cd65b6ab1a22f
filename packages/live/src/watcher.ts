import type { LedgerEntry, LiveEvent, Viewer, Watch } from '@maplebridge/contract';
import type { Positions } from '@maplebridge/ledger';
import type { EventQueue } from './queue';
import type { Seat } from './seat';

/** One open stream, as the hub knows it. */
export interface Watcher {
  readonly viewer: Viewer;
  readonly watch: Watch;
  readonly queue: EventQueue;
  /** When a post of the viewer's next begins or ends; null when none will. */
  readonly turnsAt: Date | null;
  /** False while it is still being told what it missed, and while its socket takes no more. */
  isLive: boolean;
  /** What it was told already although the hub has not come to it; null when it is where everybody is. */
  ahead: Positions | null;
  /** Where it may be answered together with others; null: it is always read from its queue. */
  seat: Seat | null;
  /** With whom it is told what happens; null while it is told alone, through its queue. */
  cohort: Cohort | null;
}

export type SeatedWatcher = Watcher & { readonly seat: Seat };

/** An event that waits to be told. */
export interface Item {
  readonly event: LiveEvent;
  /** Told to one member alone; null: to all but the excepted. */
  readonly only: SeatedWatcher | null;
  /** Members who are told something else of the same entry, or nothing. */
  readonly except: ReadonlySet<Watcher>;
  /** Counts the items of a cohort: whoever joins is told what has a higher number. */
  readonly nth: number;
}

/**
 * Subscriptions that get the same: same document, variables and language, same watch, and viewers who hold the same posts. One
 * judgement, one answer and one serialisation serve them all. A member with a part of their own in a case is judged and answered apart.
 */
export interface Cohort {
  readonly key: string;
  readonly watch: Watch;
  /** Of any member: all hold the same posts. */
  readonly viewer: Viewer;
  /** With the number of the first item that is theirs. */
  readonly members: ReadonlyMap<SeatedWatcher, number>;
  /** The first instant at which the session of a member ends or their posts turn, as far as is known. */
  endsAt: number;
  join(member: SeatedWatcher): void;
  leave(member: SeatedWatcher): void;
  add(item: Omit<Item, 'nth'>): void;
  /** At most so many, the oldest first. They do not wait any more. */
  take(most: number): readonly Item[];
  readonly waiting: number;
}

export const knows = ({ ahead }: Watcher, { shard, position }: LedgerEntry): boolean => ahead !== null && position <= (ahead[shard] ?? 0n);
