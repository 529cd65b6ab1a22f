import type { OwnTables } from '@maplebridge/contract';

export interface Visit {
  readonly caseId: string;
  readonly unitId: string;
  readonly placeId: string | null;
  readonly vehicles: number;
  readonly visitedAt: Date;
}

/** A case and what hangs off it lie on one shard: the last byte of the case's id, cut to 64. */
const shardOf = (caseId: string): number => Number.parseInt(caseId.slice(-2), 16) & 63;

export async function writeVisit(tables: OwnTables, { caseId, unitId, placeId, vehicles, visitedAt }: Visit): Promise<void> {
  await tables.query('insert into visit (shard, case_id, unit_id, place_id, vehicles, visited_at) values ($1, $2, $3, $4, $5, $6)', [
    shardOf(caseId),
    caseId,
    unitId,
    placeId,
    vehicles,
    visitedAt,
  ]);
}

/** Visits to a case, the latest first, at most 100. */
export const visitsOf = (tables: OwnTables, caseId: string): Promise<readonly Visit[]> =>
  tables.query<Visit>(
    `select case_id as "caseId", unit_id as "unitId", place_id as "placeId", vehicles, visited_at as "visitedAt"
       from visit where shard = $1 and case_id = $2 order by visited_at desc, id desc limit 100`,
    [shardOf(caseId), caseId],
  );

interface Count {
  readonly id: string;
  readonly visits: number;
}

export const countByCase = (tables: OwnTables, ids: readonly string[]): Promise<readonly Count[]> =>
  tables.query<Count>(
    'select case_id as id, count(*)::int as visits from visit where shard = any ($1) and case_id = any ($2) group by case_id',
    [ids.map(shardOf), ids],
  );

export const countByPlace = (tables: OwnTables, ids: readonly string[]): Promise<readonly Count[]> =>
  tables.query<Count>('select place_id as id, count(*)::int as visits from visit where place_id = any ($1) group by place_id', [ids]);

/** Read from what the consumer keeps, so that it costs the same after a million visits. */
export const countByUnit = (tables: OwnTables, ids: readonly string[]): Promise<readonly Count[]> =>
  tables.query<Count>('select unit_id as id, visits::int as visits from unit_visits where unit_id = any ($1)', [ids]);
