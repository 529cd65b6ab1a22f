import type { FieldClass } from './fields';

/** Somebody who holds a post in a unit: by id only, never by name. */
export interface PostHolder {
  readonly personId: string;
  readonly role: string;
  readonly from: Date;
  readonly until: Date | null;
}

/** An opening of personal values, as the person concerned reads it: by what right and what for, never by whose hand. */
export interface AccessRecord {
  readonly id: string;
  readonly at: Date;
  /** Code of the post or assignment, or `side:` and the side of a party that opened its own values. */
  readonly role: string;
  readonly unitId: string | null;
  readonly caseId: string;
  readonly classes: readonly FieldClass[];
  readonly purpose: string;
}
