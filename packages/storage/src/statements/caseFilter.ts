import type { Binder } from './binder';
import type { Within } from './sight';

/** A filter ready for SQL: names checked, the unit looked up, `now` passed in. */
export interface StoredFilter {
  readonly types?: readonly string[];
  readonly jurisdictions?: readonly string[];
  readonly states?: readonly string[];
  readonly phases?: readonly string[];
  readonly within?: Within;
  readonly placeId?: string;
  readonly handlerId?: string;
  readonly isUnsigned?: boolean;
  readonly overdueAt?: Date;
  readonly notOverdueAt?: Date;
  readonly dueBefore?: Date;
  readonly openedFrom?: Date;
  readonly openedUntil?: Date;
  readonly isOpen?: boolean;
}

/** `closed_at is null` stays literal: a bound flag misses the partial indexes under a generic plan. */
export function filterConditions(filter: StoredFilter, { bind }: Binder): string[] {
  const any = (column: string, names: readonly string[] | undefined): string[] =>
    names ? [`c.${column} = any (${bind(names, 'text[]')})`] : [];
  const at = (sql: string, instant: Date | undefined): string[] => (instant ? [`${sql} ${bind(instant, 'timestamptz')}`] : []);
  return [
    ...any('type', filter.types),
    ...any('jurisdiction', filter.jurisdictions),
    ...any('state', filter.states),
    ...any('phase', filter.phases),
    ...(filter.placeId ? [`c.place_id = ${bind(filter.placeId, 'uuid')}`] : []),
    ...(filter.handlerId ? [`c.handler_id = ${bind(filter.handlerId, 'uuid')}`] : []),
    ...(filter.isOpen ? ['c.closed_at is null'] : []),
    ...(filter.isUnsigned === true ? ['c.handler_id is null and c.closed_at is null'] : []),
    ...(filter.isUnsigned === false ? ['c.handler_id is not null'] : []),
    ...at('c.closed_at is null and c.due_at <', filter.overdueAt),
    ...at('c.due_at >=', filter.notOverdueAt),
    ...at('c.closed_at is null and c.due_at <', filter.dueBefore),
    ...at('c.opened_at >=', filter.openedFrom),
    ...at('c.opened_at <', filter.openedUntil),
  ];
}
