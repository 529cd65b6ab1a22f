import type { PlanObject } from '@maplebridge/contract';
import type { DetailsTable } from '../caseColumns';
import { caseRow } from './relations';
import { cutAtTokens } from './guards';
import { sqlOf } from './json';
import { writingFor } from './values';

/** A plan is asked by many who see in as many ways; more texts of one than this are made anew each time. */
const mostTexts = 16;

interface Kept {
  readonly tables: readonly DetailsTable[];
  /** Cut at its tokens. */
  readonly parts: readonly string[];
  readonly texts: Map<string, string>;
}

const kept = new WeakMap<object, Kept>();

/** The JSON of a case `c`, cut at its tokens; made once for a plan and the tables that are loaded. */
function rowsOf(plan: PlanObject, tables: readonly DetailsTable[]): Kept {
  const known = kept.get(plan);
  if (known?.tables === tables) return known;
  const sql = sqlOf(writingFor(tables).object(plan, caseRow('c')));
  const made: Kept = { tables, parts: cutAtTokens(sql), texts: new Map() };
  kept.set(plan, made);
  return made;
}

export interface Rendering {
  readonly tables: readonly DetailsTable[];
  /** Says a token of the plan in the words of this request. */
  readonly say: (token: string) => string;
}

/** The SQL of a case's JSON for this request. */
export function rowSql(plan: PlanObject, { tables, say }: Rendering): string {
  const { parts, texts } = rowsOf(plan, tables);
  const [first = ''] = parts;
  if (parts.length === 1) return first;
  const said = parts.filter((_part, nth) => nth % 2 === 1).map(say);
  const key = said.join('\n');
  const text = texts.get(key) ?? parts.map((part, nth) => (nth % 2 === 1 ? say(part) : part)).join('');
  if (texts.size < mostTexts) texts.set(key, text);
  return text;
}
