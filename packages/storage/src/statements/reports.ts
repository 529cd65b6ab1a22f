import type { ReportRecord } from '@maplebridge/contract';
import type { Query } from '../database/database';
import { binder } from './binder';
import { ask } from './findCases';
import { anyBranch, type Seer } from './sight';

/** As many as a field shows. */
const mostOfReport = 100;

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

/** Of each report the cases that this seer may see, oldest first, at most 100. */
export async function caseIdsOfReports(
  query: Query,
  seer: Seer,
  reportIds: readonly string[],
): Promise<readonly { readonly reportId: string; readonly id: string }[]> {
  const values = binder();
  const cases = `select c.id from core."case" c where c.report_id = wanted.id and ${anyBranch(seer, values)} order by c.id limit ${mostOfReport}`;
  const rows = `select coalesce(json_agg(json_build_object('reportId', wanted.id, 'id', found.id) order by found.id), '[]')
    from unnest(${values.bind(reportIds, 'uuid[]')}) wanted (id) cross join lateral (${cases}) found`;
  return ask(query, seer, { values, rows });
}
