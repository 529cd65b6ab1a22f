import type { LedgerEntry } from '@maplebridge/contract';
import { brokenShards, past, type Positions } from '@maplebridge/ledger';
import { endMembers, openCohorts } from './cohorts';
import { caughtUpEvent, resyncEvent } from './events';
import { openHearings } from './hearings';
import type { HubSettings, Hubbub } from './hubbub';
import { openSeating, type Seating } from './seating';
import { changesSight } from './sightChanges';
import { addShared, knownTo, tellEntry, whereabouts } from './tellEntry';
import { endsNow, eventOf } from './telling';
import { unitsOf, type UnitPaths } from './verdict';
import { knows, type Watcher } from './watcher';
import { openWatchers, type Watchers } from './watchers';

export interface Hub {
  /** Tells the entries to everyone whom they concern. Tells nothing when it fails, so that the same entries may come again. */
  readonly deliver: (entries: readonly LedgerEntry[]) => Promise<void>;
  /** Tells one watcher what it missed after `from`. */
  tellMissed(watcher: Watcher, entries: readonly LedgerEntry[], from: Positions): Promise<void>;
  /** Where the hub will be when the batch under way is told. A watcher that knows all up to here may go live. */
  target(): Positions;
  /** From here on the watcher gets what comes. It knows everything up to `known`, which covers the target. */
  goLive(watcher: Watcher, known: Positions): void;
  readonly watchers: Watchers;
  readonly seating: Seating;
  /** Says to everyone who is live that nothing is missing. */
  sayCaughtUp(): void;
  /** Resolves when nothing is being answered any more. */
  readonly close: () => Promise<void>;
}

export function openHub(settings: HubSettings): Hub {
  const watchers = openWatchers();
  const cohorts = openCohorts({ ...settings, fallBehind: (member) => seating.fallBehind(member) });
  const seating = openSeating({ watchers, cohorts, reached: () => hub.reached });
  const hub: Hubbub = {
    ...settings,
    watchers,
    cohorts,
    seating,
    hearings: openHearings(settings),
    reached: settings.from,
    target: settings.from,
  };
  return {
    deliver: (entries) => deliver(hub, entries),
    tellMissed: (watcher, entries, from) => tellMissed(hub, watcher, { entries, from }),
    target: () => hub.target,
    goLive: (watcher, known) => goLive(hub, watcher, known),
    watchers,
    seating,
    sayCaughtUp: () => sayAllCaughtUp(hub),
    close: cohorts.close,
  };
}

/** Judging may wait for the database; telling does not, so that whoever joins finds the hub either before a batch or after it. */
async function deliver(hub: Hubbub, entries: readonly LedgerEntry[]): Promise<void> {
  hub.target = entries.reduce(past, hub.reached);
  try {
    const paths = await pathsOf(hub, entries);
    const heard = await hub.hearings.hearAll(entries.filter((entry) => mayConcern(hub, entry, paths)));
    reportBroken(hub, entries);
    for (const entry of entries) {
      hub.reached = past(hub.reached, entry);
      endRevoked(hub, entry);
      const hearing = heard(entry);
      if (hearing) tellEntry(hub, { entry, paths, hearing });
    }
    hub.seating.settleAll();
  } finally {
    hub.target = hub.reached;
  }
}

async function pathsOf({ unitPath }: Hubbub, entries: readonly LedgerEntry[]): Promise<UnitPaths> {
  const ids = [...new Set(entries.flatMap(unitsOf))];
  return new Map(await Promise.all(ids.map(async (id) => [id, await unitPath(id)] as const)));
}

/** What concerns nobody is not looked up. Whoever comes while it is looked up knows it already. */
function mayConcern({ watchers, cohorts }: Hubbub, entry: LedgerEntry, paths: UnitPaths): boolean {
  if (entry.caseId === null) return false;
  const around = whereabouts(entry, paths);
  return !watchers.alone.isDeserted(around) || !cohorts.places.isDeserted(around);
}

async function tellMissed(hub: Hubbub, watcher: Watcher, missed: { entries: readonly LedgerEntry[]; from: Positions }): Promise<void> {
  const entries = missed.entries.filter(({ caseId }) => caseId !== null);
  const paths = await pathsOf(hub, entries);
  const hearing = entries.length > 0 ? await hub.hearings.hear(entries) : null;
  let known = missed.from;
  for (const entry of missed.entries) {
    known = past(known, entry);
    if (!hearing || entry.caseId === null || endsNow(watcher, hub.now())) continue;
    const judgement = hearing.judge(watcher.viewer, entry);
    const event = eventOf(watcher, { entry, paths, judgement, cursor: hub.seal(watcher.watch, known) });
    if (event) watcher.queue.push(event);
  }
}

/** What a viewer sees has to be asked for anew, under the new rights or in the new tree. */
function endRevoked({ watchers }: Hubbub, entry: LedgerEntry): void {
  if (entry.caseId !== null) return;
  const near = entry.subjectKind === 'person' ? watchers.ofPerson(entry.subjectId) : watchers.all();
  for (const watcher of [...near]) {
    if (changesSight(entry, watcher.viewer) && !knows(watcher, entry)) watcher.queue.finish('rightsChanged');
  }
}

/** The second line of defence: positions without gaps make a lost entry visible, and then everybody is told. */
function reportBroken(hub: Hubbub, entries: readonly LedgerEntry[]): void {
  const shards = brokenShards(hub.reached, entries);
  if (shards.length === 0) return;
  hub.onTrouble(new Error(`The ledger has a gap in shard ${shards.join(', ')}; every stream is told to fetch again.`));
  for (const watcher of toldAlone(hub)) watcher.queue.push(resyncEvent('historyGone', hub.seal(watcher.watch, knownTo(hub, watcher))));
  for (const cohort of hub.cohorts.all()) addShared(hub, cohort, resyncEvent('historyGone', hub.seal(cohort.watch, hub.reached)));
}

const toldAlone = ({ watchers }: Hubbub): readonly Watcher[] => [...watchers.all()].filter(({ isLive, cohort }) => isLive && !cohort);

function goLive(hub: Hubbub, watcher: Watcher, known: Positions): void {
  watcher.isLive = true;
  watcher.ahead = known;
  sayCaughtUp(hub, watcher);
}

function sayCaughtUp(hub: Hubbub, watcher: Watcher): void {
  const at = hub.now();
  if (endsNow(watcher, at)) return;
  watcher.queue.push(caughtUpEvent(at, hub.seal(watcher.watch, knownTo(hub, watcher))));
}

function sayAllCaughtUp(hub: Hubbub): void {
  for (const watcher of toldAlone(hub)) sayCaughtUp(hub, watcher);
  for (const cohort of [...hub.cohorts.all()]) {
    const at = hub.now();
    endMembers(cohort, at, (member) => endsNow(member, at));
    addShared(hub, cohort, caughtUpEvent(at, hub.seal(cohort.watch, hub.reached)));
  }
}
