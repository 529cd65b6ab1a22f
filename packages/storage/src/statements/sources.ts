import { ancestorColumn } from '../core';
import type { Binder } from './binder';
import {
  anyOf,
  branchCondition,
  excludedSql,
  involvement,
  partOfParty,
  partOfWorker,
  typesCondition,
  type Branch,
  type Seer,
  type Within,
} from './sight';

/**
 * `core."case" c where ...` for each way in which cases are seen, no case in two of them, so that they need not be told apart afterwards.
 * One that finds nothing when there is no way: the statement still says whether the rights are those that hold.
 */
export function disjointSources(seer: Seer, within: Within | undefined, values: Binder): readonly string[] {
  const branches = waysOf(seer, within);
  if (branches.length === 0) return [`core."case" c where false`];
  return branches.map((branch, nth) => {
    const earlier = branches.slice(0, nth).filter((other) => mayOverlap(other, branch));
    const apart = earlier.map((other) => ` and ${anyOf([other], seer, values)} is not true`);
    return `${sourceOf(branch, { seer, within, values })}${apart.join('')}`;
  });
}

/** For who was excluded from a case, the ways of a party are apart: no unit shows everything there. */
function waysOf({ branches, isExcluded }: Seer, within: Within | undefined): readonly Branch[] {
  if (!isExcluded) return reaching(branches, within);
  return [...reaching(branches.flatMap(partOfWorker), within), ...branches.flatMap(partOfParty)];
}

/** Branches that reach into the unit asked for, less those of which another shows everything there. Units come first: they cost least. */
function reaching(branches: readonly Branch[], within: Within | undefined): readonly Branch[] {
  const near = branches.filter((one) => one.kind !== 'unit' || !within?.isExact || within.path.includes(one.unitId));
  const whole = within ? near.filter((one) => one.kind === 'unit' && within.path.includes(one.unitId)) : [];
  const left = near.filter((one) => !whole.some((other, nth) => other !== one && covers(other, one, whole.indexOf(one) > nth)));
  return [...left.filter(isUnit), ...left.filter((one) => !isUnit(one))];
}

const isUnit = (branch: Branch): boolean => branch.kind === 'unit';

/** Of two that show the same, the first stays. */
const covers = (other: Branch, one: Branch, isLater: boolean): boolean =>
  one.types.every((type) => other.types.includes(type)) && (isLater || one.types.length < other.types.length || !isUnit(one));

const mayOverlap = (one: Branch, other: Branch): boolean => one.types.some((type) => other.types.includes(type));

interface Reach {
  readonly seer: Seer;
  readonly within: Within | undefined;
  readonly values: Binder;
}

function sourceOf(branch: Branch, { seer, within, values }: Reach): string {
  const conditions = [typesCondition(branch), ...(within ? [withinCondition(within, values)] : [])];
  if (branch.kind === 'unit') {
    const isAbove = within?.path.includes(branch.unitId) === true;
    if (!isAbove) conditions.push(`c.${ancestorColumn(branch.level)} = ${values.bind(branch.unitId, 'uuid')}`);
  } else if (branch.kind === 'emergency') conditions.push(branchCondition(branch, seer, values));
  else {
    // Somebody may be involved in one case in two ways: `in` counts it once.
    conditions.push(`c.id in (select i.case_id from core.involved i where i.until is null and ${involvement(branch, seer, values)})`);
  }
  if (seer.isExcluded && partOfWorker(branch).length > 0) conditions.push(`not ${excludedSql(seer, values)}`);
  return `core."case" c where ${conditions.join(' and ')}`;
}

const withinCondition = (within: Within, { bind }: Binder): string =>
  `c.${ancestorColumn(within.level)} = ${bind(within.unitId, 'uuid')}${within.isExact ? ` and c.unit_id = ${bind(within.unitId, 'uuid')}` : ''}`;
