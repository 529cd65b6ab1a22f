import type { Asked, PageAsked, PlanObject, SelectedPage } from '@maplebridge/contract';
import { selectCase as caseText, selectPage as pageTexts, type CaseKey, type PageAnswer } from '@maplebridge/storage';
import { asksForClosed, mostCounted, purposeOf, storedFilter, type Key } from './find';
import { withRights, type Session } from './session';
import { isStorable, isUuid } from './uuid';
import { cutOf, type Cut } from './window';

type CaseAsked = Asked<PlanObject> & { readonly types: readonly string[] | null };

/** One case as JSON text, as this viewer may see it; null for what is absent, not theirs, or of another type. */
export async function selectCase(session: Session, by: CaseKey, { plan, sizes, types }: CaseAsked): Promise<string | null> {
  const key = keyOf(by);
  if (!session.viewer || key === null) return null;
  const { database, tables } = session.platform;
  return withRights(session, (_viewer, seer) => caseText(database.query, { tables, seer, sizes, plan, types, by: key }));
}

/** Null for what cannot be the key of a case. */
function keyOf(by: CaseKey): CaseKey | null {
  if ('id' in by) return isUuid(by.id) ? by : null;
  return isStorable(by.number) ? { number: by.number.trim().toUpperCase() } : null;
}

/** One page of cases as JSON texts; what `pageOfCases` says of order, filter and cursors holds here too. */
export async function selectPage(session: Session, asked: PageAsked): Promise<SelectedPage> {
  const { platform } = session;
  const { filter, order, plan, sizes } = asked;
  const purpose = purposeOf(filter, order);
  const cut = cutOf<Key>(asked.window, platform.cursors, purpose);
  const stored = await storedFilter(session, filter);
  if (!session.viewer || !stored) return emptyPage(plan.wantsLiveCursor ? await platform.cursors.current() : null, asked);
  const ordered = order === 'dueFirst' && !asksForClosed(platform, filter) ? { ...stored, isOpen: true } : stored;
  const window = { limit: cut.size, isBackward: cut.isBackward, from: cut.from };
  const answer = await withRights(session, (_viewer, seer) =>
    pageTexts(platform.database.query, {
      tables: platform.tables,
      seer,
      sizes,
      plan,
      filter: ordered,
      order,
      window,
      mostCounted: mostCounted + 1,
    }),
  );
  return shown(session, { asked, answer, cut, purpose });
}

interface Answered {
  readonly asked: PageAsked;
  readonly answer: PageAnswer;
  readonly cut: Cut<Key>;
  readonly purpose: string;
}

function shown({ platform: { cursors } }: Session, { asked: { plan }, answer, cut, purpose }: Answered): SelectedPage {
  const hasMore = answer.found > cut.size;
  const keys = hasMore && cut.isBackward ? answer.keys.slice(1) : answer.keys;
  return {
    lists: answer.lists.map((list) => list ?? ''),
    count: Math.min(answer.found, cut.size),
    cursorAt: (nth) => {
      const [key, id] = keys[nth] ?? [];
      return cursors.sealPage({ key, id }, purpose);
    },
    hasNextPage: cut.isBackward ? cut.from !== undefined : hasMore,
    hasPreviousPage: cut.isBackward ? hasMore : cut.from !== undefined,
    total: plan.wantsTotal ? { total: Math.min(answer.total, mostCounted), isLowerBound: answer.total > mostCounted } : null,
    liveCursor: plan.wantsLiveCursor ? cursors.ofPositions(answer.positions.map(BigInt)) : null,
  };
}

/** As `pageOfCases` shows nothing: neither rows nor a way on. */
const emptyPage = (liveCursor: string | null, { plan }: PageAsked): SelectedPage => ({
  lists: plan.rows.map(() => ''),
  count: 0,
  cursorAt: () => '',
  hasNextPage: false,
  hasPreviousPage: false,
  total: plan.wantsTotal ? { total: 0, isLowerBound: false } : null,
  liveCursor,
});
