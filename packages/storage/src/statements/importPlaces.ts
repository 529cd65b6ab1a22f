import type { Query } from '../database/database';

/** Ids by code; a code without a place is not in the map. */
export async function placeIdsByCode(query: Query, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ code: string; id: string }>(`select code, id from core.place where code = any ($1)`, [codes]);
  return new Map(rows.map(({ code, id }) => [code, id]));
}
