import type { PlanHistory, PlanPageInfoMember, PlanPageMember } from '@maplebridge/contract';
import type { Row } from './catalogue';
import { audienceOf, token } from './guards';
import { expression, known, membersJson, sqlOf, type Json } from './json';
import type { Writing } from './writing';

/**
 * What happened to a case, as far as who looks may read it: the first or the last entries, in the order in which they were recorded.
 * One entry more than asked for is read only where somebody wants to know whether there are more.
 */
export function historyJson(history: PlanHistory, row: Row, writing: Writing): Json {
  const alias = writing.alias();
  const entry: Row = { entity: 'entry', alias, caseAlias: row.caseAlias };
  const size = token('size', history.size);
  const wantsMore = history.members.some(({ part }) => part === 'pageInfo');
  // Always of this row: an aggregate over nothing but columns of the case around it would belong to the statement around it.
  const kept = ` filter (where ${wantsMore ? `${alias}.nth <= ${size}` : `${alias}.id is not null`})`;
  const lists = history.members.flatMap((member, nth) => {
    const json = listedJson(member, entry, writing);
    return json === null ? [] : [`string_agg(${sqlOf(json)}, ','${orderOf(history, alias)})${kept} as list_${nth}`];
  });
  const columns = [...lists, ...(wantsMore || lists.length === 0 ? ['count(*) as found'] : [])];
  const found = `select ${columns.join(', ')} from (${entriesSql(history, row, wantsMore)}) ${alias}`;
  const members = history.members.map((member, nth) => ({ key: member.key, json: partJson(member, { nth, size, history }) }));
  return expression(`(select ${sqlOf(membersJson(members))} from (${found}) h)`);
}

/** Entries come in order when they are read forward, and a single one is in order by itself: sorting costs as much as reading. */
const orderOf = ({ isBackward, isSingle }: PlanHistory, alias: string): string =>
  isBackward && !isSingle ? ` order by ${alias}.position` : '';

function entriesSql({ isBackward, size }: PlanHistory, row: Row, wantsMore: boolean): string {
  const direction = isBackward ? 'desc' : 'asc';
  const rows = `select * from core.entry e where e.case_id = ${row.alias}.id and ${audienceOf('e', row.caseAlias)}
    order by e.position ${direction} limit ${token('size', size)}${wantsMore ? ' + 1' : ''}`;
  return wantsMore ? `select e.*, row_number() over (order by e.position ${direction}) as nth from (${rows}) e` : rows;
}

function listedJson(member: PlanPageMember, entry: Row, writing: Writing): Json | null {
  if (member.part === 'nodes') return writing.object(member.node, entry);
  if (member.part !== 'edges') return null;
  return membersJson(
    member.members.map((one) => ({ key: one.key, json: one.part === 'node' ? writing.object(one.node, entry) : known(one.json) })),
  );
}

interface Part {
  readonly nth: number;
  readonly size: string;
  readonly history: PlanHistory;
}

function partJson(member: PlanPageMember, part: Part): Json {
  if (member.part === 'constant') return known(member.json);
  if (member.part === 'pageInfo') return membersJson(member.members.map((one) => ({ key: one.key, json: infoJson(one, part) })));
  return [...known('['), { sql: `h.list_${part.nth}` }, ...known(']')]; // null, which concat leaves out, when there is none
}

/** Without a cursor there is nothing on the side where the window begins. */
function infoJson(member: PlanPageInfoMember, { size, history }: Part): Json {
  if (member.part === 'constant') return known(member.json);
  const looksOn = (member.part === 'hasNextPage') !== history.isBackward;
  return looksOn ? expression(`case when h.found > ${size} then 'true' else 'false' end`) : known('false');
}
