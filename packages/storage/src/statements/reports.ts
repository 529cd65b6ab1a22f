import type { ReportRecord } from '@maplebridge/contract';
import type { Query } from '../database/database';

export async function insertReport(query: Query, one: ReportRecord & { readonly reporterId: string | null }): Promise<void> {
  await query(`insert into core.report (id, number, channel, received_at, place_id, reporter_id) values ($1, $2, $3, $4, $5, $6)`, [
    one.id,
    one.number,
    one.channel,
    one.receivedAt,
    one.placeId,
    one.reporterId,
  ]);
}

export const reportsById = (query: Query, ids: readonly string[]): Promise<ReportRecord[]> =>
  query<ReportRecord>(
    `select id, number, channel, received_at as "receivedAt", place_id as "placeId" from core.report where id = any ($1)`,
    [ids],
  );

/** At most 100 cases a report, oldest first. */
export const caseIdsOfReports = (query: Query, reportIds: readonly string[]): Promise<{ reportId: string; id: string }[]> =>
  query(
    `select wanted.id as "reportId", c.id from unnest($1::uuid[]) wanted (id)
       cross join lateral (select id from core."case" where report_id = wanted.id order by id limit 100) c order by c.id`,
    [reportIds],
  );
