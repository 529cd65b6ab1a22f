import type { CaseRecord, LedgerEntry } from './record';

/** What a write did. A replay of the same key returns the first effect; the client's selection is resolved anew. */
export interface Receipt {
  readonly caseId: string;
  readonly version: number;
  readonly entry: LedgerEntry;
  readonly cursor: string;
  readonly isReplay: boolean;
  /** The case as this write left it, where all of it is known without reading it again. */
  readonly record?: CaseRecord;
}
