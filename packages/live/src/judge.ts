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

/** All that judging a batch needs, looked up once: what follows asks no database. Of entries it did not hear, it knows nothing. */
export interface Hearing {
  /** Who has a part of their own in the entry's case. Each of them is judged for themselves; all others with equal posts are judged alike. */
  people(entry: LedgerEntry): readonly string[];
  /** Whoever is not one of those people sees the case, before the entry or after it, by a post in one of these units only. */
  units(entry: LedgerEntry): readonly string[];
  judge(viewer: Viewer, entry: LedgerEntry): Judgement;
}

export interface Judge {
  hear(entries: readonly LedgerEntry[]): Promise<Hearing>;
  /** Everyone who has a part of their own in one of these cases at this instant. */
  peopleIn(caseIds: readonly string[]): Promise<ReadonlySet<string>>;
}
