import type { CaseFilter } from './lists';
import type { ChangeRecord } from './record';

export type ResyncReason = 'historyGone' | 'otherEpoch' | 'slowReader' | 'schemaChanged' | 'rightsChanged';

/**
 * What a stream sends. `change`: something happened. `caseLeft`: drop the case, nothing else is said. `caughtUp`: replay is over
 * and what follows is live, repeated every 15 s. `resync`: something may be missing, fetch again.
 */
export type LiveEvent =
  | { readonly kind: 'change'; readonly cursor: string; readonly change: ChangeRecord }
  | { readonly kind: 'caseLeft'; readonly cursor: string; readonly caseId: string }
  | { readonly kind: 'caughtUp'; readonly cursor: string; readonly at: Date }
  | { readonly kind: 'resync'; readonly cursor: string; readonly reason: ResyncReason };

/** What a stream is about: what it filters looks at the entry, not at how the case stands by now. */
export interface Watch {
  readonly caseId?: string;
  readonly filter?: CaseFilter;
  /** Only entries with one of these types (moves or `opened`); other entries of a case still send `caseLeft`. */
  readonly entryTypes?: readonly string[];
  /** Cursor to resume after; absent: from now on. */
  readonly after?: string;
}

/** Streams of one viewer: everything missed, in order, or an explicit resync; never silence. */
export interface LiveStreams {
  watch(watch: Watch): AsyncIterableIterator<LiveEvent>;
}
