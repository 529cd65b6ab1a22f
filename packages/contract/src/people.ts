/** Somebody who holds a post in a unit: by id only, never by name. */
export interface PostHolder {
  readonly personId: string;
  readonly role: string;
  readonly from: Date;
  readonly until: Date | null;
}
