import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Jurisdiction } from '@maplebridge/contract';
import { ownersOf } from '@maplebridge/gateway';
import { coreOwners, migrate } from '@maplebridge/storage';
import { openTestDatabase, type TestDatabase } from './database';
import { runSql } from './migrator';

/** The login that gateways of tests serve requests with; roles belong to the server, so all test databases share it. */
const runtimeLogin = 'maplebridge_test_run';

/** A database of one test file, with its two logins. */
export interface MigratedDatabase {
  /** The migrator's login. */
  readonly url: string;
  readonly runtimeUrl: string;
  close(): Promise<void>;
}

/** Copied from a template that was migrated once: the key is what migrations and grants say, so a changed one makes a new template. */
export async function openMigratedDatabase(plugins: readonly Jurisdiction[]): Promise<MigratedDatabase> {
  const database: TestDatabase = await openTestDatabase({ template: { name: nameOf(plugins), prepare: (url) => prepare(url, plugins) } });
  return { url: database.url, runtimeUrl: asRuntime(database.url), close: () => database.close() };
}

/** The same database by the login that serves requests. */
export const asRuntime = (url: string): string => Object.assign(new URL(url), { username: runtimeLogin, password: '' }).href;

function nameOf(plugins: readonly Jurisdiction[]): string {
  const said = JSON.stringify([coreOwners, ownersOf(plugins), grants()]);
  return `migrated ${createHash('sha256').update(said).digest('hex')}`;
}

/** Rights are code beside the migrations: as it is written. */
function grants(): readonly string[] {
  const folder = join(dirname(require.resolve('@maplebridge/storage')), 'migrate');
  return readdirSync(folder)
    .filter((name) => /^(grants|roles)\.(ts|js)$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

async function prepare(url: string, plugins: readonly Jurisdiction[]): Promise<void> {
  await ensureLogin(url);
  await migrate({ url, runtimeLogin, owners: ownersOf(plugins) });
}

/** A database with nothing in it, on a server that knows both logins: as an operator gives it to a first gateway. */
export async function openEmptyDatabase(): Promise<MigratedDatabase> {
  const database = await openTestDatabase();
  const { url } = database;
  await ensureLogin(url);
  return { url, runtimeUrl: asRuntime(url), close: () => database.close() };
}

const ensureLogin = (url: string): Promise<unknown> =>
  runSql(
    url,
    `do $$ begin
       if not exists (select from pg_roles where rolname = '${runtimeLogin}') then create role ${runtimeLogin} login; end if;
     exception when duplicate_object or unique_violation then null; end $$`,
  );
