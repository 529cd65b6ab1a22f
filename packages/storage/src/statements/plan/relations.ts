import type { PlanEntity, PlanRelation } from '@maplebridge/contract';
import { quoted } from '../../migrate/roles';
import type { DetailsTable } from '../caseColumns';
import { attributeOf, type Row } from './catalogue';
import { token } from './guards';
import {} from './json';
import { quotedText } from '../quotedText';

/** Where the rows of a relation come from, told from the row it starts at. */
export interface Source {
  readonly row: Row;
  /** `from ... where ...`; null when the related row is at hand already. */
  readonly from: string | null;
  readonly order: string;
  /** There are never more than a page of them: whoever writes them sees to it. */
  readonly isBounded?: boolean;
}

interface Way {
  readonly from: Row;
  /** An alias nobody else has. */
  readonly alias: string;
  readonly tables: readonly DetailsTable[];
}

type Finder = (way: Way) => Source;

const to = (entity: PlanEntity, condition: (from: string, alias: string) => string): Finder => {
  const table = { unit: 'unit', place: 'place', report: 'report', party: 'party' }[entity as 'unit' | 'place' | 'report' | 'party'];
  return ({ from, alias }) => ({
    row: { entity, alias, caseAlias: from.caseAlias },
    from: `from core.${table} ${alias} where ${condition(from.alias, alias)}`,
    order: '',
  });
};

/** The platform's own relations, by the entity they start at. */
const ways: Readonly<Record<string, Finder>> = {
  'case.unit': to('unit', (one, unit) => `${unit}.id = ${one}.unit_id`),
  'case.handlerUnit': to('unit', (one, unit) => `${unit}.id = ${one}.handler_unit`),
  'case.place': to('place', (one, place) => `${place}.id = ${one}.place_id`),
  'case.report': to('report', (one, report) => `${report}.id = ${one}.report_id`),
  'case.parties': ({ from, alias }) => ({
    row: { entity: 'party', alias, caseAlias: from.caseAlias },
    from: `from core.party ${alias} where ${alias}.shard = ${from.alias}.shard and ${alias}.case_id = ${from.alias}.id`,
    order: `${alias}.side, ${alias}.id`,
    isBounded: true,
  }),
  'case.links': ({ from, alias }) => ({
    row: { entity: 'link', alias, caseAlias: from.caseAlias },
    from: `from core.link ${alias} join core."case" ${alias}_o on ${alias}_o.id = ${alias}.other_id
      where ${alias}.shard = ${from.alias}.shard and ${alias}.case_id = ${from.alias}.id and ${token('visible', `${alias}_o`)}`,
    order: `${alias}.since, ${alias}.other_id`,
  }),
  'link.other': ({ from }) => ({ row: caseRow(`${from.alias}_o`), from: null, order: '' }),
  'entry.case': ({ from }) => ({ row: caseRow(from.caseAlias), from: null, order: '' }),
  'entry.actorUnit': to('unit', (entry, unit) => `${unit}.id = (${entry}.actor->>'unitId')::uuid`),
  'unit.parent': to('unit', (unit, parent) => `${parent}.id = ${unit}.parent_id`),
  'unit.ancestors': ({ from, alias }) => ({
    row: { entity: 'unit', alias, caseAlias: from.caseAlias },
    from: `from core.unit ${alias} where ${alias}.id = any (${from.alias}.path) and ${alias}.id <> ${from.alias}.id`,
    order: `${alias}.level`,
    isBounded: true,
  }),
  'place.partOf': to('place', (place, above) => `${above}.id = ${place}.part_of`),
  'report.place': to('place', (report, place) => `${place}.id = ${report}.place_id`),
  'report.cases': ({ from, alias }) => ({
    row: caseRow(alias),
    from: `from core."case" ${alias} where ${alias}.report_id = ${from.alias}.id and ${token('visible', alias)}`,
    order: `${alias}.id`,
  }),
  'party.actsFor': to(
    'party',
    (party, other) => `${other}.shard = ${party}.shard and ${other}.case_id = ${party}.case_id and ${other}.id = ${party}.acts_for`,
  ),
};

export const caseRow = (alias: string): Row => ({ entity: 'case', alias, caseAlias: alias });

export function sourceOf(relation: PlanRelation, way: Way): Source {
  if (typeof relation === 'object') return declaredSource(relation, way);
  const find = ways[`${way.from.entity}.${relation}`];
  if (!find) throw new Error(`A plan goes from ${way.from.entity} to "${relation}", a way that storage does not know.`);
  return find(way);
}

function declaredSource(relation: Exclude<PlanRelation, string>, { from, alias, tables }: Way): Source {
  const { caseAlias } = from;
  if ('details' in relation) {
    const table = tables.find(({ type }) => type === relation.details);
    if (!table) throw new Error(`A plan asks for details of "${relation.details}", which is not loaded.`);
    const name = `${quoted(table.schema)}.${quoted(table.table)}`;
    // A case without a row has details all the same: nothing is known of it yet.
    const joined = `(select 1) one left join ${name} ${alias} on ${alias}.shard = ${from.alias}.shard and ${alias}.case_id = ${from.alias}.id`;
    return { row: { entity: 'details', alias, caseAlias, table }, from: `from ${joined}`, order: '' };
  }
  if ('mask' in relation) {
    const own = `${alias}.shard = ${caseAlias}.shard and ${alias}.case_id = ${caseAlias}.id and ${alias}.subject_id = ${caseAlias}.id`;
    const where = `where ${own} and ${alias}.field = ${quotedText(relation.mask)}`;
    return { row: { entity: 'mask', alias, caseAlias }, from: `from core.mask ${alias} ${where}`, order: '' };
  }
  const where = `where ${alias}.id = ${attributeOf(from, relation.reference).sql}`;
  return { row: { entity: relation.to, alias, caseAlias }, from: `from core.${relation.to} ${alias} ${where}`, order: '' };
}
