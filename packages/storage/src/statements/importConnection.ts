import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Query } from '../database/database';
import { typeParsers } from '../database/typeParsers';

/** One session of its own: its temporary tables and its lock live and die with it, so that a killed import leaves nothing behind. */
export interface ImportConnection {
  readonly query: Query;
  /** Read committed; whatever throws inside rolls everything back. One at a time. */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Sends lines in the text format of COPY; `target` is one of our own tables with its columns. */
  copy(target: string, lines: string): Promise<void>;
  readonly close: () => Promise<void>;
}

/** Batches are long statements by design; a lock that somebody holds for minutes is still refused. */
const session = '-c jit=off -c timezone=UTC -c search_path=pg_catalog -c statement_timeout=600000 -c lock_timeout=30000';

/** `url` is the run-time login's: an import may write nothing that a desk may not. */
export async function openImportConnection(url: string): Promise<ImportConnection> {
  const client = new Client({
    connectionString: url,
    application_name: 'maplebridge import',
    options: session,
    types: typeParsers,
    keepAlive: true,
  });
  const trouble: { lost?: Error } = {};
  client.on('error', (error) => (trouble.lost = error)); // the statement under way, or the next one, fails and says so
  await client.connect();
  const query: Query = async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
    if (trouble.lost) throw trouble.lost;
    return (await client.query<Row>(sql, [...values])).rows;
  };
  return {
    query,
    transaction: (work) => transact(query, work),
    copy: async (target, lines) => {
      const stream = client.query(copyFrom(`copy ${target} from stdin`));
      stream.end(lines);
      await finished(stream);
    },
    close: () => client.end(),
  };
}

async function transact<Result>(query: Query, work: () => Promise<Result>): Promise<Result> {
  await query('begin');
  try {
    const result = await work();
    await query('commit');
    return result;
  } catch (error) {
    await query('rollback').catch(() => undefined); // of a lost connection nothing is left to roll back
    throw error;
  }
}

/**
 * The right to import a source, held until the connection ends: two imports of one source would each count the other's cases.
 * False when somebody else still holds it after the seconds given; the server may need a moment to notice that a holder was killed.
 */
export async function lockSource({ query }: ImportConnection, source: string, seconds: number): Promise<boolean> {
  await query(`select set_config('lock_timeout', $1, false)`, [`${seconds}s`]);
  const isLocked = await query(`select pg_advisory_lock(hashtextextended('maplebridge.import ' || $1, 0))`, [source]).then(
    () => true,
    refusedLock,
  );
  await query(`select set_config('lock_timeout', '30s', false)`);
  return isLocked;
}

const lockNotAvailable = '55P03';

function refusedLock(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === lockNotAvailable) return false;
  throw error;
}
