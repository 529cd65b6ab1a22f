import { join } from 'node:path';
import { migrate, openDatabase, openEmbedded, pendingMigrations, type Database, type Owner } from '@maplebridge/storage';
import type { Jurisdiction } from '@maplebridge/contract';
import type { Config } from '../config/readConfig';
import { withCapabilities } from './capabilities';
import { reach } from './reach';
import { maskedUrl } from '../config/masked';

/** The login of gateways in the embedded database; a given database names its own in DATABASE_URL. */
const embeddedLogin = 'maplebridge_run';

/** A database that is ready to be opened: where it is, by which login requests are served, and who may migrate it. */
export interface Store {
  readonly kind: 'embedded' | 'given';
  /** A folder, or a URL without its password. */
  readonly where: string;
  readonly url: string;
  readonly runtimeLogin: string;
  /** Absent when this process may not migrate. */
  readonly adminUrl: string | undefined;
  readonly close: () => Promise<void>;
}

/** The given database, or the embedded one of this home, shared with every other process that opens it. */
export async function openStore(config: Pick<Config, 'database' | 'home'>, say: (line: string) => void): Promise<Store> {
  const { database } = config;
  if (!database) return openEmbeddedStore(config.home, say);
  const runtimeLogin = decodeURIComponent(new URL(database.url).username);
  const where = maskedUrl(database.url);
  return { kind: 'given', where, url: database.url, runtimeLogin, adminUrl: database.adminUrl, close: () => Promise.resolve() };
}

async function openEmbeddedStore(home: string, say: (line: string) => void): Promise<Store> {
  const postgres = await openEmbedded({ folder: join(home, 'postgres'), say });
  try {
    await ensureLogin(postgres.url);
  } catch (error) {
    await postgres.close();
    throw error;
  }
  const url = Object.assign(new URL(postgres.url), { username: embeddedLogin }).href;
  return { kind: 'embedded', where: postgres.folder, url, runtimeLogin: embeddedLogin, adminUrl: postgres.url, close: postgres.close };
}

async function ensureLogin(url: string): Promise<void> {
  const database = await openDatabase({ url, poolSize: 1, applicationName: 'maplebridge start' });
  try {
    await database.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${embeddedLogin}') then create role ${embeddedLogin} login; end if;
    exception when duplicate_object or unique_violation then null; end $$`);
  } finally {
    await database.close();
  }
}

/** Of the capabilities that are always loaded and of these. */
export const ownersOf = (jurisdictions: readonly Jurisdiction[]): readonly Owner[] =>
  withCapabilities(jurisdictions).map((one) => ({ name: one.name, migrations: one.migrations ?? [] }));

/** This process has no migrator's login and the database lacks what this build needs. */
export class NotMigrated extends Error {
  override readonly name = 'NotMigrated';
}

/** Migrates where it may; elsewhere checks that somebody has. */
export async function bringUp(store: Store, jurisdictions: readonly Jurisdiction[], say: (line: string) => void): Promise<void> {
  const owners = ownersOf(jurisdictions);
  if (store.adminUrl) {
    if (store.kind === 'given') await (await reach('DATABASE_ADMIN_URL', store.adminUrl)).close();
    await migrate({ url: store.adminUrl, runtimeLogin: store.runtimeLogin, owners, say });
  }
  const database = await reach('DATABASE_URL', store.url);
  try {
    if (!store.adminUrl) await refusePending(database, owners);
  } finally {
    await database.close();
  }
}

async function refusePending(database: Database, owners: readonly Owner[]): Promise<void> {
  const pending = await pendingMigrations(database.query, owners);
  if (!pending.length) return;
  throw new NotMigrated(
    `${pending.length} migrations have not run (${pending.slice(0, 5).join(', ')} ...). ` +
      `Run "npx maplebridge migrate" with DATABASE_ADMIN_URL set, or set it here.`,
  );
}
