import { randomUUID } from 'node:crypto';
import type { Source } from '@maplebridge/contract';
import type { Query } from '../database/database';

export interface PolicyRow {
  readonly key: string;
  readonly unitId: string;
  readonly value: number;
  readonly from: string;
  readonly until: string | null;
  readonly source: Source;
}

const columns = `key, unit_id as "unitId", value::float8 as value, valid_from as "from", valid_until as "until", source`;

/** Every row of every key: there are few, and they are kept in memory until `policyVersion` moves. */
export const policyRows = (query: Query): Promise<PolicyRow[]> =>
  query<PolicyRow>(`select ${columns} from core.policy_value order by key, valid_from`);

/** Moves when a policy row is added, and when a calendar is added or corrected. */
export async function rulesVersion(query: Query): Promise<string> {
  const [row] = await query<{ version: string }>(
    `select (select count(*) from core.policy_value)::text || '/' || (select coalesce(sum(hashtextextended(calendar || '|' || day || '|' || is_working, 0)::numeric), 0) from core.calendar_day)::text || '/' ||
            (select count(*) from core.calendar_year)::text as version`,
  );
  return row?.version ?? '';
}

/** A later row of the same key and unit ends the earlier one; nothing is overwritten. */
export async function insertPolicy(
  query: Query,
  row: PolicyRow,
  { changedBy, at }: { readonly changedBy: string; readonly at: Date },
): Promise<void> {
  await query(
    `update core.policy_value set valid_until = $3 where key = $1 and unit_id = $2 and valid_from < $3 and (valid_until is null or valid_until > $3)`,
    [row.key, row.unitId, row.from],
  );
  await query(
    `insert into core.policy_value (id, key, unit_id, value, valid_from, valid_until, source, changed_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [randomUUID(), row.key, row.unitId, row.value, row.from, row.until, row.source, changedBy, at],
  );
}

export interface CalendarRows {
  readonly days: readonly { readonly calendar: string; readonly day: string; readonly isWorking: boolean }[];
  readonly years: readonly { readonly calendar: string; readonly year: number; readonly source: Source }[];
}

export async function calendarRows(query: Query): Promise<CalendarRows> {
  const days = await query<CalendarRows['days'][number]>(`select calendar, day, is_working as "isWorking" from core.calendar_day`);
  const years = await query<CalendarRows['years'][number]>(`select calendar, year, source from core.calendar_year`);
  return { days, years };
}

export async function insertCalendarYear(
  query: Query,
  year: { calendar: string; year: number; source: Source; days: readonly { day: string; isWorking: boolean }[] },
): Promise<void> {
  await query(
    `insert into core.calendar_year (calendar, year, source) values ($1, $2, $3)
     on conflict (calendar, year) do update set source = excluded.source`,
    [year.calendar, year.year, year.source],
  );
  await query(
    `insert into core.calendar_day (calendar, day, is_working) select $1, d, w from unnest($2::date[], $3::boolean[]) as given (d, w)
     on conflict (calendar, day) do update set is_working = excluded.is_working`,
    [year.calendar, year.days.map((one) => one.day), year.days.map((one) => one.isWorking)],
  );
}
