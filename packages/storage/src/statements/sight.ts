import { ancestorColumn } from '../core';
import type { Binder } from './binder';
import { quotedText } from './quotedText';

/** One relation through which a viewer sees cases: each becomes an indexed branch of its own, merged and cut, never an OR. */
export type Branch =
  | { readonly kind: 'unit'; readonly unitId: string; readonly level: number; readonly types: readonly string[] }
  | { readonly kind: 'involvedUnit'; readonly unitId: string; readonly types: readonly string[] }
  | { readonly kind: 'emergency'; readonly caseIds: readonly string[]; readonly types: readonly string[] }
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
  /** Was brought into a case before: who never was has no branch by person, and no involvement is looked up for them. */
  readonly isInvolved: boolean;
  /** Was excluded from a case before: for nobody else is an exclusion looked up. */
  readonly isExcluded: boolean;
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

export const personOf = (seer: Seer, { bindOnce }: Binder): string => bindOnce('person', seer.personId, 'uuid');

/** True while person and tree stand at the versions the rights were loaded at, and who was in no case then is in none now. */
export const freshness = (seer: Seer, values: Binder): string =>
  `exists (select from core.person p, core.tree t where p.id = ${personOf(seer, values)}${seer.isInvolved ? '' : ' and not p.is_involved'}
     and p.rights_version = ${values.bind(seer.rightsVersion, 'integer')} and t.version = ${values.bind(seer.treeVersion, 'integer')})`;

/** Names out of declarations as a literal: a bound array would be written and read again at every request. */
export const namesSql = (names: readonly string[]): string => `array[${names.map(quotedText).join(', ')}]::text[]`;

export const typesCondition = ({ types }: Pick<Branch, 'types'>, alias = 'c'): string =>
  types.length === 1 && types[0] !== undefined ? `${alias}.type = ${quotedText(types[0])}` : `${alias}.type = any (${namesSql(types)})`;

/** The condition of one branch over a case, `c` unless named otherwise. */
// eslint-disable-next-line max-params -- the alias is for statements that look at two cases at once
export function branchCondition(branch: Branch, seer: Seer, values: Binder, alias = 'c'): string {
  if (branch.kind === 'emergency') return `${alias}.id = any (${values.bind(branch.caseIds, 'uuid[]')})`;
  if (branch.kind !== 'unit') return involvedIn([branch], seer, values, alias);
  return `(${alias}.${ancestorColumn(branch.level)} = ${values.bind(branch.unitId, 'uuid')} and ${typesCondition(branch, alias)})`;
}

/** True for a case that any of the branches shows. */
// eslint-disable-next-line max-params -- as above
export function anyOf(branches: readonly Branch[], seer: Seer, values: Binder, alias = 'c'): string {
  const shows = (some: readonly Branch[]): string => shownBy(some, seer, values, alias);
  return seer.isExcluded ? unlessExcluded(branches, { shows, isExcluded: excludedSql(seer, values, alias) }) : shows(branches);
}

/** Who is excluded from a case sees it as its party or not at all. */
export function unlessExcluded(
  branches: readonly Branch[],
  { shows, isExcluded }: { readonly shows: (branches: readonly Branch[]) => string; readonly isExcluded: string },
): string {
  const asParty = branches.flatMap(partOfParty);
  const atWork = `(${shows(branches.flatMap(partOfWorker))} and not ${isExcluded})`;
  return asParty.length ? `(${atWork} or ${shows(asParty)})` : atWork;
}

/** The ways of a branch that an exclusion closes, and those that it leaves open. */
export const partOfWorker = (branch: Branch): readonly Branch[] =>
  branch.kind !== 'involvedPerson' ? [branch] : branch.relations.length ? [{ ...branch, sides: [] }] : [];
export const partOfParty = (branch: Branch): readonly Branch[] =>
  branch.kind === 'involvedPerson' && branch.sides.length ? [{ ...branch, relations: [] }] : [];

/** Is who looks excluded from the case? */
export const excludedSql = (seer: Seer, values: Binder, alias = 'c'): string =>
  `exists (select from core.exclusion x where x.case_id = ${alias}.id and x.person_id = ${personOf(seer, values)} and x.until is null)`;

/** Who is involved in the case is looked up once, and only when no unit shows it already. */
// eslint-disable-next-line max-params -- as above
function shownBy(branches: readonly Branch[], seer: Seer, values: Binder, alias: string): string {
  const units = branches.filter((one) => !isInvolved(one)).map((one) => branchCondition(one, seer, values, alias));
  const involved = branches.filter(isInvolved);
  const ways = [...units, ...(involved.length ? [involvedIn(involved, seer, values, alias)] : [])];
  return ways.length ? `(${ways.join(' or ')})` : 'false';
}

export const anyBranch = (seer: Seer, values: Binder, alias = 'c'): string => anyOf(seer.branches, seer, values, alias);

type Involved = Exclude<Branch, { kind: 'unit' | 'emergency' }>;
const isInvolved = (branch: Branch): branch is Involved => branch.kind === 'involvedUnit' || branch.kind === 'involvedPerson';

// eslint-disable-next-line max-params -- as above
function involvedIn(branches: readonly Involved[], seer: Seer, values: Binder, alias: string): string {
  const ways = branches.map((one) => `(${typesCondition(one, alias)} and ${involvement(one, seer, values)})`).join(' or ');
  return `exists (select from core.involved i where i.shard = ${alias}.shard and i.case_id = ${alias}.id and i.until is null and (${ways}))`;
}

/** Over a row of `core.involved`, `i`, that holds. */
export function involvement(branch: Involved, seer: Seer, values: Binder): string {
  if (branch.kind === 'involvedUnit') return `i.unit_id = ${values.bind(branch.unitId, 'uuid')}`;
  const { relations, sides } = branch;
  const asAssigned = relations.length ? [`(i.side is null and i.relation = any (${namesSql(relations)}))`] : [];
  const asParty = sides.length ? [`i.side = any (${namesSql(sides)})`] : [];
  return `(i.person_id = ${personOf(seer, values)} and (${[...asAssigned, ...asParty].join(' or ') || 'false'}))`;
}
