import type { FieldClass } from './fields';

/** Somebody who holds a post in a unit: by id only, never by name. */
export interface PostHolder {
  readonly personId: string;
  readonly role: string;
  readonly from: Date;
  readonly until: Date | null;
}

/** Somebody who does not see a case by any post or assignment, for a conflict of interest (回避). Told to supervisors. */
export interface ExclusionRecord {
  readonly personId: string;
  readonly since: Date;
  /** Declared by themselves. */
  readonly isOwn: boolean;
  /** As it was written; null when it was erased since. */
  readonly reason: string | null;
}

export const emergencyOutcomes = ['justified', 'notJustified'] as const;
export type EmergencyOutcome = (typeof emergencyOutcomes)[number];

/** A case that somebody opened in an emergency, as who reviews it reads it. */
export interface EmergencyRecord {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  /** The post by which it was opened, and where it is held. */
  readonly role: string;
  readonly unitId: string;
  readonly from: Date;
  readonly until: Date;
  /** As it was written; null when it was erased since. */
  readonly reason: string | null;
  /** Null while nobody has reviewed it. */
  readonly outcome: EmergencyOutcome | null;
}

/** What a person agreed to (PIPL arts 14 and 15): which values, by whom, since when, and whether it still holds. */
export interface ProcessingConsentRecord {
  readonly id: string;
  readonly caseId: string;
  readonly partyId: string;
  readonly classes: readonly FieldClass[];
  /** The unit that answered for the case when it was given, which processes. */
  readonly processorId: string;
  readonly givenAt: Date;
  readonly until: Date | null;
  readonly withdrawnAt: Date | null;
}

/** An opening of personal values, as the person concerned reads it: by what right and what for, never by whose hand. */
export interface AccessRecord {
  readonly id: string;
  readonly at: Date;
  /** Code of the post or assignment, or `side:` and the side of a party that opened its own values. */
  readonly role: string;
  readonly unitId: string | null;
  readonly caseId: string;
  /** Null: the case is not there any more. */
  readonly caseType: string | null;
  readonly classes: readonly FieldClass[];
  readonly purpose: string;
}
