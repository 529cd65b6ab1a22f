import 'reflect-metadata';
import { Client, type ClientConfig, type Pool } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { DataSource, type EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import { preparingClient } from './preparingClient';
import { typeParsers } from './typeParsers';

/** Runs one bound statement. Instants come back as Date, dates as ISO text, bigint as text. */
export type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface Database {
  readonly query: Query;
  /** Read committed; whatever throws inside rolls everything back. */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
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
  return {
    query: queryOf(source.manager),
    transaction: (work) => source.transaction((manager) => work(queryOf(manager))),
    listen: (channel, heard) => listen({ ...parseIntoClientConfig(options.url), ...connection }, channel, heard),
    // TypeORM types the driver as the abstract one; a postgres DataSource has the postgres driver.
    pool: (source.driver as PostgresDriver).master as Pool,
    close: () => source.destroy(),
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

const queryOf =
  (manager: EntityManager): Query =>
  async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    rowsOf<Row>(await manager.query<unknown>(sql, [...values]));

/** TypeORM answers an update or a delete with [rows, count], anything else with the rows. */
const rowsOf = <Row>(answer: unknown): Row[] => {
  const rows = Array.isArray(answer) && Array.isArray(answer[0]) ? (answer[0] as unknown) : answer;
  return Array.isArray(rows) ? (rows as Row[]) : []; // rows have the shape that the statement's author declared
};

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
