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
  /** Handled by somebody else or by nobody. */
  readonly notHandlerId?: string;
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
    ...(filter.placeId ? [`c.place_id in (${placesWithin(bind(filter.placeId, 'uuid'))})`] : []),
    ...(filter.handlerId ? [`c.handler_id = ${bind(filter.handlerId, 'uuid')}`] : []),
    ...(filter.notHandlerId ? [`c.handler_id is distinct from ${bind(filter.notHandlerId, 'uuid')}`] : []),
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

/** The place itself and all that it contains, level by level through the index of `part_of`. */
const placesWithin = (place: string): string =>
  `with recursive within as (
     select ${place} as id union all select p.id from core.place p join within w on p.part_of = w.id) select id from within`;
