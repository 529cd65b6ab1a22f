import type { CaseRecord, ReportRecord } from '@maplebridge/contract';
import { caseIdsOfReports, reportsById } from '@maplebridge/storage';
import { findMany } from './find';
import { withRights, type Session } from './session';
import { isUuid } from './uuid';

/** In the order of the ids: the cases that came of each report, as far as they are theirs to see. */
export async function casesOfReports(session: Session, ids: readonly string[]): Promise<readonly (readonly CaseRecord[])[]> {
  if (!session.viewer) return ids.map(() => []);
  const wanted = [...new Set(ids.filter(isUuid))];
  const rows = await withRights(session, (_viewer, seer) => caseIdsOfReports(session.platform.database.query, seer, wanted));
  const found = await findMany(
    session,
    rows.map((row) => row.id),
  );
  const records = rows.flatMap((row, at) => (found[at] ? [{ reportId: row.reportId, record: found[at].record }] : []));
  return ids.map((id) => records.filter((one) => one.reportId === id).map((one) => one.record));
}

/** A report is as visible as the cases that came of it. */
export async function reportsFor(session: Session, ids: readonly string[]): Promise<readonly (ReportRecord | null)[]> {
  const seen = await casesOfReports(session, ids);
  const visible = ids.filter((_id, at) => (seen[at] ?? []).length > 0);
  const reports = new Map((await reportsById(session.platform.database.query, visible)).map((one) => [one.id, one]));
  return ids.map((id) => reports.get(id) ?? null);
}
