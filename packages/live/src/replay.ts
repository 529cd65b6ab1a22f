import type { ResyncReason } from '@maplebridge/contract';
import { farther, type Positions } from '@maplebridge/ledger';
import { resyncEvent } from './events';
import type { History } from './history';
import type { Hub } from './hub';
import { patiently, type Patience } from './patience';
import type { Seal } from './seal';
import { changedSight } from './sightChanges';
import type { Watcher } from './watcher';

export interface ReplayPorts extends Patience {
  readonly hub: Hub;
  readonly seal: Seal;
  /** So few replays read at once that a storm of reconnections does not starve everybody else. */
  readonly gate: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Entries looked at before the reader is told to fetch again instead. */
  readonly longestReplay: number;
}

export interface Missed {
  readonly history: History;
  readonly heads: Positions;
}

/**
 * Tells a watcher what it missed, page by page as it reads, and lets it go live at the very entry where the hub is: replaying -> live,
 * or replaying -> resync -> live when there is too much of it, some is gone, or what the reader sees was changed on the way. `heads` were taken after it came: up to them it is not caught up.
 */
export async function replay(ports: ReplayPorts, watcher: Watcher, { history, heads }: Missed): Promise<void> {
  const { hub, longestReplay } = ports;
  for (let looked = 0n; watcher.queue.isOpen;) {
    const target = farther(heads, hub.target());
    if (history.covers(target)) return hub.goLive(watcher, history.known());
    if (looked + history.distance(target) > BigInt(longestReplay)) return skip(ports, watcher, { reason: 'historyGone', heads });
    const from = history.known();
    const entries = await patiently(ports, () => ports.gate(() => history.read(target)));
    if (entries === null) return skip(ports, watcher, { reason: 'historyGone', heads });
    if (entries.some((entry) => changedSight(entry, watcher.viewer))) return skip(ports, watcher, { reason: 'rightsChanged', heads });
    await patiently(ports, () => ports.gate(() => hub.tellMissed(watcher, entries, from)));
    looked += BigInt(entries.length);
    await watcher.queue.room();
  }
}

/** The reader fetches again, and what comes after the cursor follows. */
export function skip({ hub, seal }: ReplayPorts, watcher: Watcher, { reason, heads }: { reason: ResyncReason; heads: Positions }): void {
  const here = farther(heads, hub.target());
  watcher.queue.push(resyncEvent(reason, seal(watcher.watch, here)));
  hub.goLive(watcher, here);
}
