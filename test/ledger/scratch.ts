import { randomUUID } from 'node:crypto';
import type { EntryDraft, Query } from '@maplebridge/ledger';
import { Client, Pool, type ClientBase } from 'pg';
import { createCases, createLedger, createRegistry } from '@maplebridge/storage';

/** A database of its own with the core's tables and nothing in them. */
export interface Scratch {
  readonly url: string;
  readonly query: Query;
  /** Commits when the work is done and rolls back when it throws. */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const server = process.env.MAPLEBRIDGE_TEST_DATABASE ?? 'postgres://postgres@localhost:5432/postgres';

export async function openScratch(connections = 10): Promise<Scratch> {
  // Named like every database of a test, so that the next run sweeps away what a crash left.
  const name = `mb_test_${Math.floor(Date.now() / 1000)}_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const pool = new Pool({ connectionString: url, max: connections });
  pool.on('error', () => undefined); // dropping the database may cut a connection that is already on its way out
  await createCore(pool);
  return {
    url,
    query: queryOf(pool),
    transaction: (work) => transact(pool, work),
    close: async () => {
      await pool.end();
      await onServer(`drop database ${name} with (force)`);
    },
  };
}

async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function createCore(pool: Pool): Promise<void> {
  const client = await pool.connect();
  await client.query('create schema core');
  await client.query('set search_path to core');
  for (const sql of [createRegistry, createCases, createLedger].flatMap(({ up }) => up)) await client.query(sql);
  client.release(true);
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
