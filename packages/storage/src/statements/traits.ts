import type { Query } from '../database/database';

/** What the filters of live streams ask of a case that its entries do not say. */
export interface CaseTraits {
  readonly id: string;
  readonly jurisdiction: string;
  readonly placeIds: readonly string[];
  readonly handlerId: string | null;
  readonly dueAt: Date | null;
  readonly openedAt: Date;
  readonly isOpen: boolean;
}

export const traitsOf = (query: Query, caseIds: readonly string[]): Promise<CaseTraits[]> =>
  query<CaseTraits>(
    `select c.id, c.jurisdiction, coalesce(p.path, '{}') as "placeIds", c.handler_id as "handlerId", nullif(c.due_at, 'infinity') as "dueAt",
        c.opened_at as "openedAt", c.closed_at is null as "isOpen"
       from core."case" c left join core.place p on p.id = c.place_id where c.id = any ($1)`,
    [caseIds],
  );
