import type { LedgerEntry, Viewer, Watch } from '@maplebridge/contract';
import type { Positions } from '@maplebridge/ledger';
import type { EventQueue } from './queue';
import type { UnitPaths } from './verdict';
import { unitsOf } from './verdict';

/** One open stream, as the hub knows it. */
export interface Watcher {
  readonly viewer: Viewer;
  readonly watch: Watch;
  readonly queue: EventQueue;
  /** When a post of the viewer's next begins or ends; null when none will. */
  readonly turnsAt: Date | null;
  /** False while it is still being told what it missed. */
  isLive: boolean;
  /** What it was told already although the hub has not come to it; null when it is where everybody is. */
  ahead: Positions | null;
}

/** Finds who may be concerned by look-up: by case, by unit and its ancestors, and those who watch everything they see. */
export interface Watchers {
  add(watcher: Watcher): void;
  remove(watcher: Watcher): void;
  concernedBy(entry: LedgerEntry, paths: UnitPaths): ReadonlySet<Watcher>;
  ofPerson(personId: string): readonly Watcher[];
  all(): readonly Watcher[];
}

export function openWatchers(): Watchers {
  const byCase = openIndex();
  const byUnit = openIndex();
  const byPerson = openIndex();
  const everywhere = new Set<Watcher>();
  const all = new Set<Watcher>();

  const place = ({ watch }: Watcher): { put(watcher: Watcher): void; drop(watcher: Watcher): void } => {
    if (watch.caseId !== undefined) return byCase.at(watch.caseId);
    if (watch.filter?.unitId !== undefined) return byUnit.at(watch.filter.unitId);
    return { put: (watcher) => everywhere.add(watcher), drop: (watcher) => everywhere.delete(watcher) };
  };

  return {
    add: (watcher) => {
      all.add(watcher);
      byPerson.at(watcher.viewer.personId).put(watcher);
      place(watcher).put(watcher);
    },
    remove: (watcher) => {
      all.delete(watcher);
      byPerson.at(watcher.viewer.personId).drop(watcher);
      place(watcher).drop(watcher);
    },
    concernedBy: (entry, paths) => {
      if (entry.caseId === null) return new Set();
      const units = new Set(unitsOf(entry).flatMap((id) => [id, ...(paths.get(id) ?? [])]));
      return new Set([...byCase.get(entry.caseId), ...[...units].flatMap((id) => byUnit.get(id)), ...everywhere]);
    },
    ofPerson: (personId) => byPerson.get(personId),
    all: () => [...all],
  };
}

function openIndex() {
  const found = new Map<string, Set<Watcher>>();
  return {
    get: (key: string): readonly Watcher[] => [...(found.get(key) ?? [])],
    at: (key: string) => ({
      put: (watcher: Watcher): void => {
        found.set(key, (found.get(key) ?? new Set()).add(watcher));
      },
      drop: (watcher: Watcher): void => {
        const here = found.get(key);
        here?.delete(watcher);
        if (here?.size === 0) found.delete(key);
      },
    }),
  };
}
