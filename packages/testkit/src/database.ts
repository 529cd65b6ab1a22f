import { createHash, randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';

export interface TestTemplate {
  /** Names the content: the same name means the same database, so it changes whenever `prepare` or what it applies does. */
  readonly name: string;
  /** Fills the empty template. Runs once per name and server, under a lock; must close every connection it opened. */
  prepare(url: string): Promise<void>;
}

export interface TestDatabase {
  /** The database of this test file alone. */
  readonly url: string;
  /** The database from which others are made; for roles and for asking about sessions. */
  readonly adminUrl: string;
  /** Drops the database, whoever is still connected. */
  close(): Promise<void>;
}

/** A database for one test file, copied from a template when one is given: milliseconds instead of migrations. */
export async function openTestDatabase(options: { readonly template?: TestTemplate } = {}): Promise<TestDatabase> {
  const adminUrl = testServer();
  const name = `mb_test_${nowInSeconds()}_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onAdmin(adminUrl, async (admin) => {
    const template = options.template === undefined ? 'template1' : await ensureTemplate(admin, adminUrl, options.template);
    await admin.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`);
  });
  const close = (): Promise<void> => onAdmin(adminUrl, (admin) => drop(admin, name));
  return { url: urlOf(adminUrl, name), adminUrl, close };
}

function testServer(): string {
  const url = process.env.MAPLEBRIDGE_TEST_DATABASE;
  if (url === undefined)
    throw new Error('No test server: tests are started by npm test or npx jest in the root folder, whose set-up opens one.');
  return url;
}

const nowInSeconds = (): number => Math.floor(Date.now() / 1000);

/** One number for all who make templates: they wait for each other, whatever they make. */
const templateLock = 4_781_201;

/**
 * The template of this content: made under a working name, filled, and only then given its true name, so that a crash half way leaves
 * nothing that looks whole. The true name is marked with the day it was made; sweeping runs take old ones away.
 */
async function ensureTemplate(admin: Client, adminUrl: string, template: TestTemplate): Promise<string> {
  const key = createHash('sha256').update(template.name).digest('hex').slice(0, 16);
  await admin.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    const made = await admin.query<{ name: string }>(`select datname as name from pg_database where datname ~ $1 order by 1 desc limit 1`, [
      `^mb_test_[0-9]+_template_${key}$`,
    ]);
    return made.rows[0]?.name ?? (await makeTemplate(admin, adminUrl, { key, template }));
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [templateLock]);
  }
}

async function makeTemplate(admin: Client, adminUrl: string, { key, template }: { key: string; template: TestTemplate }): Promise<string> {
  const making = `mb_test_${nowInSeconds()}_making_${key}`;
  await drop(admin, making);
  await admin.query(`create database ${escapeIdentifier(making)}`);
  try {
    await template.prepare(urlOf(adminUrl, making));
    await awaitNobody(admin, making);
    const whole = making.replace('_making_', '_template_');
    await admin.query(`alter database ${escapeIdentifier(making)} rename to ${escapeIdentifier(whole)}`);
    return whole;
  } catch (error) {
    await drop(admin, making);
    throw error;
  }
}

/** A closed connection's backend lives a moment longer than its client, and a database in use cannot be renamed. */
async function awaitNobody(admin: Client, name: string): Promise<void> {
  await admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name]);
}

const drop = async (admin: Client, name: string): Promise<void> => {
  await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
};

function urlOf(adminUrl: string, name: string): string {
  return Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
}

async function onAdmin<Result>(adminUrl: string, work: (admin: Client) => Promise<Result>): Promise<Result> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
