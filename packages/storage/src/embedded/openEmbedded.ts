import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { serverAccount } from './account';
import { findBinaries } from './binaries';
import { claimant, liveClaims, stakeClaim, withLock, type Claim } from './claims';
import { ensureData, superuser, writeSettings, type Cluster } from './cluster';
import { awayFrom, chooseHome, dataFolder, furnish, realFolder } from './home';
import { EmbeddedPostgresRefused } from './refused';
import { becomesReady, runningServer, startServer, stopServer, type Running } from './server';
import { clearSocketFolder, openSocketFolder } from './socketFolder';

export interface EmbeddedOptions {
  /** Where the data should live; made when missing. */
  readonly folder: string;
  /** The database, made when missing. Default `maplebridge`. */
  readonly name?: string;
  /** Told what takes long and what a person should know, a line each. */
  readonly say?: (line: string) => void;
  /** Settings of postgresql.conf over ours; they hold from the next start on, not for an adopted server. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The folder of initdb, pg_ctl and postgres. Default: MAPLEBRIDGE_POSTGRES_BIN, else npm's binaries, else the system's. */
  readonly binaries?: string;
}

export interface EmbeddedPostgres {
  /** For `pg` and TypeORM; `host` is the folder of the socket (on Windows, which has none, an address). */
  readonly connection: { readonly host: string; readonly port: number; readonly user: string; readonly database: string };
  /** For `pg` and everything else that understands `?host=`. TypeORM's own `url` does not: give it `connection`. */
  readonly url: string;
  /** Where the data really is: elsewhere than asked when the server's user cannot reach the asked folder. */
  readonly folder: string;
  /** True when the server ran already: another process of ours uses it, or a crash left it. */
  readonly adopted: boolean;
  /** Gives the lease back; the last one to do so stops the server. Safe to call twice. */
  readonly close: () => Promise<void>;
}

/** Longer than initdb takes on a slow machine: another process may be doing it. */
const lockPatienceMs = 240_000;

/**
 * A real PostgreSQL for one folder, shared by every process that opens it: closed -> (lock) started or adopted -> leased -> (lock)
 * returned -> stopped by the last. A lease is worth what its process is: a dead one is swept, so that a crash keeps nothing alive
 * beyond the next close. Installs no signal handlers. Throws EmbeddedPostgresRefused with a sentence.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = await realFolder(options.folder);
  const opened = await withLock(join(folder, 'lock'), lockPatienceMs, () => openUnderLock(folder, options));
  const { host, cluster, lease, adopted } = opened;
  const database = options.name ?? superuser;
  const url = `postgres://${superuser}@localhost:${opened.port}/${encodeURIComponent(database)}?host=${encodeURIComponent(host)}`;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= release(folder, cluster, lease));
  return { connection: { host, port: opened.port, user: superuser, database }, url, folder: cluster.home, adopted, close };
}

interface Opened {
  readonly host: string;
  readonly port: number;
  readonly cluster: Cluster;
  readonly lease: Claim;
  readonly adopted: boolean;
}

async function openUnderLock(folder: string, options: EmbeddedOptions): Promise<Opened> {
  const say = options.say ?? (() => undefined);
  const cluster = await gather(folder, options);
  if (cluster.home !== folder) say(`${cluster.account.name}, who runs PostgreSQL, cannot reach ${folder}: the data is in ${cluster.home}`);
  await ensureData(cluster, say);
  const left = await adopt(folder, cluster);
  if (left === undefined) await writeSettings(cluster, options.settings ?? {});
  const running = left ?? (await startServer(cluster));
  const host = process.platform === 'win32' ? '127.0.0.1' : running.socketFolder;
  await ensureDatabase({ host, port: running.port }, options.name ?? superuser);
  const lease = await stakeClaim(join(folder, 'leases'));
  return { host, port: running.port, cluster, lease, adopted: left !== undefined };
}

async function gather(folder: string, options: EmbeddedOptions): Promise<Cluster> {
  const account = await serverAccount([dataFolder(folder), dataFolder(awayFrom(folder))]);
  const home = await chooseHome(folder, account);
  await furnish(home, account);
  const chosen = options.binaries ?? process.env.MAPLEBRIDGE_POSTGRES_BIN;
  const binaries = await findBinaries({ account, home: home.path, chosen });
  return { account, binaries, home: home.path, socketFolder: await openSocketFolder(home.path, account) };
}

/** The server that runs on this data, if one does and answers. One that does not answer is stopped, unless somebody works with it. */
async function adopt(folder: string, cluster: Cluster): Promise<Running | undefined> {
  const found = await runningServer(cluster.home);
  if (found === undefined) return undefined;
  if ((await becomesReady(cluster.home)) && (await answers(found))) return found;
  const users = await liveClaims(join(folder, 'leases'));
  if (users.length === 0) {
    await stopServer(cluster);
    return undefined;
  }
  throw new EmbeddedPostgresRefused(
    `PostgreSQL (process ${found.pid}) runs on ${cluster.home} but does not answer in ${found.socketFolder}. ` +
      `End the processes that use it (${users.map(claimant).join(', ')}), then try again.`,
  );
}

async function release(folder: string, cluster: Cluster, lease: Claim): Promise<void> {
  await withLock(join(folder, 'lock'), lockPatienceMs, async () => {
    await lease.withdraw();
    if ((await liveClaims(join(folder, 'leases'))).length > 0) return;
    await stopServer(cluster);
    await clearSocketFolder(cluster.socketFolder);
  });
}

const answers = (place: { socketFolder: string; port: number }): Promise<boolean> =>
  ask({ host: place.socketFolder, port: place.port }, async () => true).catch(() => false);

async function ensureDatabase(place: { host: string; port: number }, name: string): Promise<void> {
  await ask(place, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`);
  });
}

async function ask<Answer>(place: { host: string; port: number }, work: (client: Client) => Promise<Answer>): Promise<Answer> {
  // Everything is named: PGPASSWORD, PGSSLMODE and the like of the shell speak of other servers.
  const client = new Client({ ...place, user: superuser, database: 'postgres', ssl: false, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
