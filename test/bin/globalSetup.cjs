const { execFile } = require('node:child_process');
const { existsSync, mkdirSync, rmSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { promisify } = require('node:util');
const { Client } = require('pg');

const root = join(__dirname, '..', '..');
// Not through the package's door: it brings TypeORM, which this needs not, and a fresh clone may not be built yet.
const embedded = join(root, 'packages', 'storage', 'dist', 'embedded', 'index.js');

/** Once per run: a server of the tests' own (or the given one), told to every worker by its URL, rid of what crashed runs left. */
module.exports = async () => {
  process.env.MAPLEBRIDGE_TEST_LOGS = join(root, '.maplebridge', 'logs', String(process.pid));
  rmSync(process.env.MAPLEBRIDGE_TEST_LOGS, { recursive: true, force: true });
  mkdirSync(process.env.MAPLEBRIDGE_TEST_LOGS, { recursive: true });
  process.env.MAPLEBRIDGE_TEST_DATABASE = process.env.TEST_DATABASE_URL ?? (await openTestServer());
  await sweep(process.env.MAPLEBRIDGE_TEST_DATABASE);
};

async function openTestServer() {
  if (!existsSync(embedded))
    await promisify(execFile)(process.execPath, [require.resolve('typescript/bin/tsc'), '-b', 'packages/storage'], { cwd: root });
  const { openEmbedded } = require(embedded);
  const folder = join(root, '.maplebridge', 'test');
  // Each file has a database that dies with it: a crash of the machine may take them all. Stories about durability open a server of their own.
  // Lines of its log name their database: the end of the run searches them for what must not be there.
  const settings = { synchronous_commit: 'off', max_connections: '200', log_line_prefix: '%m [%p] db=%d ' };
  const server = await openEmbedded({ folder, name: 'tests', settings, say: (line) => process.stderr.write(`${line}\n`) });
  // Teardown runs in this same process and realm.
  globalThis.maplebridgeTestServer = server;
  const file = join(folder, 'server', 'server.log');
  globalThis.maplebridgeTestLog = { file, from: existsSync(file) ? statSync(file).size : 0 };
  return server.url;
}

/** Names carry the second they were made in. Another run may be going on at the same server: only what is older than six hours goes. */
async function sweep(url) {
  const client = new Client({ connectionString: url });
  await client.connect().catch((error) => {
    throw new Error(
      `The test database ${url.replace(/:[^:@/]*@/, ':***@')} does not answer (${error.message}). Correct TEST_DATABASE_URL, or unset it to use the embedded one.`,
    );
  });
  const oldest = Math.floor(Date.now() / 1000) - 6 * 3600;
  const made = `nullif(substring(%s from '^mb_test_([0-9]{9,11})_'), '')::bigint`;
  const databases = await client.query(`select datname as name from pg_database where ${made.replace('%s', 'datname')} < $1`, [oldest]);
  for (const { name } of databases.rows) await client.query(`drop database if exists "${name}" with (force)`);
  const roles = await client.query(`select rolname as name from pg_roles where ${made.replace('%s', 'rolname')} < $1`, [oldest]);
  // A role that still owns something elsewhere stays: it is in somebody's way only by its name.
  for (const { name } of roles.rows) await client.query(`drop role if exists "${name}"`).catch(() => undefined);
  await client.end();
}
