import { rowSeparator, type PlanPage } from '@maplebridge/contract';
import type { Query } from '../database/database';
import { binder, type Binder } from './binder';
import { filterConditions, type StoredFilter } from './caseFilter';
import { RightsMoved } from './findCases';
import { keyset, sortings, type StoredOrder, type StoredWindow } from './pageCases';
import { rowSql, type Rendering } from './plan/assemble';
import { quotedText } from './quotedText';
import { disjointSources } from './sources';
import { renderingOf, type Selecting } from './selectCases';
import { freshness } from './sight';

export interface SelectingPage extends Selecting {
  readonly plan: PlanPage;
  readonly filter: StoredFilter;
  readonly order: StoredOrder;
  /** `limit` is the size of the page: one row more is looked at, to know whether there are others. */
  readonly window: StoredWindow;
  /** Cases are counted up to so many. */
  readonly mostCounted: number;
}

/** A page as the database answers it. */
export interface PageAnswer {
  /** A list of JSON texts for each that was asked for; null when there is no row. */
  readonly lists: readonly (string | null)[];
  /** Rows there are, one more than the size when there are others; 0 unless the plan wants to know. */
  readonly found: number;
  /** Sort key and id of each row, in reading order. */
  readonly keys: readonly (readonly [key: string, id: string])[];
  readonly total: number;
  /** Where the ledger stands in the very snapshot that the page was read from, shard by shard. */
  readonly positions: readonly string[];
}

type AnswerRow = Readonly<Record<`list_${number}`, string | null>> & {
  readonly fresh: boolean;
  readonly found: number | null;
  readonly keys: PageAnswer['keys'] | null;
  readonly total: number | null;
  readonly positions: readonly string[] | null;
};

/** One page: each branch of what is seen cut by its index, and everything else that is asked of it, in one statement. */
export async function selectPage(query: Query, asked: SelectingPage): Promise<PageAnswer> {
  const values = binder();
  const rendering = renderingOf(asked, values);
  const { plan, seer } = asked;
  const lists = plan.rows.map((list, nth) => `(${listSql(list, asked, rendering)}) as list_${nth}`);
  const columns = [`${freshness(seer, values)} as fresh`, ...extrasSql(asked, values), ...lists];
  const text = `with page as ${isReadOnce(plan) ? 'not ' : ''}materialized (${pageSql(asked, values)}) select ${columns.join(', ')}`;
  const [row] = await query<AnswerRow>(text, values.values);
  if (!row?.fresh) throw new RightsMoved('rights or tree moved');
  const { found, keys, total, positions } = row;
  return {
    found: found ?? 0,
    keys: keys ?? [],
    total: total ?? 0,
    positions: positions ?? [],
    lists: plan.rows.map((_list, nth) => row[`list_${nth}`] ?? null),
  };
}

const isReadOnce = ({ rows, wantsCount, wantsKeys }: PlanPage): boolean => rows.length === 1 && !wantsCount && !wantsKeys;

const extrasSql = (asked: SelectingPage, values: Binder): readonly string[] => [
  ...(asked.plan.wantsCount ? ['(select count(*)::integer from page) as found'] : []),
  ...(asked.plan.wantsKeys ? [`(${keysSql(asked)}) as keys`] : []),
  ...(asked.plan.wantsTotal ? [`(${totalSql(asked, values)}) as total`] : []),
  ...(asked.plan.wantsLiveCursor ? [`(select json_agg(s.position::text order by s.shard) from core.shard s) as positions`] : []),
];

/** Rows of the page, the one too many left out. A page that goes backward was read from its end. */
const readingOrder = ({ window }: SelectingPage): string => (window.isBackward ? ' order by c.nth desc' : '');

function listSql({ object, isApart }: PlanPage['rows'][number], asked: SelectingPage, rendering: Rendering): string {
  const between = isApart ? `${quotedText(rowSeparator)}` : `','`;
  const kept = asked.plan.wantsCount ? ` where c.nth <= ${rendering.say('limit')}` : '';
  // Read forward, the rows stand in their order already, and no join moves them: sorting them again would cost a tenth of the page.
  return `select string_agg(${rowSql(object, rendering)}, ${between}${readingOrder(asked)}) from page c${kept}`;
}

const keysSql = (asked: SelectingPage): string =>
  `select json_agg(json_build_array(c.key::text, c.id) order by c.nth ${asked.window.isBackward ? 'desc' : 'asc'}) from page c`;

function pageSql(asked: SelectingPage, values: Binder): string {
  const { seer, filter, window } = asked;
  const sorting = sortings[asked.order];
  const isUp = sorting.isAscending !== window.isBackward;
  const direction = isUp ? 'asc' : 'desc';
  const limit = values.bind(window.limit + (asked.plan.wantsCount ? 1 : 0), 'integer');
  const conditions = and([...filterConditions(filter, values), ...keyset({ sorting, isUp, window }, values)]);
  const cut = `order by ${sorting.key} ${direction}, c.id ${direction} limit ${limit}`;
  const branches = disjointSources(seer, filter.within, values).map(
    (source) => `select c.*, ${sorting.key} as key from ${source}${conditions} ${cut}`,
  );
  const rows = merged(branches, { direction, limit });
  return isNumbered(asked) ? `select c.*, row_number() over () as nth from (${rows}) c` : rows;
}

/** Where the last row may be one too many, or rows come from the end, each has to know its place. */
const isNumbered = ({ plan, window }: SelectingPage): boolean => plan.wantsCount || plan.wantsKeys || window.isBackward;

interface Cut {
  readonly direction: string;
  readonly limit: string;
}

function merged(branches: readonly string[], { direction, limit }: Cut): string {
  const [only] = branches;
  if (only !== undefined && branches.length === 1) return only;
  const all = branches.map((branch) => `(${branch})`).join(' union all ');
  return `select * from (${all}) b order by key ${direction}, id ${direction} limit ${limit}`;
}

function totalSql({ seer, filter, mostCounted }: SelectingPage, values: Binder): string {
  const conditions = and(filterConditions(filter, values));
  const limit = values.bind(mostCounted, 'integer');
  const branches = disjointSources(seer, filter.within, values).map((source) => `(select 1 from ${source}${conditions} limit ${limit})`);
  return `select count(*)::integer from (select 1 from (${branches.join(' union all ')}) b limit ${limit}) n`;
}

const and = (conditions: readonly string[]): string => conditions.map((one) => ` and ${one}`).join('');
