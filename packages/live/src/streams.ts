import type { LiveEvent, Viewer, Watch } from '@maplebridge/contract';
import { covers, farther, headPositions, positionIn, shardOf, type Positions, type Query } from '@maplebridge/ledger';
import type { Cursors, Place } from './cursors';
import { boardHistory, caseHistory, type History } from './history';
import type { LiveLimits } from './limits';
import { openQueue } from './queue';
import { badCaseId, badCursor, cursorOfAnother, notSignedIn, stopping } from './refusals';
import { replay, skip, type ReplayPorts } from './replay';
import type { Seat } from './seat';
import { nextTurn, onReached } from './turns';
import type { Watcher } from './watcher';

export interface StreamPorts extends Omit<ReplayPorts, 'longestReplay'> {
  readonly query: Query;
  readonly cursors: Cursors;
  readonly limits: LiveLimits;
  readonly now: () => Date;
  /** The ledger's end, or a moment before. */
  readonly heads: () => Promise<Positions>;
}

export interface Streams {
  /** Throws a Refusal for a viewer or a cursor that cannot be served; afterwards the stream itself says what happens. */
  open(viewer: Viewer | null, watch: Watch, signal?: AbortSignal): AsyncIterableIterator<LiveEvent>;
  /** From now on this stream may be answered together with others of its kind. Nothing, for a stream that is none of these. */
  readonly share: (stream: AsyncIterableIterator<LiveEvent>, seat: Seat) => void;
  close(): Promise<void>;
}

/** Where a stream begins. */
type Start = Place | { readonly kind: 'now' } | { readonly kind: 'otherEpoch' };

export function openStreams(ports: StreamPorts): Streams {
  const { closing } = ports;
  const watchers = new WeakMap<AsyncIterableIterator<LiveEvent>, Watcher>();
  const beginnings = new Set<Promise<void>>();
  return {
    open: (viewer, asked, signal) => {
      if (!viewer) throw notSignedIn();
      if (closing.aborted) throw stopping();
      const watch = plain(asked);
      const start = startOf(ports.cursors, watch);
      const watcher = enter(ports, { viewer, watch }, signal);
      const begun = begin({ ...ports, longestReplay: ports.limits.replay }, watcher, start)
        .catch((error: Error) => fail(ports, watcher, error))
        .finally(() => beginnings.delete(begun));
      beginnings.add(begun);
      watchers.set(watcher.queue.events, watcher);
      return watcher.queue.events;
    },
    share: (stream, seat) => {
      const watcher = watchers.get(stream);
      if (watcher?.queue.isOpen) ports.hub.seating.take(watcher, seat);
    },
    close: async () => {
      for (const watcher of [...ports.hub.watchers.all()]) watcher.queue.end();
      await Promise.all([...beginnings, ports.hub.close()]);
    },
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids as the database writes them. */
function plain(watch: Watch): Watch {
  const caseId = watch.caseId?.toLowerCase();
  if (caseId !== undefined && !uuid.test(caseId)) throw badCaseId();
  if (watch.filter?.unitId === undefined) return { ...watch, caseId };
  return { ...watch, caseId, filter: { ...watch.filter, unitId: watch.filter.unitId.toLowerCase() } };
}

function startOf(cursors: Cursors, { after, caseId }: Watch): Start {
  if (after === undefined) return { kind: 'now' };
  const opened = cursors.open(after);
  if (!opened.ok && opened.reason === 'malformed') throw badCursor();
  if (!opened.ok) return { kind: 'otherEpoch' };
  const { place } = opened;
  if (place.kind === 'case' && (caseId === undefined || shardOf(caseId) !== place.shard)) throw cursorOfAnother();
  return place;
}

function enter({ hub, seal, limits, now }: StreamPorts, who: Pick<Watcher, 'viewer' | 'watch'>, signal?: AbortSignal): Watcher {
  const leave = (): void => watcher.queue.end();
  const turnsAt = nextTurn(who.viewer, now());
  const callOff = turnsAt && onReached(turnsAt, now, () => queue.finish('rightsChanged'));
  const queue = openQueue({
    limit: limits.queue,
    startCursor: () => who.watch.after ?? seal(who.watch, watcher.ahead ?? hub.target())(),
    onIdle: () => hub.seating.settle(watcher),
    onClosed: () => {
      callOff?.();
      hub.seating.leave(watcher);
      hub.watchers.remove(watcher);
      signal?.removeEventListener('abort', leave);
    },
  });
  const watcher: Watcher = { ...who, queue, turnsAt, isLive: false, ahead: null, seat: null, cohort: null };
  hub.watchers.add(watcher);
  signal?.addEventListener('abort', leave);
  if (signal?.aborted) leave();
  return watcher;
}

async function begin(ports: StreamPorts & ReplayPorts, watcher: Watcher, start: Start): Promise<void> {
  const { hub, query } = ports;
  if (start.kind === 'now') return hub.goLive(watcher, farther(await ports.heads(), hub.target()));
  const heads = await ports.gate(() => headPositions(query));
  // Another gateway may be ahead of this one, but nobody is ahead of the ledger: such a cursor tells of what a restore has undone.
  if (start.kind === 'otherEpoch' || !reaches(heads, start)) return skip(ports, watcher, { reason: 'otherEpoch', heads });
  await replay(ports, watcher, { history: historyOf(query, watcher.watch, start), heads });
}

const reaches = (positions: Positions, place: Place): boolean =>
  place.kind === 'all' ? covers(positions, place.positions) : positionIn(positions, place.shard) >= place.position;

function historyOf(query: Query, { caseId }: Watch, place: Place): History {
  if (place.kind === 'all' && caseId === undefined) return boardHistory(query, place.positions);
  if (caseId === undefined) throw cursorOfAnother();
  return caseHistory(query, caseId, place.kind === 'all' ? positionIn(place.positions, shardOf(caseId)) : place.position);
}

function fail({ onTrouble }: StreamPorts, { queue }: Watcher, error: Error): void {
  if (!queue.isOpen) return;
  onTrouble(error);
  queue.end(error);
}
