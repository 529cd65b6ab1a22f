import { ancestorColumn } from '../core';
import type { Binder } from './binder';

/** One relation through which a viewer sees cases: each becomes an indexed branch of its own, merged and cut, never an OR. */
export type Branch =
  | { readonly kind: 'unit'; readonly unitId: string; readonly level: number; readonly types: readonly string[] }
  | { readonly kind: 'involvedUnit'; readonly unitId: string; readonly types: readonly string[] }
  | {
      readonly kind: 'involvedPerson';
      readonly types: readonly string[];
      readonly relations: readonly string[];
      readonly sides: readonly string[];
    };

/** Who looks, with the versions their rights were loaded at: a statement that finds others says so and is run again. */
export interface Seer {
  readonly personId: string;
  readonly rightsVersion: number;
  readonly treeVersion: number;
  readonly branches: readonly Branch[];
  readonly unitIds: readonly string[];
  /** Where they hold the post of a supervisor, for what is told to supervisors only. */
  readonly supervising?: readonly Branch[];
}

/** A unit that a list is cut to, with its ancestors: a branch above it is narrowed, one beside it is left out. */
export interface Within {
  readonly unitId: string;
  readonly level: number;
  /** From the root to the unit itself. */
  readonly path: readonly string[];
  /** Only the unit itself, not what is below it. */
  readonly isExact: boolean;
}

/** True while person and tree stand at the versions the rights were loaded at. */
export const freshness = (seer: Seer, { bind }: Binder): string =>
  `exists (select from core.person p, core.tree t where p.id = ${bind(seer.personId, 'uuid')}
     and p.rights_version = ${bind(seer.rightsVersion, 'integer')} and t.version = ${bind(seer.treeVersion, 'integer')})`;

/** The condition of one branch over a case, `c` unless named otherwise, for cases fetched by id. */
// eslint-disable-next-line max-params -- the alias is for statements that look at two cases at once
export function branchCondition(branch: Branch, seer: Seer, values: Binder, alias = 'c'): string {
  const types = `${alias}.type = any (${values.bind(branch.types, 'text[]')})`;
  if (branch.kind === 'unit') return `(${alias}.${ancestorColumn(branch.level)} = ${values.bind(branch.unitId, 'uuid')} and ${types})`;
  return `(${types} and exists (select from core.involved i where i.shard = ${alias}.shard and i.case_id = ${alias}.id and ${involvement(branch, seer, values)}))`;
}

export const anyBranch = (seer: Seer, values: Binder, alias = 'c'): string =>
  seer.branches.length ? `(${seer.branches.map((one) => branchCondition(one, seer, values, alias)).join(' or ')})` : 'false';

/** Where a list is looked for, by whom, with the values of the statement. */
export interface Reach {
  readonly seer: Seer;
  readonly within: Within | undefined;
  readonly values: Binder;
}

/** `from ... where ...` of one branch for a list, or null when the branch cannot reach into the unit asked for. */
export function branchSource(branch: Branch, { seer, within, values }: Reach): string | null {
  const types = `c.type = any (${values.bind(branch.types, 'text[]')})`;
  if (branch.kind === 'unit') return unitSource(branch, types, { within, values });
  const inside = within ? ` and ${withinCondition(within, values)}` : '';
  return `core.involved i join core."case" c on c.id = i.case_id where ${involvement(branch, seer, values)} and ${types}${inside}`;
}

function unitSource(branch: Extract<Branch, { kind: 'unit' }>, types: string, { within, values }: Omit<Reach, 'seer'>): string | null {
  const own = (): string => `c.${ancestorColumn(branch.level)} = ${values.bind(branch.unitId, 'uuid')}`;
  if (!within) return `core."case" c where ${own()} and ${types}`;
  if (within.path.includes(branch.unitId)) return `core."case" c where ${withinCondition(within, values)} and ${types}`;
  if (within.isExact) return null;
  return `core."case" c where ${own()} and c.${ancestorColumn(within.level)} = ${values.bind(within.unitId, 'uuid')} and ${types}`;
}

const withinCondition = (within: Within, { bind }: Binder): string =>
  `c.${ancestorColumn(within.level)} = ${bind(within.unitId, 'uuid')}${within.isExact ? ` and c.unit_id = ${bind(within.unitId, 'uuid')}` : ''}`;

export function involvement(branch: Exclude<Branch, { kind: 'unit' }>, seer: Seer, { bind }: Binder): string {
  if (branch.kind === 'involvedUnit') return `i.unit_id = ${bind(branch.unitId, 'uuid')} and i.until is null`;
  return `i.person_id = ${bind(seer.personId, 'uuid')} and i.until is null
    and ((i.side is null and i.relation = any (${bind(branch.relations, 'text[]')})) or i.side = any (${bind(branch.sides, 'text[]')}))`;
}
