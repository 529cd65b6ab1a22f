import type { LedgerEntry, Viewer, Watch } from '@maplebridge/contract';

/** Where an entry happened: its case, the units above it before and after, and the units in which a post may show it. */
export interface Scene {
  readonly entry: LedgerEntry;
  readonly unitIds: ReadonlySet<string>;
  readonly sightUnitIds: Iterable<string>;
}

interface Placed {
  readonly watch: Watch;
  readonly viewer: Pick<Viewer, 'posts'>;
}

/**
 * Keeps listeners where their entries will look for them: under their case, under the unit they filter by, or, when they watch all
 * that they see, under the units of their posts.
 */
export interface Places<Listener extends Placed> {
  put(listener: Listener): void;
  drop(listener: Listener): void;
  /** Who may see it by a post. Whoever sees it by a part of their own is found by their person. */
  at(scene: Scene): ReadonlySet<Listener>;
  /** True when nobody can be found, whatever the sight units of the scene are. */
  isDeserted(scene: Omit<Scene, 'sightUnitIds'>): boolean;
}

export function openPlaces<Listener extends Placed>(): Places<Listener> {
  const byCase = new Map<string, Set<Listener>>();
  const byUnit = new Map<string, Set<Listener>>();
  const byPost = new Map<string, Set<Listener>>();
  const unbounded = new Set<Listener>();
  const sectionsOf = ({ watch, viewer }: Placed): readonly (readonly [Map<string, Set<Listener>>, string])[] => {
    if (watch.caseId !== undefined) return [[byCase, watch.caseId]];
    if (watch.filter?.unitId !== undefined) return [[byUnit, watch.filter.unitId]];
    return viewer.posts.map(({ unitId }) => [byPost, unitId] as const);
  };
  return {
    put: (listener) => {
      if (isUnbounded(listener)) unbounded.add(listener);
      for (const [section, key] of sectionsOf(listener)) section.set(key, (section.get(key) ?? new Set()).add(listener));
    },
    drop: (listener) => {
      unbounded.delete(listener);
      for (const [section, key] of sectionsOf(listener)) {
        const here = section.get(key);
        here?.delete(listener);
        if (here?.size === 0) section.delete(key);
      }
    },
    at: ({ entry, unitIds, sightUnitIds }) => {
      const found = new Set(byCase.get(entry.caseId ?? ''));
      for (const id of unitIds) for (const one of byUnit.get(id) ?? []) found.add(one);
      for (const id of sightUnitIds) for (const one of byPost.get(id) ?? []) found.add(one);
      return found;
    },
    isDeserted: ({ entry, unitIds }) =>
      unbounded.size === 0 && !byCase.has(entry.caseId ?? '') && ![...unitIds].some((id) => byUnit.has(id)),
  };
}

const isUnbounded = ({ watch }: Placed): boolean => watch.caseId === undefined && watch.filter?.unitId === undefined;

/** Is the watch about this entry's case or its units? One about everything always is. */
export const isAbout = ({ caseId, filter }: Watch, { entry, unitIds }: Omit<Scene, 'sightUnitIds'>): boolean => {
  if (caseId !== undefined) return caseId === entry.caseId;
  return filter?.unitId === undefined || unitIds.has(filter.unitId);
};
