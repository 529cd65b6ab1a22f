import type { LedgerEntry, LiveEvent, LiveStreams, Viewer, Watch } from '@maplebridge/contract';
import { headPositions, type Positions, type Query } from '@maplebridge/ledger';
import type { Cursors } from './cursors';
import { openGate } from './gate';
import type { Listen } from './hints';
import { openHub } from './hub';
import type { HubSettings } from './hubbub';
import { liveLimits, type LiveLimits } from './limits';
import { openSeal } from './seal';
import type { Seat } from './seat';
import { openStreams } from './streams';
import { openTail } from './tail';

export interface LiveSettings extends Pick<HubSettings, 'judge' | 'unitPath' | 'now' | 'onTrouble'> {
  /** Each statement on its own; never inside a transaction. */
  readonly query: Query;
  readonly cursors: Cursors;
  readonly listen?: Listen;
  /** As for the tail. */
  readonly pollEvery?: number;
  readonly batch?: number;
  readonly limits?: Partial<LiveLimits>;
}

export interface Live {
  /** The streams of one viewer, who stays who they were: a change of their rights ends every stream. An abort ends them too. */
  streamsFor(viewer: Viewer | null, signal?: AbortSignal): LiveStreams;
  /** Lets a stream of `streamsFor` be answered together with others of its kind, as its door does it. */
  readonly share: (stream: AsyncIterableIterator<LiveEvent>, seat: Seat) => void;
  /** Take it before a page is read: a board that subscribes after it misses nothing. */
  currentCursor(): Promise<string>;
  /** Right after an entry of a case, for the stream of that case. */
  cursorOf(entry: LedgerEntry): string;
  /** Wakes the tail: something was committed here. */
  hint(): void;
  /** Ends every stream and awaits what is under way. */
  close(): Promise<void>;
}

/** Follows the ledger from now on. Fails when the database does not answer; later trouble is reported and survived. */
export async function openLive(settings: LiveSettings): Promise<Live> {
  const { query, cursors } = settings;
  const limits = { ...liveLimits, ...settings.limits };
  const from = await headPositions(query);
  const seal = openSeal(cursors);
  const closing = new AbortController();
  const hub = openHub({ ...settings, seal, from, closing: closing.signal, queue: limits.queue });
  const tail = await openTail({ ...settings, from, onEntries: hub.deliver });
  const heads = sharing(() => headPositions(query));
  const streams = openStreams({ ...settings, hub, seal, heads, limits, closing: closing.signal, gate: openGate(limits.replaysAtOnce) });
  const heartbeat = setInterval(() => tail.isFollowing() && hub.sayCaughtUp(), limits.caughtUpEvery).unref();
  return {
    streamsFor: (viewer, signal) => ({ watch: (watch: Watch): AsyncIterableIterator<LiveEvent> => streams.open(viewer, watch, signal) }),
    share: streams.share,
    currentCursor: async () => seal({}, await heads())(),
    cursorOf: ({ shard, position }) => cursors.seal({ kind: 'case', shard, position }),
    hint: tail.wake,
    close: async () => {
      clearInterval(heartbeat);
      closing.abort();
      await Promise.all([tail.close(), streams.close()]);
    },
  };
}

/** Those who ask while an answer is under way share it. It may be a little older than their question, which costs nothing but a repetition. */
function sharing(ask: () => Promise<Positions>): () => Promise<Positions> {
  let underWay: Promise<Positions> | null = null;
  return () =>
    (underWay ??= ask().finally(() => {
      underWay = null;
    }));
}
