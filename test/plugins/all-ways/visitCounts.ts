import type { Consumer, LedgerEntry, OwnTables } from '@maplebridge/contract';

/** Type of the ledger entry that the command below leaves: `<owner>.<name>`. */
export const visited = 'parking-disputes.visited';

/** Way in (f): follows the ledger and keeps a count by unit, in the same transaction as its position. */
export const visitCounts: Consumer = {
  name: 'visitCounts',
  consume: async (entries, tables) => {
    for (const [unitId, visits] of byUnit(entries)) await add(tables, unitId, visits);
  },
};

function byUnit(entries: readonly LedgerEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { type, unitId } of entries) if (type === visited && unitId !== null) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
  return counts;
}

const add = (tables: OwnTables, unitId: string, visits: number): Promise<readonly object[]> =>
  tables.query(
    'insert into unit_visits (unit_id, visits) values ($1, $2) on conflict (unit_id) do update set visits = unit_visits.visits + excluded.visits',
    [unitId, visits],
  );
