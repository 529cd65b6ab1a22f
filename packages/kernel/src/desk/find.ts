import { createHash } from 'node:crypto';
import { Refusal, type CaseFilter, type CaseOrder, type CasePage, type CaseRecord, type Window } from '@maplebridge/contract';
import { countCases, findCaseIdByNumber, findCases, pageCases, type PagedRow, type StoredFilter } from '@maplebridge/storage';
import { foundFor, type Found } from './records';
import type { Platform } from './platform';
import { withRights, type Session } from './session';
import { isStorable, isUuid } from './uuid';
import { cutOf, pageOf } from './window';

/** Lists are counted exactly up to this many. */
export const mostCounted = 10_000;

/** In the order of the ids; null for what is absent and for what is not theirs. */
export async function findMany(session: Session, ids: readonly string[]): Promise<readonly (Found | null)[]> {
  const wanted = [...new Set(ids.filter(isUuid))];
  if (!session.viewer || !wanted.length) return ids.map(() => null);
  return withRights(session, async (viewer, seer) => {
    const { database, tables } = session.platform;
    const rows = await findCases(database.query, { tables, seer, ids: wanted });
    const found = new Map(rows.map((row) => [row.id, foundFor(session.platform, viewer, row)]));
    return ids.map((id) => found.get(id.toLowerCase()) ?? null);
  });
}

/** For writes: the case, or NOT_FOUND. */
export async function findOne(session: Session, id: string): Promise<Found> {
  const [found] = await findMany(session, [id]);
  if (!found) throw notFound();
  return found;
}

export const notFound = (): Refusal =>
  new Refusal('NOT_FOUND', {
    'zh-CN': '没有这个案件，或您看不到它；请核对编号。',
    en: 'There is no such case, or it is not yours to see; check the id.',
  });

export async function findByNumber(session: Session, number: string): Promise<CaseRecord | null> {
  if (!session.viewer) return null;
  const id = isStorable(number) ? await findCaseIdByNumber(session.platform.database.query, number.trim().toUpperCase()) : null;
  const [found] = await findMany(session, id ? [id] : []);
  return found?.record ?? null;
}

const emptyPage = (liveCursor: string): CasePage => ({
  rows: [],
  hasNextPage: false,
  hasPreviousPage: false,
  liveCursor,
  count: () => Promise.resolve({ total: 0, isLowerBound: false }),
});

export interface Key {
  readonly key: string;
  readonly id: string;
}

/** One page. `dueFirst` lists open cases only, unless closed ones are asked for: they have no deadline. */
export async function pageOfCases(
  session: Session,
  { filter, order }: { readonly filter: CaseFilter; readonly order: CaseOrder },
  window: Window,
): Promise<CasePage> {
  const { platform } = session;
  const purpose = purposeOf(filter, order);
  const cut = cutOf<Key>(window, platform.cursors, purpose);
  const liveCursor = await platform.cursors.current();
  const stored = await storedFilter(session, filter);
  if (!session.viewer || !stored) return emptyPage(liveCursor);
  const ordered: StoredFilter = order === 'dueFirst' && !asksForClosed(platform, filter) ? { ...stored, isOpen: true } : stored;
  return withRights(session, async (viewer, seer) => {
    const asked = { filter: ordered, order, window: { limit: cut.size + 1, isBackward: cut.isBackward, from: cut.from } };
    const rows = await pageCases(platform.database.query, { tables: platform.tables, seer, ...asked });
    const show = (row: PagedRow) => ({
      cursor: platform.cursors.sealPage({ key: row.pageKey, id: row.id }, purpose),
      row: foundFor(platform, viewer, row).record,
    });
    return { ...pageOf(rows, cut, show), liveCursor, count: () => counted(session, ordered) };
  });
}

export const asksForClosed = (platform: Platform, { phases = [], states = [] }: CaseFilter): boolean =>
  phases.includes('closed') || states.some((state) => [...platform.stored.values()].some((type) => type.states[state]?.phase === 'closed'));

async function counted(session: Session, filter: StoredFilter): Promise<{ total: number; isLowerBound: boolean }> {
  const total = await withRights(session, (_viewer, seer) =>
    countCases(session.platform.database.query, { seer, filter, most: mostCounted + 1 }),
  );
  return { total: Math.min(total, mostCounted), isLowerBound: total > mostCounted };
}

export async function count(session: Session, filter: CaseFilter): Promise<number> {
  const stored = await storedFilter(session, filter);
  return session.viewer && stored ? (await counted(session, { ...stored, isOpen: true })).total : 0;
}

/** A cursor belongs to one filter and order; pages of another list do not take it. */
export const purposeOf = (filter: CaseFilter, order: CaseOrder): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        order,
        Object.entries(filter)
          .filter(([, value]) => value !== undefined)
          .sort(),
      ]),
    )
    .digest('base64url');

/** Null when the filter names a unit or place that cannot be: nothing matches. */
export async function storedFilter(session: Session, filter: CaseFilter): Promise<StoredFilter | null> {
  if (filter.placeId !== undefined && !isUuid(filter.placeId)) return null;
  const within = await withinOf(session.platform, filter);
  if (within === null) return null;
  const { unitId: _unit, includeDescendants: _all, handlerIsMe, isOverdue, ...same } = filter;
  const now = session.platform.now();
  return {
    ...same,
    jurisdictions: filter.jurisdictions?.filter(isStorable),
    within,
    handlerId: handlerIsMe === true ? session.viewer?.personId : undefined,
    notHandlerId: handlerIsMe === false ? session.viewer?.personId : undefined,
    overdueAt: isOverdue === true ? now : undefined,
    notOverdueAt: isOverdue === false ? now : undefined,
  };
}

async function withinOf(platform: Platform, filter: CaseFilter): Promise<StoredFilter['within'] | null> {
  if (filter.unitId === undefined) return undefined;
  if (!isUuid(filter.unitId)) return null;
  const unit = await platform.rules.unit(filter.unitId);
  return unit && { unitId: unit.id, level: unit.level, path: unit.path, isExact: filter.includeDescendants === false };
}
