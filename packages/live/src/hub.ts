import type { LedgerEntry } from '@maplebridge/contract';
import { brokenShards, covers, farther, past, positionIn, type Positions } from '@maplebridge/ledger';
import { openAsking, viewerKey, type Asking } from './asking';
import { caseLeftEvent, caughtUpEvent, changeEvent, resyncEvent } from './events';
import type { Judge, Judgement } from './judge';
import { sessionOver } from './refusals';
import { changesSight } from './sightChanges';
import type { Seal } from './seal';
import { decide, unitsOf, type UnitPaths } from './verdict';
import { openWatchers, type Watcher, type Watchers } from './watchers';

export interface HubSettings {
  readonly judge: Judge;
  /** From the root down to the unit itself; asked once for each unit of a batch. */
  readonly unitPath: (unitId: string) => Promise<readonly string[]>;
  readonly seal: Seal;
  readonly now: () => Date;
  readonly onTrouble: (error: Error) => void;
  /** Where the tail begins. */
  readonly from: Positions;
}

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
  /** Says to everyone who is live that nothing is missing. */
  sayCaughtUp(): void;
}

/** What changes while the hub lives. `target` runs ahead of `reached` while a batch is being judged. */
interface Hubbub extends HubSettings {
  readonly watchers: Watchers;
  readonly asking: Asking;
  reached: Positions;
  target: Positions;
}

export function openHub(settings: HubSettings): Hub {
  const hub: Hubbub = {
    ...settings,
    watchers: openWatchers(),
    asking: openAsking(settings),
    reached: settings.from,
    target: settings.from,
  };
  return {
    deliver: (entries) => deliver(hub, entries),
    tellMissed: (watcher, entries, from) => tellMissed(hub, watcher, { entries, from }),
    target: () => hub.target,
    goLive: (watcher, known) => goLive(hub, watcher, known),
    watchers: hub.watchers,
    sayCaughtUp: () =>
      hub.watchers
        .all()
        .filter(({ isLive }) => isLive)
        .forEach((watcher) => sayCaughtUp(hub, watcher)),
  };
}

/** Judging may wait for the database; telling does not, so that whoever joins finds the hub either before a batch or after it. */
async function deliver(hub: Hubbub, entries: readonly LedgerEntry[]): Promise<void> {
  hub.target = entries.reduce(past, hub.reached);
  try {
    const paths = await pathsOf(hub, entries);
    const concerned = new Map(entries.map((entry) => [entry, concernedBy(hub, entry, paths)]));
    const judged = await judgeAll(hub, concerned);
    reportBroken(hub, entries);
    for (const [entry, watchers] of concerned) {
      hub.reached = past(hub.reached, entry);
      endRevoked(hub, entry);
      for (const watcher of watchers) tellJudged(hub, watcher, { entry, paths, judged: judged.get(viewerKey(watcher.viewer)) });
    }
  } finally {
    hub.target = hub.reached;
  }
}

async function pathsOf({ unitPath }: Hubbub, entries: readonly LedgerEntry[]): Promise<UnitPaths> {
  const ids = [...new Set(entries.flatMap(unitsOf))];
  return new Map(await Promise.all(ids.map(async (id) => [id, await unitPath(id)] as const)));
}

const concernedBy = ({ watchers }: Hubbub, entry: LedgerEntry, paths: UnitPaths): readonly Watcher[] =>
  [...watchers.concernedBy(entry, paths)].filter((watcher) => watcher.isLive && !knows(watcher, entry));

const knows = ({ ahead }: Watcher, { shard, position }: LedgerEntry): boolean => ahead !== null && position <= positionIn(ahead, shard);

type Judged = ReadonlyMap<string, Judgement> | Error | undefined;

/** One question for each distinct viewer, about the entries that concern a stream of theirs. */
async function judgeAll(hub: Hubbub, concerned: ReadonlyMap<LedgerEntry, readonly Watcher[]>): Promise<ReadonlyMap<string, Judged>> {
  const questions = new Map<string, { viewer: Watcher['viewer']; entries: Set<LedgerEntry> }>();
  for (const [entry, watchers] of concerned) {
    for (const { viewer } of watchers) {
      const question = questions.get(viewerKey(viewer)) ?? { viewer, entries: new Set() };
      questions.set(viewerKey(viewer), question);
      question.entries.add(entry);
    }
  }
  return hub.asking.askAll([...questions.values()].map(({ viewer, entries }) => ({ viewer, entries: [...entries] })));
}

interface Told {
  readonly entry: LedgerEntry;
  readonly paths: UnitPaths;
  readonly judged: Judged;
}

function tellJudged(hub: Hubbub, watcher: Watcher, { entry, paths, judged }: Told): void {
  if (judged instanceof Error) return watcher.queue.end(judged);
  const judgement = judged?.get(entry.id);
  if (judgement) tell(hub, watcher, { entry, paths, judgement, known: knownTo(hub, watcher) });
}

/** Where the watcher is: where everybody is, or still ahead of it. */
function knownTo(hub: Hubbub, watcher: Watcher): Positions {
  if (watcher.ahead && covers(hub.reached, watcher.ahead)) watcher.ahead = null;
  return watcher.ahead ? farther(hub.reached, watcher.ahead) : hub.reached;
}

interface Telling {
  readonly entry: LedgerEntry;
  readonly paths: UnitPaths;
  readonly judgement: Judgement;
  /** Everything up to here, with this entry, the watcher has been told. */
  readonly known: Positions;
}

function tell(hub: Hubbub, watcher: Watcher, { entry, paths, judgement, known }: Telling): void {
  if (endsNow(watcher, hub.now())) return;
  const { viewer, watch, queue } = watcher;
  const verdict = decide(watch, viewer.personId, { entry, judgement, paths });
  if (verdict === 'change' && judgement.told) queue.push(changeEvent(entry, judgement.told, hub.seal(watch, known)));
  if (verdict === 'caseLeft' && entry.caseId !== null) queue.push(caseLeftEvent(entry.caseId, hub.seal(watch, known)));
}

/** Nothing is told after the session, nor under rights that began or ended with a post; ends the stream, and says so. */
function endsNow({ viewer, queue, turnsAt }: Watcher, now: Date): boolean {
  const isOver = now >= viewer.sessionEndsAt;
  const hasTurned = turnsAt !== null && now >= turnsAt;
  if (isOver) queue.end(sessionOver());
  else if (hasTurned) queue.finish('rightsChanged');
  return isOver || hasTurned;
}

async function tellMissed(hub: Hubbub, watcher: Watcher, missed: { entries: readonly LedgerEntry[]; from: Positions }): Promise<void> {
  const entries = missed.entries.filter(({ caseId }) => caseId !== null);
  const paths = await pathsOf(hub, entries);
  const judgements = entries.length > 0 ? await hub.asking.ask({ viewer: watcher.viewer, entries }) : new Map<string, Judgement>();
  let known = missed.from;
  for (const entry of missed.entries) {
    known = past(known, entry);
    const judgement = judgements.get(entry.id);
    if (judgement) tell(hub, watcher, { entry, paths, judgement, known });
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
  for (const watcher of hub.watchers.all().filter(({ isLive }) => isLive)) {
    watcher.queue.push(resyncEvent('historyGone', hub.seal(watcher.watch, knownTo(hub, watcher))));
  }
}

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
