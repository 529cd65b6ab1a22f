import type { HeldPost, Sees, Side, Standing, Viewer } from '@maplebridge/contract';
import { isNamed } from './named';

/** Who has to do with a case: the units above it, and the rows of people and units involved in it that hold now. */
export interface CaseRights {
  /** Of a case that exists: emergencies are opened for one case. */
  readonly caseId?: string;
  /** From the root down to the accountable unit. */
  readonly unitPath: readonly string[];
  readonly involved: readonly Involvement[];
  /** People who are excluded from the case: they have no part in it but that of a party. */
  readonly excluded?: readonly string[];
}

export interface Involvement {
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly relation: string;
  /** Set for a party; its relation is then no assignment. */
  readonly side: Side | null;
}

/** What remains of a type when its plugin is not loaded: enough to say who sees its cases. Every `CaseType` is one. */
export interface StoredSight {
  readonly sees: Sees;
}

const nobody: Standing = Object.freeze({ sides: [], posts: [], assignments: [] });

/**
 * The rights a viewer has in one case. A post counts when its unit is the accountable one or above it; one that sees only what it is
 * `assigned` counts when its unit is involved. The post nearest to the accountable unit comes first.
 */
// eslint-disable-next-line max-params -- who, by which law, in which case, when: a function that decides takes `now` last
export function standingIn(viewer: Viewer | null, type: StoredSight, rights: CaseRights, now: Date): Standing {
  if (!viewer) return nobody;
  const own = rights.involved.filter(({ personId }) => personId === viewer.personId);
  const isExcluded = rights.excluded?.includes(viewer.personId) === true;
  const posts = isExcluded ? [] : viewer.posts.filter((post) => isHeld(post, now) && reaches(post, type.sees, rights));
  const depth = ({ unitId }: HeldPost): number => rights.unitPath.indexOf(unitId);
  const emergency = isExcluded ? undefined : viewer.emergencies?.find((one) => one.caseId === rights.caseId && now < one.until);
  return {
    ...(emergency ? { emergency } : {}),
    sides: unique(own.flatMap(({ side }) => side ?? [])),
    posts: [...posts].sort((one, other) => depth(other) - depth(one)).map(({ role, unitId }) => ({ role, unitId })),
    assignments: isExcluded ? [] : unique(own.flatMap(({ side, relation }) => (side === null ? relation : []))),
  };
}

/** Does anything in this standing see the case? What `sees` does not name, sees nothing; an emergency asks no type. */
export const isSeenBy = (standing: Standing, sees: Sees): boolean =>
  standing.sides.some((side) => isNamed(sees.side, side)) ||
  standing.posts.some(({ role }) => isNamed(sees.post, role)) ||
  standing.assignments.some((relation) => isNamed(sees.assignment, relation)) ||
  standing.emergency !== undefined;

/** A post counts from its first instant until, and without, its last. */
export const isHeld = (post: HeldPost, now: Date): boolean => post.from <= now && (post.until === null || now < post.until);

function reaches({ role, unitId }: HeldPost, sees: Sees, { unitPath, involved }: CaseRights): boolean {
  const isAssigned = isNamed(sees.post, role) && sees.post?.[role] === 'assigned';
  return isAssigned ? involved.some((one) => one.unitId === unitId) : unitPath.includes(unitId);
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
