import { GraphQLError } from 'graphql';
import type { CaseRow, Rows } from './rows';
import { utcOf } from './rows';

/** Conditions as an operation gives them once its variables are in. */
export interface Filter {
  readonly types?: readonly string[];
  readonly jurisdictions?: readonly string[];
  readonly states?: readonly string[];
  readonly phases?: readonly string[];
  readonly unitId?: string;
  readonly includeDescendants?: boolean;
  readonly placeId?: string;
  readonly handlerIsMe?: boolean;
  readonly isUnsigned?: boolean;
  readonly isOverdue?: boolean;
  readonly dueBefore?: Date;
  readonly openedFrom?: Date;
  readonly openedUntil?: Date;
}

export type Order = 'DUE_FIRST' | 'OPENED_LATEST' | 'CHANGED_LATEST';

export interface WindowArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

export const refused = (code: string): GraphQLError => new GraphQLError('refused', { extensions: { code } });

/** A window that is well said; a cursor still has to be of the list. */
export interface Cut {
  readonly size: number;
  readonly isBackward: boolean;
  readonly cursor: string | null;
}

export function cutOf({ first, after, last, before }: WindowArguments): Cut {
  const isForward = (first ?? null) !== null || (after ?? null) !== null;
  const isBackward = (last ?? null) !== null || (before ?? null) !== null;
  const size = (isBackward ? last : first) ?? 50;
  const cursor = (isBackward ? before : after) ?? null;
  if ((isForward && isBackward) || size < 1 || size > 100) throw refused('BAD_USER_INPUT');
  return { size, isBackward, cursor };
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Cuts the window out of all rows in reading order; `from` tells whether a row lies before, on or behind the row of the cursor. */
export function pageOf<Row>(all: readonly Row[], { size, isBackward, cursor }: Cut, side: (row: Row) => number): Page<Row> {
  const rest = cursor === null ? all : all.filter((row) => (isBackward ? side(row) < 0 : side(row) > 0));
  const rows = isBackward ? rest.slice(-size) : rest.slice(0, size);
  const hasMore = rest.length > size;
  return { rows, hasNextPage: isBackward ? cursor !== null : hasMore, hasPreviousPage: isBackward ? hasMore : cursor !== null };
}

/** Two lists are the same when they have the same conditions and the same order. */
export const listKey = (filter: Filter, order: Order): string => JSON.stringify([order, Object.entries(filter).sort()]);

export interface Asking {
  readonly rows: Rows;
  readonly personId: string;
  readonly now: string;
}

/** Does the case satisfy all conditions? A list by deadlines leaves out closed cases unless they are asked for. */
export function matches(one: CaseRow, filter: Filter, asking: Asking): boolean {
  const among = (names: readonly string[] | undefined, name: string): boolean => names?.includes(name) ?? true;
  return (
    among(filter.types, one.type) &&
    among(filter.jurisdictions, one.jurisdiction) &&
    among(filter.states, one.state) &&
    among(filter.phases, one.phase) &&
    isWithin(one, filter, asking.rows) &&
    isHandled(one, filter, asking.personId) &&
    isDue(one, filter, asking.now) &&
    (filter.openedFrom === undefined || one.opened_at >= utcOf(filter.openedFrom)) &&
    (filter.openedUntil === undefined || one.opened_at < utcOf(filter.openedUntil))
  );
}

function isWithin(one: CaseRow, { unitId, includeDescendants, placeId }: Filter, rows: Rows): boolean {
  const place = rows.places.find(({ id }) => id === one.place_id);
  const isThere = placeId === undefined || place?.path.includes(placeId) === true;
  if (unitId === undefined || !isThere) return isThere;
  return includeDescendants === false ? one.unit_id === unitId : one.path.includes(unitId);
}

function isHandled(one: CaseRow, { handlerIsMe, isUnsigned }: Filter, personId: string): boolean {
  const isWaiting = one.handler_id === null && one.closed_at === null;
  if (isUnsigned === true && !isWaiting) return false;
  if (isUnsigned === false && one.handler_id === null) return false;
  return handlerIsMe === undefined || (one.handler_id === personId) === handlerIsMe;
}

function isDue(one: CaseRow, { isOverdue, dueBefore }: Filter, now: string): boolean {
  const isLate = (instant: string): boolean => one.closed_at === null && one.due_at < instant;
  if (isOverdue === true && !isLate(now)) return false;
  if (isOverdue === false && one.due_at < now) return false;
  return dueBefore === undefined || isLate(utcOf(dueBefore));
}

export const asksForClosed = ({ phases = [], states = [] }: Filter, { types }: Rows): boolean =>
  phases.includes('closed') || states.some((state) => types.some((type) => type.states[state]?.phase === 'closed'));

/** Negative when `one` is read before `other`. */
export function compareIn(order: Order): (one: CaseRow, other: CaseRow) => number {
  const sign = order === 'DUE_FIRST' ? 1 : -1;
  const key = (row: CaseRow): string => (order === 'DUE_FIRST' ? row.due_at : order === 'CHANGED_LATEST' ? row.changed_at : '');
  const text = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
  return (one, other) => sign * (text(key(one), key(other)) || text(one.id, other.id));
}
