import type { Query } from '../database/database';
import { binder, type Binder } from './binder';
import { caseColumns, lookingBy, type CaseRow, type DetailsTable } from './caseColumns';
import { anyBranch, freshness, type Seer } from './sight';

/** The viewer's rights or the unit tree changed since they were loaded: load them again and ask once more. */
export class RightsMoved extends Error {
  override readonly name = 'RightsMoved';
}

export interface Answer<Rows> {
  readonly fresh: boolean;
  readonly rows: Rows;
}

/** One row always comes back: what was asked, or word that the rights are stale. */
export async function ask<Rows>(query: Query, seer: Seer, { values, rows }: Asking): Promise<Rows> {
  const text = withFreshness(seer, { values, rows });
  return answered(await query<Answer<Rows>>(text, values.values));
}

interface Asking {
  readonly values: Binder;
  readonly rows: string;
}

export const withFreshness = (seer: Seer, { values, rows }: Asking): string =>
  `select ${freshness(seer, values)} as fresh, (${rows}) as rows`;

export function answered<Rows>([answer]: readonly Answer<Rows>[]): Rows {
  if (!answer?.fresh) throw new RightsMoved('rights or tree moved');
  return answer.rows;
}

/** Cases by id as this seer may see them, in no particular order; what is absent or not theirs is simply not there. */
export async function findCases(
  query: Query,
  { tables, seer, ids }: { readonly tables: readonly DetailsTable[]; readonly seer: Seer; readonly ids: readonly string[] },
): Promise<readonly CaseRow[]> {
  const values = binder();
  const wanted = values.bind(ids, 'uuid[]');
  const rows = `select coalesce(json_agg(row_to_json(x)), '[]') from (
    select ${caseColumns(tables, lookingBy(seer, values))} from core."case" c where c.id = any (${wanted}) and ${anyBranch(seer, values)}) x`;
  return ask(query, seer, { values, rows });
}

export async function findCaseIdByNumber(query: Query, number: string): Promise<string | null> {
  const [row] = await query<{ id: string }>(`select case_id as id from core.case_number where number = $1`, [number]);
  return row?.id ?? null;
}
