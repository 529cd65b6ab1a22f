import type { Viewer } from '@maplebridge/contract';
import { canonical } from './canonical';
import type { Cohort, Item, SeatedWatcher, Watcher } from './watcher';

export const nobody: ReadonlySet<Watcher> = new Set();

export function openCohort(key: string, { watch, viewer }: Pick<Watcher, 'watch' | 'viewer'>): Cohort {
  const members = new Map<SeatedWatcher, number>();
  let items: Item[] = [];
  let count = 0;
  const cohort: Cohort = {
    key,
    watch,
    viewer,
    members,
    endsAt: Infinity,
    join: (member) => {
      members.set(member, count);
      cohort.endsAt = Math.min(cohort.endsAt, endOf(member));
    },
    leave: (member) => void members.delete(member),
    add: (item) => {
      const last = items.at(-1);
      const isRepeated = item.event.kind === 'caughtUp' && last?.event.kind === 'caughtUp' && members.size > 0;
      if (isRepeated) items.pop();
      items.push({ ...item, nth: count });
      count += 1;
    },
    take: (most) => {
      const taken = items.slice(0, most);
      items = items.slice(most);
      return taken;
    },
    get waiting() {
      return items.length;
    },
  };
  return cohort;
}

/** When this member has to be looked at again. */
export const endOf = ({ viewer, turnsAt }: Watcher): number => Math.min(viewer.sessionEndsAt.getTime(), turnsAt?.getTime() ?? Infinity);

/** Equal for viewers who see the same of every case in which they have no part of their own. */
export const sightOf = ({ posts, treeVersion, emergencies = [] }: Viewer): string =>
  JSON.stringify([
    treeVersion,
    emergencies.map(({ caseId, until }) => [caseId, until.getTime()].join(' ')).sort(),
    posts.map(({ role, unitId, level, from, until }) => [unitId, role, level, from.getTime(), until?.getTime() ?? null].join(' ')).sort(),
  ]);

/** Members of one cohort have one such key. A watch that asks whether the viewer handles a case is shared by the streams of one person only. */
export function cohortKey({ viewer, watch, seat }: SeatedWatcher): string {
  const { after: _where, ...about } = watch;
  const person = watch.filter?.handlerIsMe === undefined ? null : viewer.personId;
  return JSON.stringify([seat.kind, person, sightOf(viewer), canonical(about)]);
}
