import { openPlaces, type Places } from './places';
import type { Watcher } from './watcher';

/** Finds who may be concerned by look-up, never by asking everybody. */
export interface Watchers {
  add(watcher: Watcher): void;
  /** For good. */
  remove(watcher: Watcher): void;
  /** Streams that are told alone. */
  readonly alone: Places<Watcher>;
  ofPerson(personId: string): ReadonlySet<Watcher>;
  all(): ReadonlySet<Watcher>;
}

const none: ReadonlySet<Watcher> = new Set();

export function openWatchers(): Watchers {
  const alone = openPlaces<Watcher>();
  const byPerson = new Map<string, Set<Watcher>>();
  const all = new Set<Watcher>();
  return {
    alone,
    add: (watcher) => {
      all.add(watcher);
      alone.put(watcher);
      const { personId } = watcher.viewer;
      byPerson.set(personId, (byPerson.get(personId) ?? new Set()).add(watcher));
    },
    remove: (watcher) => {
      const { personId } = watcher.viewer;
      const own = byPerson.get(personId);
      own?.delete(watcher);
      if (own?.size === 0) byPerson.delete(personId);
      alone.drop(watcher);
      all.delete(watcher);
    },
    ofPerson: (personId) => byPerson.get(personId) ?? none,
    all: () => all,
  };
}
