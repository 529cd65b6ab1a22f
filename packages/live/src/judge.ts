import type { ChangeRecord, LedgerEntry, Viewer } from '@maplebridge/contract';

/** What filters ask of a case and its entry does not say. As of the entry where that is known, else as the case stands. */
export interface Traits {
  readonly jurisdiction: string;
  /** The place and those it is part of. */
  readonly placeIds: readonly string[];
  readonly handlerId: string | null;
  readonly isUnsigned: boolean;
  readonly dueAt: Date | null;
  readonly openedAt: Date;
}

/** What one viewer may learn of one entry. */
export interface Judgement {
  /** The case before the entry; null when it was not there or not in the viewer's sight. */
  readonly before: Traits | null;
  /** The case after it; null when it is not in the viewer's sight any more. */
  readonly after: Traits | null;
  /** What is told beside the entry; null when its audience does not include the viewer. */
  readonly told: Pick<ChangeRecord, 'note' | 'source'> | null;
}

export interface Question {
  readonly viewer: Viewer;
  readonly entries: readonly LedgerEntry[];
}

/** Answers each question entry by entry, in their order. One call for all viewers of a batch, so that each case is looked up once. */
export type Judge = (questions: readonly Question[]) => Promise<readonly (readonly Judgement[])[]>;
