import { sides, type Sees, type Side, type Viewer } from '@maplebridge/contract';
import { isNamed } from './named';
import { isHeld } from './standing';

/**
 * One indexed way to cases that a viewer sees; the union of all branches is exactly what they see.
 * `unit`: cases whose accountable unit is this one or below it. `involvedUnit`: cases this unit is called in to.
 * `involvedPerson`: cases with a row of the viewer's person, as a party on one of `sides`, or, without a side, under one of `relations`.
 */
export type SightBranch =
  | { readonly kind: 'unit'; readonly unitId: string; readonly level: number; readonly types: readonly string[] }
  | { readonly kind: 'involvedUnit'; readonly unitId: string; readonly types: readonly string[] }
  | {
      readonly kind: 'involvedPerson';
      readonly types: readonly string[];
      readonly relations: readonly string[];
      readonly sides: readonly Side[];
    };

type UnitBranch = Extract<SightBranch, { kind: 'unit' }>;
interface SeenType {
  readonly name: string;
  readonly sees: Sees;
}

/**
 * The branches of a viewer over these types. A unit below another that already shows all of its types is left out; which unit lies
 * below which is read from `paths` (root first, by unit id), and without it only the root is known to be above all.
 */
// eslint-disable-next-line max-params -- `paths` only drops branches that others cover; nobody has to give it
export function sightBranches(
  viewer: Viewer | null,
  types: readonly SeenType[],
  now: Date,
  paths: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly SightBranch[] {
  if (!viewer) return [];
  const units = new Map<string, UnitBranch>();
  const called = new Map<string, Extract<SightBranch, { kind: 'involvedUnit' }>>();
  for (const { role, unitId, level } of viewer.posts.filter((post) => isHeld(post, now))) {
    const whole = typesWith(types, role, 'unit');
    const assigned = typesWith(types, role, 'assigned');
    if (whole.length > 0) units.set(unitId, { kind: 'unit', unitId, level, types: union(units.get(unitId)?.types, whole) });
    if (assigned.length > 0) called.set(unitId, { kind: 'involvedUnit', unitId, types: union(called.get(unitId)?.types, assigned) });
  }
  const all = [...units.values()];
  return [...all.filter((one) => !all.some((other) => covers(other, one, paths))), ...called.values(), ...personBranches(types)];
}

/**
 * Where the viewer holds the post of a supervisor: over the accountable unit, or, in types whose supervisors see only what they are
 * assigned, where their unit is called in. What is told to supervisors only is told there.
 */
export function supervisingBranches(viewer: Viewer | null, types: readonly SeenType[], now: Date): readonly SightBranch[] {
  const assigned = typesWith(types, 'supervisor', 'assigned');
  const whole = types.map(({ name }) => name).filter((name) => !assigned.includes(name));
  const posts = (viewer?.posts ?? []).filter((post) => post.role === 'supervisor' && isHeld(post, now));
  return posts.flatMap(({ unitId, level }): SightBranch[] => [
    ...(whole.length ? [{ kind: 'unit' as const, unitId, level, types: whole }] : []),
    ...(assigned.length ? [{ kind: 'involvedUnit' as const, unitId, types: assigned }] : []),
  ]);
}

const typesWith = (types: readonly SeenType[], role: string, sight: 'unit' | 'assigned'): readonly string[] =>
  types.filter(({ sees }) => isNamed(sees.post, role) && sees.post?.[role] === sight).map(({ name }) => name);

const union = (known: readonly string[] = [], more: readonly string[]): readonly string[] => [...new Set([...known, ...more])].sort();

function covers(upper: UnitBranch, lower: UnitBranch, paths: ReadonlyMap<string, readonly string[]>): boolean {
  if (upper.level >= lower.level) return false;
  const isAbove = upper.level === 0 || paths.get(lower.unitId)?.includes(upper.unitId) === true;
  return isAbove && lower.types.every((type) => upper.types.includes(type));
}

/** Types whose people see by the same sides and relations share a branch; others must not be mixed. */
function personBranches(types: readonly SeenType[]): readonly SightBranch[] {
  const branches = new Map<string, Extract<SightBranch, { kind: 'involvedPerson' }>>();
  for (const { name, sees } of types) {
    const relations = Object.keys(sees.assignment ?? {}).sort();
    const seeing = sides.filter((side) => isNamed(sees.side, side));
    if (relations.length + seeing.length === 0) continue;
    const key = JSON.stringify([relations, seeing]);
    branches.set(key, { kind: 'involvedPerson', types: union(branches.get(key)?.types, [name]), relations, sides: seeing });
  }
  return [...branches.values()];
}
