import type { Query } from '../database/database';
import { binder, type Binder } from './binder';
import { caseColumns, lookingBy, type CaseRow, type DetailsTable } from './caseColumns';
import { filterConditions, type StoredFilter } from './caseFilter';
import { ask } from './findCases';
import type { Seer } from './sight';
import { disjointSources } from './sources';

export type StoredOrder = 'dueFirst' | 'openedLatest' | 'changedLatest';

export interface StoredWindow {
  readonly limit: number;
  readonly isBackward: boolean;
  /** The sort key and id of the row to go on from, as an earlier page returned them. */
  readonly from?: { readonly key: string; readonly id: string };
}

export interface Sorting {
  readonly key: string;
  readonly cast: string;
  readonly isAscending: boolean;
}

export const sortings: Readonly<Record<StoredOrder, Sorting>> = {
  dueFirst: { key: 'c.due_at', cast: 'timestamptz', isAscending: true },
  openedLatest: { key: 'c.id', cast: 'uuid', isAscending: false },
  changedLatest: { key: 'c.changed_at', cast: 'timestamptz', isAscending: false },
};

export interface PagedRow extends CaseRow {
  readonly pageKey: string;
}

/** Whose list, and which cases of it. */
export interface Asking {
  readonly seer: Seer;
  readonly filter: StoredFilter;
}

/** One page: each branch cut by its index, merged, cut again, and only then widened to the columns. Rows come in reading order. */
export async function pageCases(
  query: Query,
  {
    tables,
    seer,
    ...request
  }: Asking & { readonly tables: readonly DetailsTable[]; readonly order: StoredOrder; readonly window: StoredWindow },
): Promise<readonly PagedRow[]> {
  const values = binder();
  const sorting = sortings[request.order];
  const isUp = sorting.isAscending !== request.window.isBackward;
  const page = pageSource({ seer, filter: request.filter, sorting, isUp, window: request.window }, values);
  const reading = sorting.isAscending ? 'asc' : 'desc';
  const rows = `select coalesce(json_agg(row_to_json(x) order by x.key ${reading}, x.id ${reading}), '[]') from (
    select p.key, p.key::text as "pageKey", ${caseColumns(tables, lookingBy(seer, values))}
      from (${page}) p join core."case" c on c.id = p.id) x`;
  return ask(query, seer, { values, rows });
}

interface Paging extends Asking {
  readonly sorting: Sorting;
  readonly isUp: boolean;
  readonly window: StoredWindow;
}

function pageSource({ seer, filter, sorting, isUp, window }: Paging, values: Binder): string {
  const direction = isUp ? 'asc' : 'desc';
  const limit = values.bind(window.limit, 'integer');
  const conditions = [...filterConditions(filter, values), ...keyset({ sorting, isUp, window }, values)];
  const cut = `order by ${sorting.key} ${direction}, c.id ${direction} limit ${limit}`;
  const branches = branchesOf({ seer, filter }, values).map(
    (source) => `(select c.id, ${sorting.key} as key from ${source}${and(conditions)} ${cut})`,
  );
  return `select id, key from (${branches.join(' union all ')}) b order by key ${direction}, id ${direction} limit ${limit}`;
}

export function keyset({ sorting, isUp, window }: Omit<Paging, keyof Asking>, { bind }: Binder): string[] {
  if (!window.from) return [];
  const sign = isUp ? '>' : '<';
  const id = bind(window.from.id, 'uuid');
  if (sorting.key === 'c.id') return [`c.id ${sign} ${id}`];
  return [`(${sorting.key}, c.id) ${sign} (${bind(window.from.key, sorting.cast)}, ${id})`];
}

const branchesOf = ({ seer, filter }: Asking, values: Binder): readonly string[] => disjointSources(seer, filter.within, values);

const and = (conditions: readonly string[]): string => conditions.map((one) => ` and ${one}`).join('');

/** How many cases match, counted up to `most`. */
export async function countCases(query: Query, { seer, filter, most }: Asking & { readonly most: number }): Promise<number> {
  const values = binder();
  const conditions = filterConditions(filter, values);
  const limit = values.bind(most, 'integer');
  const branches = branchesOf({ seer, filter }, values).map((source) => `(select c.id from ${source}${and(conditions)} limit ${limit})`);
  return ask(query, seer, {
    values,
    rows: `select count(*)::integer from (select id from (${branches.join(' union all ')}) b limit ${limit}) n`,
  });
}
