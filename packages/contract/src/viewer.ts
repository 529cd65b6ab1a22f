import type { Label } from './language';

/** A post as it is held: this role, in this unit, for this time. Rights are rows, never claims in a token. */
export interface HeldPost {
  readonly role: string;
  readonly unitId: string;
  /** Distance of the unit from the root, 0 to 7. */
  readonly level: number;
  readonly from: Date;
  readonly until: Date | null;
}

/** A case that somebody may read for a time without seeing it otherwise, by the post with which they opened it. */
export interface Emergency {
  readonly caseId: string;
  readonly role: string;
  readonly unitId: string;
  readonly until: Date;
}

/** Who is looking. The token says who; the rows loaded here say what. */
export interface Viewer {
  readonly personId: string;
  readonly name: string;
  readonly posts: readonly HeldPost[];
  /** Cases that they opened in an emergency; absent where there is none. */
  readonly emergencies?: readonly Emergency[];
  /** Compared with the stored versions by every statement; a difference reloads the rights. */
  readonly rightsVersion: number;
  readonly treeVersion: number;
  readonly sessionEndsAt: Date;
}

/** The rights one viewer has in one case, each kind apart. */
export interface Standing {
  readonly sides: readonly string[];
  readonly posts: readonly { readonly role: string; readonly unitId: string }[];
  readonly assignments: readonly string[];
  /** Opened in an emergency, and not over: the case may be read, and nothing done in it. */
  readonly emergency?: Emergency;
}

export interface RoleName {
  readonly role: string;
  readonly label: Label;
}
