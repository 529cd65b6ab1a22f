import { Refusal, type Page, type Window } from '@maplebridge/contract';
import type { CursorPort } from './platform';

/** Rows a page may have; asked for by nobody, it has the usual number. */
export const mostRows = 100;
export const usualRows = 50;

export interface Cut<Key> {
  readonly size: number;
  readonly isBackward: boolean;
  readonly from: Key | undefined;
}

const badWindow = (chinese: string, english: string): Refusal =>
  new Refusal('BAD_USER_INPUT', { 'zh-CN': chinese, en: english }, { field: 'first', limit: mostRows });

/** Reads a Relay window. Sizes from 1 to 100; a cursor that was altered or belongs to another list is refused. */
export function cutOf<Key>(window: Window, cursors: CursorPort, purpose: string): Cut<Key> {
  const { first, last, after, before } = window;
  if (first !== undefined && last !== undefined)
    throw badWindow('first 与 last 不能同时使用，请只用其一。', 'Both first and last were given; give one of them.');
  const size = first ?? last ?? usualRows;
  if (!Number.isInteger(size) || size < 1 || size > mostRows)
    throw badWindow(`每页条数为 ${size}；可以是 1 到 ${mostRows}。`, `A page of ${size} was asked for; 1 to ${mostRows} works.`);
  const isBackward = last !== undefined;
  const cursor = isBackward ? before : after;
  return { size, isBackward, from: cursor === undefined ? undefined : openCursor<Key>(cursor, cursors, purpose) };
}

function openCursor<Key>(cursor: string, cursors: CursorPort, purpose: string): Key {
  const key = cursors.openPage(cursor, purpose);
  if (key === null)
    throw new Refusal(
      'BAD_USER_INPUT',
      {
        'zh-CN': '此游标已被改动，或属于另一个列表；请从第一页重新开始。',
        en: 'This cursor was altered or belongs to another list; start again from the first page.',
      },
      { field: 'after' },
    );
  return key as Key; // sealed by us for this very purpose
}

/** Turns rows read one beyond the size into a page in reading order. */
export function pageOf<Row, Shown>(
  rows: readonly Row[],
  cut: Cut<unknown>,
  show: (row: Row) => { cursor: string; row: Shown },
): Page<Shown> {
  const hasMore = rows.length > cut.size;
  const kept = cut.isBackward ? rows.slice(Math.max(0, rows.length - cut.size)) : rows.slice(0, cut.size);
  return {
    rows: kept.map(show),
    hasNextPage: cut.isBackward ? cut.from !== undefined : hasMore,
    hasPreviousPage: cut.isBackward ? hasMore : cut.from !== undefined,
  };
}
