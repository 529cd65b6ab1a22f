import 'reflect-metadata';
import type { Migration } from '@maplebridge/contract';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  createAccessLog,
  createAudit,
  createCases,
  createEmergencies,
  createExclusions,
  createLedger,
  createLegalHolds,
  createPageSessions,
  createPartyLinks,
  createPrivacy,
  createProcessingConsents,
  createRegistry,
  createServiceTokens,
  dateUnitVersions,
  delayEntries,
  indexPartiesByPerson,
  indexPartiesInOrder,
  markInvolvedPersons,
  nameKeys,
  openTogether,
  separateProcessingConsents,
  prepareAccessForSealing,
  recordLooking,
} from '../core';
import { connectionOf, openDatabase, type Database, type Query } from '../database/database';
import { grantAudit, grantCore, grantOwner, grantPrivacy } from './grants';
import { auditorGroup, deskRole, ensureRole, grantRole, mayCreateRoles, ownerRole, ownerSchema, quoted, runtimeGroup } from './roles';
import { MigrationRefused } from './refused';

export interface Owner {
  readonly name: string;
  readonly migrations: readonly Migration[];
}

export interface MigrateOptions {
  /** The migrator's login. */
  readonly url: string;
  /** Name of the login that gateways use; it must exist, and it must not be the migrator's. */
  readonly runtimeLogin: string;
  /** Capabilities and plugins, in any order; core comes first by itself. */
  readonly owners: readonly Owner[];
  readonly say?: (line: string) => void;
}

export interface Migrated {
  readonly owner: string;
  readonly ran: readonly string[];
}

/** What the platform itself owns; always first. */
export const coreOwners: readonly Owner[] = [
  {
    name: 'core',
    migrations: [
      createRegistry,
      createCases,
      createLedger,
      indexPartiesByPerson,
      dateUnitVersions,
      indexPartiesInOrder,
      markInvolvedPersons,
      createExclusions,
      createEmergencies,
      createPartyLinks,
      createServiceTokens,
      createPageSessions,
      createLegalHolds,
      createProcessingConsents,
      separateProcessingConsents,
    ],
  },
  {
    name: 'privacy',
    migrations: [createPrivacy, createAccessLog, recordLooking, prepareAccessForSealing, nameKeys, openTogether, delayEntries],
  },
  { name: 'audit', migrations: [createAudit] },
];

/** One key for all owners: whoever starts second waits, finds everything done and goes on. */
const lockKey = 0x6d61706c;

/**
 * Brings the database to what this build knows: roles, schemas, each owner's migrations under its own role, grants.
 * Safe to run from several processes at once and again at any time.
 */
export async function migrate(options: MigrateOptions): Promise<readonly Migrated[]> {
  const database = await openDatabase({ url: options.url, poolSize: 2, applicationName: 'maplebridge migrate', statementTimeout: 0 });
  try {
    return await database.transaction(async (query) => {
      await query(`set local idle_in_transaction_session_timeout = 0`);
      await query(`set local lock_timeout = 0`);
      await query(`select pg_advisory_xact_lock($1)`, [lockKey]);
      return migrateLocked(options, database);
    });
  } finally {
    await database.close();
  }
}

async function migrateLocked(options: MigrateOptions, { query }: Database): Promise<readonly Migrated[]> {
  const all = [...coreOwners, ...options.owners];
  await ensureRoles(query, all, options.runtimeLogin);
  const done: Migrated[] = [];
  for (const owner of all) {
    await ensureSchema(query, owner.name);
    const ran = await runOwner(options.url, owner);
    if (ran.length) options.say?.(`migrated ${owner.name}: ${ran.join(', ')}`);
    done.push({ owner: owner.name, ran });
    await keepNames(query, owner);
    await (grants[owner.name] ?? grantOwner)(query, owner.name);
  }
  return done;
}

/** What the platform's own owners grant; every other one grants as a plugin does. */
const grants: Readonly<Partial<Record<string, (query: Query, owner: string) => Promise<void>>>> = {
  core: grantCore,
  privacy: grantPrivacy,
  audit: grantAudit,
};

/** TypeORM's own tables are not for the run-time login; it reads what ran from here. Core's tables are there after the first owner. */
async function keepNames(query: Query, owner: Owner): Promise<void> {
  await query(`insert into core.migrated (owner, name) select $1, unnest($2::text[]) on conflict do nothing`, [
    ownerSchema(owner.name),
    owner.migrations.map((one) => `${one.name}${one.at}`),
  ]);
}

async function ensureRoles(query: Query, owners: readonly Owner[], runtimeLogin: string): Promise<void> {
  const roles = [runtimeGroup, auditorGroup, ...owners.flatMap((one) => [ownerRole(one.name), deskRole(one.name)])];
  const missing = await missingRoles(query, roles);
  if (missing.length && !(await mayCreateRoles(query))) throw MigrationRefused.forRoles(missing, runtimeLogin);
  for (const role of missing) await ensureRole(query, role);
  const [me] = await query<{ name: string; login: boolean }>(
    `select current_user as name, exists (select from pg_roles where rolname = $1 and rolcanlogin) as login`,
    [runtimeLogin],
  );
  if (!me?.login) throw MigrationRefused.forLogin(runtimeLogin);
  if (me.name === runtimeLogin) throw MigrationRefused.forOneLogin(runtimeLogin);
  for (const owner of owners) await grantRole(query, ownerRole(owner.name), me.name);
  for (const role of roles.filter((one) => one === runtimeGroup || one.endsWith('_desk'))) await grantRole(query, role, runtimeLogin);
}

async function missingRoles(query: Query, roles: readonly string[]): Promise<readonly string[]> {
  const rows = await query<{ role: string }>(
    `select role from unnest($1::text[]) role where not exists (select from pg_roles where rolname = role)`,
    [roles],
  );
  return rows.map((one) => one.role);
}

async function ensureSchema(query: Query, owner: string): Promise<void> {
  const schema = quoted(ownerSchema(owner));
  await query(`create schema if not exists ${schema} authorization ${quoted(ownerRole(owner))}`);
}

/** TypeORM keeps the table of what ran and the transaction of each step; the session is the owner from its first statement. */
async function runOwner(url: string, owner: Owner): Promise<readonly string[]> {
  const schema = ownerSchema(owner.name);
  const source = new DataSource({
    type: 'postgres',
    ...connectionOf(url),
    schema,
    poolSize: 1,
    installExtensions: false,
    migrations: owner.migrations.map(asTypeOrmMigration),
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    extra: { options: `-c role=${ownerRole(owner.name)} -c search_path=${schema} -c lock_timeout=2000 -c timezone=UTC` },
  });
  await source.initialize();
  try {
    const ran = await source.runMigrations();
    return ran.map((one) => one.name);
  } finally {
    await source.destroy();
  }
}

function asTypeOrmMigration(migration: Migration): new () => MigrationInterface {
  class Step implements MigrationInterface {
    readonly name = `${migration.name}${migration.at}`;

    async up(runner: QueryRunner): Promise<void> {
      for (const sql of migration.up) await runner.query(sql);
    }

    down(): Promise<void> {
      throw new Error(`${this.name} is not reversed: restore a backup, or write a migration that follows it.`);
    }
  }
  return Step;
}

/** Names of migrations that this build knows and the database has not run; asked with the run-time login. */
export async function pendingMigrations(query: Query, owners: readonly Owner[]): Promise<readonly string[]> {
  const known = [...coreOwners, ...owners].flatMap((owner) =>
    owner.migrations.map((one) => ({ schema: ownerSchema(owner.name), name: `${one.name}${one.at}` })),
  );
  const [core] = await query<{ is: boolean }>(`select to_regclass('core.migrated') is not null as is`);
  if (!core?.is) return known.map((one) => `${one.schema}.${one.name}`);
  const ran = await query<{ name: string }>(`select owner || '.' || name as name from core.migrated`);
  const done = new Set(ran.map((one) => one.name));
  return known.map((one) => `${one.schema}.${one.name}`).filter((name) => !done.has(name));
}
