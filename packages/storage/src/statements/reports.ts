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

export async function reportById(query: Query, id: string): Promise<ReportRecord | null> {
  const [row] = await query<ReportRecord>(
    `select id, number, channel, received_at as "receivedAt", place_id as "placeId" from core.report where id = $1`,
    [id],
  );
  return row ?? null;
}

export const caseIdsOfReport = (query: Query, reportId: string): Promise<{ id: string }[]> =>
  query(`select id from core."case" where report_id = $1 order by id limit 100`, [reportId]);
