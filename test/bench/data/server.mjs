import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { home, ours } from '../places.mjs';

/** Logins of the contestants: a backend's title names its login, so that its CPU can be told apart. */
export const logins = ['limit', 'mercurius', 'naive', 'postgraphile', 'yoga', 'loop'].map((name) => `bench_${name}`);
export const gatewayLogin = 'maplebridge_run';

/**
 * Autovacuum is off so that it falls on nobody's round; the rest is what a small server would have. Writes are as durable as the
 * gateway's own: fsync and synchronous_commit stay on.
 */
const settings = {
  shared_buffers: '2GB',
  max_connections: '200',
  autovacuum: 'off',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  maintenance_work_mem: '512MB',
  work_mem: '32MB',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'top',
  jit: 'off',
};

/** The embedded PostgreSQL of the benchmark alone. */
export async function openServer(say) {
  const { openEmbedded } = ours('@maplebridge/storage');
  const server = await openEmbedded({ folder: join(home, 'postgres'), say, settings });
  const url = (database, login = 'maplebridge') => {
    const changed = new URL(server.url);
    changed.pathname = `/${database}`;
    changed.username = login;
    return changed.href;
  };
  const pid = Number(readFileSync(join(server.folder, 'server', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const [{ version }] = await run(url('postgres'), [`select current_setting('server_version') as version`]);
  await run(url('postgres'), [gatewayLogin, ...logins].map(ensureLogin));
  return { url, pid, version, close: server.close };
}

const ensureLogin = (name) =>
  `do $$ begin if not exists (select from pg_roles where rolname = '${name}') then create role ${name} login; end if; end $$`;

/** A connection for as long as the work takes. */
export async function connected(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Statements one after the other on one connection; the rows of the last. */
export const run = (url, statements) =>
  connected(url, async (client) => {
    let rows = [];
    for (const one of statements) ({ rows } = await client.query(one));
    return rows;
  });

/** The URL's parts for drivers that lose `?host=`. */
export const placeOf = (url) => {
  const { username, pathname, searchParams, port } = new URL(url);
  return { host: searchParams.get('host'), port: Number(port), user: username, database: pathname.slice(1) };
};
