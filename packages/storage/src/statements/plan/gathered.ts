import type { PlanNeed, PlanObject } from '@maplebridge/contract';
import { caseColumns, type DetailsTable } from '../caseColumns';
import { isOfTimeline, timelineColumns } from '../history';
import { partyColumns } from '../parties';
import type { Row } from './catalogue';
import { token } from './guards';
import { expression, type Json } from './json';

/** The key under which a row that somebody else goes on with stands beside its members. GraphQL has no such name. */
export const recordKey = '$';

/** What is needed to go on with a row: a case with its facts, an entry whole, of everything else the id. */
export function recordOf(row: Row, object: PlanObject, tables: readonly DetailsTable[]): Json {
  if (row.entity === 'case') return expression(gatheredCase(row.alias, object.record ?? [], tables));
  if (row.entity === 'entry') return expression(`row_to_json(${row.alias})`);
  if (row.entity === 'details' || row.entity === 'mask' || row.entity === 'link') return [{ text: 'null' }];
  return [{ text: '"' }, { sql: `${row.alias}.id` }, { text: '"' }];
}

function gatheredCase(alias: string, needs: readonly PlanNeed[], tables: readonly DetailsTable[]): string {
  const columns = caseColumns(tables, { person: `${token('person')}`, units: token('units') });
  const facts = needs.map((need) => `, (${factsOf[need]}) as ${need}`).join('');
  const from = alias === 'c' ? '' : ` from core."case" c where c.id = ${alias}.id`; // the columns are those of a `c`
  return `(select row_to_json(g) from (select ${columns}${facts}${from}) g)`;
}

const factsOf: Readonly<Record<PlanNeed, string>> = {
  parties: `select json_agg(row_to_json(f) order by f.side, f.id) from (
    select ${partyColumns} from core.party p where p.shard = c.shard and p.case_id = c.id) f`,
  timeline: `select json_agg(row_to_json(f)) from (
    select ${timelineColumns} from core.entry e where e.case_id = c.id and ${isOfTimeline} order by e.position) f`,
  routes: `select json_agg(row_to_json(f)) from (
    select l.case_id as "caseId", o.type, o.state from core.link l join core."case" o on o.id = l.other_id
     where l.shard = c.shard and l.case_id = c.id and o.closed_at is null) f`,
};
