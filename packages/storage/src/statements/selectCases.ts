import type { PlanObject } from '@maplebridge/contract';
import type { Query } from '../database/database';
import { binder, type Binder } from './binder';
import type { DetailsTable } from './caseColumns';
import { ask } from './findCases';
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

/** One case as JSON text; null when it is absent, not theirs, or of none of the types. */
export async function selectCase(
  query: Query,
  {
    by,
    plan,
    types,
    ...selecting
  }: Selecting & { readonly by: CaseKey; readonly plan: PlanObject; readonly types: readonly string[] | null },
): Promise<string | null> {
  const values = binder();
  const { seer } = selecting;
  const rendering = renderingOf({ ...selecting, atHand: 'c' }, values);
  const isWanted = types === null ? '' : ` and ${typesCondition({ types })}`;
  const from = `core."case" c ${involvedAtHand(seer, values)} where ${keyCondition(by, values)}${isWanted} and ${rendering.say('visible c')}`;
  return ask(query, seer, { values, rows: `select ${rowSql(plan, rendering)} from ${from}` });
}

export const renderingOf = (
  { tables, window, ...speakers }: Selecting & Pick<Speakers, 'atHand'> & { readonly window?: { readonly limit: number } },
  values: Binder,
): Rendering => ({ tables, say: tokensFor({ ...speakers, limit: window?.limit }, values) });

const keyCondition = (by: CaseKey, { bind }: Binder): string =>
  'id' in by
    ? `c.id = ${bind(by.id, 'uuid')}`
    : `c.id = (select n.case_id from core.case_number n where n.number = ${bind(by.number, 'text')})`;
