import type { LedgerEntry, LiveEvent } from '@maplebridge/contract';
import { covers, farther, type Positions } from '@maplebridge/ledger';
import { nobody } from './cohort';
import { endMembers } from './cohorts';
import type { Hubbub } from './hubbub';
import type { Hearing, Judgement } from './judge';
import { isAbout, type Scene } from './places';
import { endsNow, eventOf } from './telling';
import { unitsOf, type UnitPaths } from './verdict';
import { knows, type Cohort, type SeatedWatcher, type Watcher } from './watcher';

export interface Told {
  readonly entry: LedgerEntry;
  readonly paths: UnitPaths;
  /** An error where the entry could not be heard: the streams that it concerns end with it. */
  readonly hearing: Hearing | Error;
}

/** Where the entry happened, as far as is known without a hearing. */
export const whereabouts = (entry: LedgerEntry, paths: UnitPaths): Omit<Scene, 'sightUnitIds'> => ({
  entry,
  unitIds: new Set(unitsOf(entry).flatMap((id) => [id, ...(paths.get(id) ?? [])])),
});

/** Tells one entry to everyone whom it concerns: together, alone, or apart from their cohort. The hub has reached it. */
export function tellEntry(hub: Hubbub, told: Told): void {
  const { hearing, entry } = told;
  const around = whereabouts(entry, told.paths);
  const scene = { ...around, sightUnitIds: hearing instanceof Error ? around.unitIds : hearing.units(entry) };
  const apart = hearing instanceof Error ? nobody : withPart(hub, around, hearing.people(entry));
  for (const watcher of hub.watchers.alone.at(scene)) if (watcher.isLive && !apart.has(watcher)) tellOne(hub, watcher, told);
  for (const cohort of hub.cohorts.places.at(scene)) tellCohort(hub, cohort, { told, apart });
  for (const watcher of apart) tellOne(hub, watcher, told);
}

/** Streams of people with a part of their own in the case, whatever their posts. */
function withPart({ watchers }: Hubbub, around: Omit<Scene, 'sightUnitIds'>, people: readonly string[]): ReadonlySet<Watcher> {
  if (people.length === 0) return nobody;
  const streams = people.flatMap((personId) => [...watchers.ofPerson(personId)]);
  return new Set(streams.filter((watcher) => watcher.isLive && isAbout(watcher.watch, around)));
}

function tellOne(hub: Hubbub, watcher: Watcher, told: Told): void {
  if (knows(watcher, told.entry) || endsNow(watcher, hub.now())) return;
  const event = eventFor(hub, watcher, { ...told, known: knownTo(hub, watcher) });
  if (event instanceof Error) watcher.queue.end(event);
  else if (event && watcher.cohort)
    add(hub, watcher.cohort, { event, only: watcher as SeatedWatcher, except: nobody }); // who is in a cohort has a seat
  else if (event) watcher.queue.push(event);
}

function tellCohort(hub: Hubbub, cohort: Cohort, { told, apart }: { readonly told: Told; readonly apart: ReadonlySet<Watcher> }): void {
  const now = hub.now();
  endMembers(cohort, now, (member) => endsNow(member, now));
  const lead = firstOutside(cohort, apart);
  if (!lead) return;
  const event = eventFor(hub, lead, { ...told, known: hub.reached });
  if (event instanceof Error) for (const { queue } of [...cohort.members.keys()]) queue.end(event);
  else if (event) add(hub, cohort, { event, only: null, except: membersAmong(cohort, apart) });
}

function firstOutside({ members }: Cohort, apart: ReadonlySet<Watcher>): SeatedWatcher | null {
  for (const member of members.keys()) if (!apart.has(member)) return member;
  return null;
}

const membersAmong = (cohort: Cohort, apart: ReadonlySet<Watcher>): ReadonlySet<Watcher> =>
  apart.size === 0 ? nobody : new Set([...apart].filter((watcher) => watcher.cohort === cohort));

/** Says the same to all members of a cohort. */
export const addShared = (hub: Hubbub, cohort: Cohort, event: LiveEvent): void => add(hub, cohort, { event, only: null, except: nobody });

function add({ cohorts, seating, queue }: Hubbub, cohort: Cohort, item: Parameters<Cohort['add']>[0]): void {
  if (cohort.waiting >= queue) {
    for (const member of [...cohort.members.keys()]) seating.startOver(member);
    return;
  }
  cohort.add(item);
  cohorts.serve(cohort);
}

/** Where the watcher is: where everybody is, or still ahead of it. */
export function knownTo({ reached }: Hubbub, watcher: Watcher): Positions {
  if (watcher.ahead && covers(reached, watcher.ahead)) watcher.ahead = null;
  return watcher.ahead ? farther(reached, watcher.ahead) : reached;
}

/** Null: the watcher is told nothing. An error: it cannot be judged, and its stream ends. */
function eventFor(
  hub: Hubbub,
  watcher: Watcher,
  { entry, paths, hearing, known }: Told & { readonly known: Positions },
): LiveEvent | null | Error {
  const judgement = hearing instanceof Error ? hearing : judged(hub, hearing, { watcher, entry });
  if (judgement instanceof Error) return judgement;
  return eventOf(watcher, { entry, paths, judgement, cursor: hub.seal(watcher.watch, known) });
}

function judged(
  { onTrouble }: Hubbub,
  hearing: Hearing,
  { watcher, entry }: { readonly watcher: Watcher; readonly entry: LedgerEntry },
): Judgement | Error {
  try {
    return hearing.judge(watcher.viewer, entry);
  } catch (error) {
    onTrouble(error as Error); // only errors are thrown by the law
    return error as Error;
  }
}
