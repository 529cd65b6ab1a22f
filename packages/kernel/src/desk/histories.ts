import type { ChangeRecord, LedgerEntry, Page, Window } from '@maplebridge/contract';
import { readCases } from '@maplebridge/storage';
import { findMany } from './find';
import { audiencesOf, changeOf, notesBeside, placeOf, readable } from './history';
import type { Session } from './session';
import { cutOf, pageOf } from './window';

/** As `historyOf`, of many cases by the same few statements: a page of cases costs what one costs. */
export async function historiesOf(session: Session, caseIds: readonly string[], window: Window): Promise<readonly Page<ChangeRecord>[]> {
  const { platform } = session;
  const cut = cutOf<string>(window, platform.cursors, 'histories');
  const found = new Map((await findMany(session, caseIds)).filter((one) => one !== null).map((one) => [one.row.id, one]));
  const asked = [...found.values()].map((one) => ({ caseId: one.row.id, audiences: audiencesOf(platform, one) }));
  const entries = await readCases(platform.database.query, asked, { limit: cut.size + 1, forward: !cut.isBackward });
  const notes = await notesBeside(platform, entries);
  const audiences = new Map(asked.map((one) => [one.caseId, one.audiences]));
  const change = (entry: LedgerEntry, caseId: string): ChangeRecord =>
    changeOf(platform, entry, readable(notes.get(entry.id), audiences.get(caseId) ?? []));
  return caseIds.map((id) => {
    const caseId = id.toLowerCase();
    const own = entries.filter((entry) => entry.caseId === caseId).map((entry) => change(entry, caseId));
    const cursor = (row: ChangeRecord): string => platform.cursors.sealPage(placeOf(row.entry), `history ${id}`);
    return pageOf(own, cut, (row) => ({ cursor: cursor(row), row }));
  });
}
