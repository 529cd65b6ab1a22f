import type { CaseRecord, LedgerEntry } from '@maplebridge/contract';
import {
  appendUnderKey,
  holdCase,
  writeChange,
  type CaseChange,
  type Database,
  type EntryDraft,
  type Query,
  type UsedKey,
} from '@maplebridge/storage';

/** What was decided, ready to be written under an idempotency key. */
export interface Plan {
  readonly caseId: string;
  /** The case as it is when this is written, where that is known. */
  readonly record?: CaseRecord;
  /** The first of the entries is the one the receipt shows. Throws `Overtaken` when the case is no longer what was decided on. */
  write(database: Database, key: UsedKey): Promise<readonly LedgerEntry[]>;
}

/** Between deciding and writing somebody else was faster, or the rights moved. Nothing was written. */
export class Overtaken extends Error {}

/** A change of one case: one statement, and no transaction around it. */
export const planChange = (change: CaseChange): Plan => ({
  caseId: change.expected.id,
  write: ({ query }, key) => changed(query, change, key),
});

/** A change with writes that cannot be in its statement: they go before it, in one transaction, because the entry is the last write. */
export const planChangeAfter = (change: CaseChange, before: (query: Query) => Promise<void>): Plan => ({
  caseId: change.expected.id,
  write: (database, key) =>
    database.transaction(async (query) => {
      await holdCase(query, { caseId: change.expected.id, unitId: change.next.unitId });
      await before(query);
      return changed(query, change, key);
    }),
});

async function changed(query: Query, change: CaseChange, key: UsedKey): Promise<readonly LedgerEntry[]> {
  const entries = await writeChange(query, change, key);
  if (!entries) throw new Overtaken();
  return entries;
}

export type Entries = readonly [EntryDraft & { readonly id: string }, ...EntryDraft[]];

/** Any other write: one transaction; null from `write` says that the case is no longer what was decided on. */
export const planWrites = (caseId: string, write: (query: Query) => Promise<Entries | null>): Plan => ({
  caseId,
  write: (database, key) =>
    database.transaction(async (query) => {
      const entries = await write(query);
      if (!entries) throw new Overtaken();
      return appendUnderKey(query, { caseId, entries }, key);
    }),
});
