import 'reflect-metadata';
import { Client, DatabaseError, type ClientBase, type ClientConfig, type Pool, type QueryResult } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import { preparingClient } from './preparingClient';
import { readingPools, type Reader } from './readingPools';
import { typeParsers } from './typeParsers';

/** Runs one bound statement. Instants come back as Date, dates as ISO text, bigint as text. */
export type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface Database {
  readonly query: Query;
  /** Read committed; whatever throws inside rolls everything back. */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  /** Reads under another role, over connections of their own. */
  readonly readAs: (reader: Reader) => Query;
  /** A connection of its own that only listens; never used for statements. */
  listen(channel: string, heard: Heard): Promise<{ close(): Promise<void> }>;
  readonly pool: Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'>;
  close(): Promise<void>;
}

/** What a listener is told: that there may be something to read, or that the connection is gone. */
export interface Heard {
  readonly onHint: () => void;
  readonly onLost: (error: Error) => void;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize?: number;
  readonly applicationName?: string;
  /** Milliseconds; a statement over it is cancelled. */
  readonly statementTimeout?: number;
}

/** What every session of the run-time login sets: short queries gain nothing from jit, and nothing may wait for ever. */
const session = (options: DatabaseOptions): string =>
  [
    '-c jit=off',
    '-c plan_cache_mode=force_generic_plan',
    '-c timezone=UTC',
    '-c search_path=pg_catalog,pg_temp',
    `-c statement_timeout=${options.statementTimeout ?? 10_000}`,
    '-c lock_timeout=5000',
    '-c idle_in_transaction_session_timeout=30000',
  ].join(' ');

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const connection: ClientConfig = {
    application_name: options.applicationName ?? 'maplebridge',
    options: session(options),
    types: typeParsers,
  };
  const source = new DataSource({
    type: 'postgres',
    ...connectionOf(options.url),
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: 5_000,
    synchronize: false,
    installExtensions: false,
    extra: { ...connection, Client: preparingClient() },
  });
  await source.initialize();
  // TypeORM types the driver as the abstract one; a postgres DataSource has the postgres driver.
  const pool = (source.driver as PostgresDriver).master as Pool;
  const readers = readingPools({ ...parseIntoClientConfig(options.url), ...connection });
  return {
    query: queryOf(pool),
    transaction: (work) => inTransaction(pool, work),
    readAs: (reader) => queryOf(readers.of(reader)),
    listen: (channel, heard) => listen({ ...parseIntoClientConfig(options.url), ...connection }, channel, heard),
    pool,
    close: async () => {
      await readers.close();
      await source.destroy();
    },
  };
}

/** TypeORM reads a URL by itself and loses `?host=` and `?sslmode=`; pg's own reader keeps them. */
export function connectionOf(url: string): {
  host: string;
  port: number;
  username: string;
  password: string;
  database: string;
  ssl: boolean | object;
} {
  const { host, port, user, password, database, ssl } = parseIntoClientConfig(url);
  const secret = typeof password === 'string' ? password : '';
  return {
    host: host ?? 'localhost',
    port: Number(port ?? 5432),
    username: user ?? '',
    password: secret,
    database: database ?? '',
    ssl: ssl ?? false,
  };
}

/** Straight to the pool: TypeORM's own `query` costs half as much again. A text of several statements answers no rows. */
const queryOf =
  (asked: Pick<ClientBase, 'query'>): Query =>
  async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
    const answer: QueryResult<Row> | readonly QueryResult[] = await asked.query<Row>(sql, [...values]);
    return 'rows' in answer ? answer.rows : [];
  };

async function inTransaction<Result>(pool: Pool, work: (query: Query) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const lose = (error: Error): void => void (lost = error);
  client.on('error', lose); // nobody else listens while the connection is out of the pool
  try {
    await client.query('start transaction');
    const result = await work(queryOf(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(lose);
    throw error;
  } finally {
    client.off('error', lose);
    client.release(lost);
  }
}

/** True for what PostgreSQL itself answered (it has an SQLSTATE), not for a bug of ours or a broken line. */
export const isAnsweredError = (error: unknown): boolean => error instanceof DatabaseError;

/** `channel` is one of our own constants, never input. */
async function listen(config: ClientConfig, channel: string, { onHint, onLost }: Heard): Promise<{ close(): Promise<void> }> {
  const client = new Client({ ...config, application_name: `${config.application_name} listener`, keepAlive: true });
  let isClosed = false;
  client.on('notification', onHint);
  client.on('error', (error) => {
    if (!isClosed) onLost(error);
  });
  await client.connect();
  await client.query(`listen ${channel}`);
  return {
    close: async () => {
      isClosed = true;
      await client.end();
    },
  };
}
