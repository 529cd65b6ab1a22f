import { setImmediate as turn } from 'node:timers/promises';
import { cohortKey, endOf, openCohort } from './cohort';
import { openPlaces, type Places } from './places';
import { serveParcel, type ServingPorts } from './serving';
import type { Cohort, SeatedWatcher } from './watcher';

/** So much is answered and written at once that one cohort does not hold up the others, nor a slow socket hold more than this. */
const parcelSize = 100;

/** Who is told together. A cohort exists while somebody is in it. */
export interface Cohorts {
  readonly places: Pick<Places<Cohort>, 'at' | 'isDeserted'>;
  join(member: SeatedWatcher): void;
  leave(member: SeatedWatcher): void;
  all(): Iterable<Cohort>;
  /** Sends out what waits in this cohort, unless that is under way. */
  serve(cohort: Cohort): void;
  /** Resolves when nothing is being answered any more. */
  readonly close: () => Promise<void>;
}

export function openCohorts(ports: ServingPorts): Cohorts {
  const places = openPlaces<Cohort>();
  const byKey = new Map<string, Cohort>();
  const serving = new Map<Cohort, Promise<void>>();

  const open = (key: string, member: SeatedWatcher): Cohort => {
    const cohort = openCohort(key, member);
    byKey.set(key, cohort);
    places.put(cohort);
    return cohort;
  };
  const leave = (member: SeatedWatcher): void => {
    const { cohort } = member;
    member.cohort = null;
    cohort?.leave(member);
    if (!cohort || cohort.members.size > 0) return;
    byKey.delete(cohort.key);
    places.drop(cohort);
  };
  return {
    places,
    leave,
    join: (member) => {
      const key = cohortKey(member);
      member.cohort = byKey.get(key) ?? open(key, member);
      member.cohort.join(member);
    },
    all: () => byKey.values(),
    serve: (cohort) => {
      if (!serving.has(cohort))
        serving.set(
          cohort,
          serveAll(ports, cohort, () => serving.delete(cohort)),
        );
    },
    close: async () => {
      await Promise.all(serving.values());
    },
  };
}

/** `onDone` is called in the very moment in which nothing waits, so that nothing is added unnoticed. */
async function serveAll(ports: ServingPorts, cohort: Cohort, onDone: () => void): Promise<void> {
  await Promise.resolve(); // what is being told at this moment goes out together
  try {
    while (cohort.waiting > 0 && cohort.members.size > 0) {
      await serveParcel(ports, cohort, cohort.take(parcelSize));
      await turn(); // lets the sockets flush
    }
  } catch (error) {
    ports.onTrouble(error as Error); // only errors are thrown by drivers and by us
    for (const { queue } of [...cohort.members.keys()]) queue.end(error as Error);
  } finally {
    onDone();
  }
}

/** Looks at every member, once the first session or post among them may have ended; `ends` says whether it did and ends the stream. */
export function endMembers(cohort: Cohort, now: Date, ends: (member: SeatedWatcher) => boolean): void {
  if (now.getTime() < cohort.endsAt) return;
  for (const member of [...cohort.members.keys()]) ends(member);
  cohort.endsAt = Math.min(Infinity, ...[...cohort.members.keys()].map(endOf));
}
