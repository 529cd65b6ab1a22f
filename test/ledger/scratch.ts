import type { EntryDraft, Query } from '@maplebridge/ledger';
import { openMigratedDatabase } from '@maplebridge/testkit';
import { Pool, type ClientBase } from 'pg';

/** A database of its own with the core's tables and nothing in them. */
export interface Scratch {
  readonly url: string;
  readonly query: Query;
  /** Commits when the work is done and rolls back when it throws. */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export async function openScratch(connections = 10): Promise<Scratch> {
  const database = await openMigratedDatabase([]);
  const pool = new Pool({ connectionString: database.url, max: connections });
  pool.on('error', () => undefined); // dropping the database may cut a connection that is already on its way out
  return {
    url: database.url,
    query: queryOf(pool),
    transaction: (work) => transact(pool, work),
    close: async () => {
      await pool.end();
      await database.close();
    },
  };
}

export const queryOf =
  (on: Pool | ClientBase): Query =>
  async (sql, values) =>
    (await on.query(sql, [...(values ?? [])])).rows;

async function transact<Result>(pool: Pool, work: (query: Query) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(queryOf(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** What has to be there for the test to make sense. */
export function the<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('The test expected something where there is nothing.');
  return value;
}

/** An entry of a case, with what a test cares about changed. */
export const draftOf = (caseId: string, changes: Partial<EntryDraft> = {}): EntryDraft => ({
  subjectKind: 'case',
  subjectId: caseId,
  subjectVersion: 1,
  caseId,
  caseType: 'medical-dispute',
  typeVersion: 1,
  type: 'accept',
  unitId: null,
  previousUnitId: null,
  stateBefore: 'reported',
  stateAfter: 'accepted',
  phaseBefore: 'intake',
  phaseAfter: 'handling',
  audience: 'case',
  actor: { kind: 'system', role: 'test', personId: null, unitId: null },
  happenedAt: new Date('2026-03-01T08:00:00Z'),
  payload: {},
  ...changes,
});
