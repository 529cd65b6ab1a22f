import type { Binder } from '../binder';
import { branchCondition, excludedSql, namesSql, personOf, typesCondition, unlessExcluded, type Branch, type Seer } from '../sight';

/**
 * How who looks is involved in the one case `c` of a statement, read beside it as `me`: everything that is judged by it then needs no
 * look-up of its own. For a page it would cost a look-up a row, which hardly ever is needed. Nothing for who cannot be involved.
 */
export function involvedAtHand(seer: Seer, values: Binder): string {
  const units = calledUnits(seer);
  if (!seer.isInvolved && units.length === 0) return '';
  const person = personOf(seer, values);
  const called = units.length ? ` or i.unit_id = any (${values.bindOnce('called', units, 'uuid[]')})` : '';
  const list = (column: string, condition: string): string => `coalesce(array_agg(i.${column}) filter (where ${condition}), '{}') as`;
  return `cross join lateral (
    select ${list('side', `i.side is not null and i.person_id = ${person}`)} sides,
      ${list('relation', `i.side is null and i.person_id = ${person}`)} relations, ${list('unit_id', 'i.unit_id is not null')} units
    from core.involved i where i.shard = c.shard and i.case_id = c.id and i.until is null and (i.person_id = ${person}${called})) me`;
}

const calledUnits = ({ branches, supervising = [] }: Seer): readonly string[] => [
  ...new Set([...branches, ...supervising].flatMap((one) => (one.kind === 'involvedUnit' ? [one.unitId] : []))),
];

/** True for the case when any of the branches shows it. */
export function anyAtHand(
  branches: readonly Branch[],
  looking: { readonly seer: Seer; readonly values: Binder; readonly alias: string },
): string {
  const shows = (some: readonly Branch[]): string =>
    some.length ? `(${some.map((one) => condition(one, looking)).join(' or ')})` : 'false';
  const { seer, values, alias } = looking;
  return seer.isExcluded ? unlessExcluded(branches, { shows, isExcluded: excludedSql(seer, values, alias) }) : shows(branches);
}

function condition(
  branch: Branch,
  { seer, values, alias }: { readonly seer: Seer; readonly values: Binder; readonly alias: string },
): string {
  if (branch.kind === 'unit' || branch.kind === 'emergency') return branchCondition(branch, seer, values, alias);
  const types = typesCondition(branch, alias);
  if (branch.kind === 'involvedUnit') return `(${types} and ${values.bind(branch.unitId, 'uuid')} = any (me.units))`;
  return `(${types} and (me.relations && ${namesSql(branch.relations)} or me.sides && ${namesSql(branch.sides)}))`;
}
