import type { Label } from '@maplebridge/contract';

/** A unit that a row names. It is made under its parent when it is not there, so that a file brings its own districts. */
export interface UnitWish {
  readonly code: string;
  readonly name: Label;
  readonly kind: string;
  readonly kindLabel: Label;
  /** Code of the parent, which is there; null: it becomes the root. */
  readonly under: string | null;
  readonly timeZone: string;
}

/** One line of a file after its mapping, before the law has looked at it. */
export interface ImportedCase {
  readonly type: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly summary: string;
  /** Null: the case belongs to the root. */
  readonly unit: UnitWish | null;
  /** Code of a place; null, or a code nobody knows: a case without a place. */
  readonly place: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Why a row becomes no case; rows are counted by the text. */
export interface Rejection {
  readonly reason: Label;
  /** What the row says there, for the person who corrects it. */
  readonly detail?: string;
}

export interface ImportedRow {
  /** Unique within its source; null when it cannot be read, and then the content is a rejection. */
  readonly key: string | null;
  readonly content: ImportedCase | Rejection;
}

export const isRejection = (content: ImportedCase | Rejection): content is Rejection => 'reason' in content;

/** What became of a row. `there`: an earlier run made a case of it. `duplicate`: this run has met the key before. */
export type Fate = { readonly kind: 'written' | 'there' | 'duplicate' } | { readonly kind: 'rejected'; readonly rejection: Rejection };
