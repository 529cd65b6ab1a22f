import type { PlanMember, PlanObject, PlanValue } from '@maplebridge/contract';
import type { DetailsTable } from '../caseColumns';
import { attributeOf, jsonOf, type Row } from './catalogue';
import { recordKey, recordOf } from './gathered';
import { historyJson } from './history';
import { expression, known, sqlOf, type Json } from './json';
import { quotedText } from '../quotedText';
import { sourceOf } from './relations';
import type { Writing } from './writing';

export function writingFor(tables: readonly DetailsTable[]): Writing {
  let count = 0;
  const writing: Writing = { tables, alias: () => `r${(count += 1)}`, object: (object, row) => objectJson(object, row, writing) };
  return writing;
}

function objectJson(object: PlanObject, row: Row, writing: Writing): Json {
  const parts = partsOf(object, row, writing);
  const [first] = object.members;
  if (first === undefined && parts.length === 0) return known('{}');
  const isFirstCertain = object.record !== undefined || (first !== undefined && isCertain(first));
  if (isFirstCertain) return [...known('{'), ...withoutComma(parts), ...known('}')];
  return [...known('{'), ...expression(`ltrim(${sqlOf(parts)}, ',')`), ...known('}')];
}

const isCertain = ({ only, except }: PlanMember): boolean => only === undefined && except === undefined;

/** Every member begins with a comma; the first of all that is always there loses its own. */
function withoutComma(parts: Json): Json {
  const [first, ...rest] = parts;
  return first && 'text' in first ? [{ text: first.text.slice(1) }, ...rest] : parts;
}

function partsOf(object: PlanObject, row: Row, writing: Writing): Json {
  const parts: Json[] = object.record ? [memberJson(recordKey, recordOf(row, object, writing.tables))] : [];
  for (const run of runsOf(object.members)) parts.push(runJson(run, row, writing));
  return parts.flat();
}

/** Neighbours that are there in the same cases. */
function runsOf(members: readonly PlanMember[]): readonly (readonly PlanMember[])[] {
  const runs: PlanMember[][] = [];
  for (const member of members) {
    const last = runs.at(-1);
    if (last?.[0] && conditionKey(last[0]) === conditionKey(member)) last.push(member);
    else runs.push([member]);
  }
  return runs;
}

const conditionKey = ({ only, except }: PlanMember): string => JSON.stringify([only, except]);

function runJson(run: readonly PlanMember[], row: Row, writing: Writing): Json {
  const [{ only, except } = { only: undefined, except: undefined }] = run;
  const json = run.flatMap(({ key, value }) => memberJson(key, valueJson(value, row, writing)));
  const condition = only ? isOneOf(row, only, '') : except?.length ? isOneOf(row, except, 'not ') : null;
  return condition === null ? json : expression(`case when ${condition} then ${sqlOf(json)} end`); // concat leaves null out
}

const isOneOf = (row: Row, types: readonly string[], not: string): string =>
  `${attributeOf(row, 'type').sql} ${not}in (${types.map(quotedText).join(', ')})`;

const memberJson = (key: string, json: Json): Json => [...known(`,${JSON.stringify(key)}:`), ...json];

function valueJson(value: PlanValue, row: Row, writing: Writing): Json {
  switch (value.kind) {
    case 'attribute':
      return jsonOf(attributeOf(row, value.attribute), value.form);
    case 'constant':
      return known(value.json);
    case 'choose':
      return chosenJson(value, row, writing);
    case 'object':
      return presentJson(value, row, writing);
    case 'one':
      return oneJson(value, row, writing);
    case 'many':
      return manyJson(value, row, writing);
    case 'history':
      return historyJson(value.history, row, writing);
    case 'count':
      return countJson(value, row, writing);
  }
}

function chosenJson({ by, cases, otherwise }: Extract<PlanValue, { kind: 'choose' }>, row: Row, writing: Writing): Json {
  const branches = Object.entries(cases).map(([name, value]) => `when ${quotedText(name)} then ${sqlOf(valueJson(value, row, writing))}`);
  const rest = valueJson(otherwise, row, writing);
  return branches.length === 0 ? rest : expression(`case ${attributeOf(row, by).sql} ${branches.join(' ')} else ${sqlOf(rest)} end`);
}

function presentJson({ object, presentIf }: Extract<PlanValue, { kind: 'object' }>, row: Row, writing: Writing): Json {
  const json = objectJson(object, row, writing);
  if (presentIf.length === 0) return json;
  const present = presentIf.map((name) => `${attributeOf(row, name).sql} is not null`).join(' and ');
  return expression(`case when ${present} then ${sqlOf(json)} else 'null' end`);
}

function oneJson({ relation, object }: Extract<PlanValue, { kind: 'one' }>, row: Row, writing: Writing): Json {
  const source = sourceOf(relation, { from: row, alias: writing.alias(), tables: writing.tables });
  const json = objectJson(object, source.row, writing);
  return source.from === null ? json : expression(`coalesce((select ${sqlOf(json)} ${source.from}), 'null')`);
}

function manyJson({ relation, object, most }: Extract<PlanValue, { kind: 'many' }>, row: Row, writing: Writing): Json {
  const source = sourceOf(relation, { from: row, alias: writing.alias(), tables: writing.tables });
  const json = sqlOf(objectJson(object, source.row, writing));
  const rows = `select ${json} as row ${source.from ?? ''} order by ${source.order}${source.isBounded ? '' : ` limit ${most}`}`;
  // No join stands between the sorted rows and the aggregate, so that they arrive in their order.
  return expression(`(select concat('[', string_agg(s.row, ','), ']') from (${rows}) s)`);
}

function countJson({ relation }: Extract<PlanValue, { kind: 'count' }>, row: Row, writing: Writing): Json {
  const source = sourceOf(relation, { from: row, alias: writing.alias(), tables: writing.tables });
  return expression(`(select count(*) ${source.from ?? ''})`);
}
