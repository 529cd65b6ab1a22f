import type { PlanObject } from '@maplebridge/contract';
import type { Query } from '../database/database';
import type { Binder } from './binder';
import type { DetailsTable } from './caseColumns';
import { answered, withFreshness } from './findCases';
import { keyedStatement, statementsBySeer, type KeyedStatement } from './keptTexts';
import { rowSql, type Rendering } from './plan/assemble';
import { involvedAtHand } from './plan/atHand';
import { tokensFor, type Speakers } from './plan/guards';
import { typesCondition, type Seer } from './sight';

export interface Selecting {
  readonly tables: readonly DetailsTable[];
  readonly seer: Seer;
  /** Sizes of nested windows. */
  readonly sizes: readonly number[];
}

export type CaseKey = { readonly id: string } | { readonly number: string };

/** What is asked of a case. A plan is always asked in one way: with its own sizes, of its own types, by id or by number. */
interface CaseAsked extends Selecting {
  readonly plan: PlanObject;
  readonly types: readonly string[] | null;
  readonly isById: boolean;
}

interface KeptStatement extends KeyedStatement {
  readonly tables: readonly DetailsTable[];
}

const kept = statementsBySeer<KeptStatement>();

/** One case as JSON text; null when it is absent, not theirs, or of none of the types. */
export async function selectCase(
  query: Query,
  { by, ...asked }: Omit<CaseAsked, 'isById'> & { readonly by: CaseKey },
): Promise<string | null> {
  const isById = 'id' in by;
  const { text, others } = statementFor({ ...asked, isById });
  return answered(await query(text, [isById ? by.id : by.number, ...others]));
}

function statementFor(asked: CaseAsked): KeptStatement {
  const { seer, plan, tables } = asked;
  const known = kept(seer, plan, () => statementOf(asked));
  return known.tables === tables ? known : statementOf(asked); // the tables are those of one platform
}

function statementOf({ plan, types, isById, ...selecting }: CaseAsked): KeptStatement {
  const { seer, tables } = selecting;
  const statement = keyedStatement(isById ? 'uuid' : 'text', (key, values) => {
    const rendering = renderingOf({ ...selecting, atHand: 'c' }, values);
    const isWanted = types === null ? '' : ` and ${typesCondition({ types })}`;
    const from = `core."case" c ${involvedAtHand(seer, values)} where ${keyCondition(isById, key)}${isWanted} and ${rendering.say('visible c')}`;
    return withFreshness(seer, { values, rows: `select ${rowSql(plan, rendering)} from ${from}` });
  });
  return { tables, ...statement };
}

export const renderingOf = (
  { tables, window, ...speakers }: Selecting & Pick<Speakers, 'atHand'> & { readonly window?: { readonly limit: number } },
  values: Binder,
): Rendering => ({ tables, say: tokensFor({ ...speakers, limit: window?.limit }, values) });

const keyCondition = (isById: boolean, key: string): string =>
  isById ? `c.id = ${key}` : `c.id = (select n.case_id from core.case_number n where n.number = ${key})`;
