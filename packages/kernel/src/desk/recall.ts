import type { CaseRecord, ChangeRecord } from '@maplebridge/contract';
import { entryFromRow, type CaseRow, type EntryRow, type PartyRow } from '@maplebridge/storage';
import { changeOf } from './history';
import { foundFor } from './records';
import { signedIn, type Gathered, type Session } from './session';

/** A case as a planned statement brings it along: instants are text, and a fact without rows is null. */
interface GatheredRow extends CaseRow {
  readonly parties?: readonly PartyRow[] | null;
  readonly timeline?: readonly TimelineText[] | null;
  readonly routes?: Gathered['routes'] | null;
}

type TimelineText = Omit<NonNullable<Gathered['timeline']>[number], 'at'> & { readonly at: string };

/** Takes in what a planned statement found for this very viewer; fields that are not planned go on from it. */
export function recallCases(session: Session, rows: readonly unknown[]): readonly CaseRecord[] {
  const viewer = signedIn(session);
  return (rows as readonly GatheredRow[]).map((row) => {
    const found = foundFor(session.platform, viewer, row);
    session.gathered.set(row.id, { found, ...factsOf(row) });
    return found.record;
  });
}

const factsOf = ({ parties, timeline, routes }: GatheredRow): Omit<Gathered, 'found'> => ({
  ...(parties === undefined ? {} : { parties: parties ?? [] }),
  ...(timeline === undefined ? {} : { timeline: (timeline ?? []).map((row) => ({ ...row, at: new Date(row.at) })) }),
  ...(routes === undefined ? {} : { routes: routes ?? [] }),
});

/** An entry as a planned statement brings it along; its note is told by the statement itself. */
export function recallChange({ platform }: Session, row: unknown): ChangeRecord {
  const text = row as EntryRow; // the row of the ledger as JSON, whose instants are text
  const entry = entryFromRow({ ...text, happened_at: new Date(text.happened_at), recorded_at: new Date(text.recorded_at) });
  return changeOf(platform, entry, null);
}
