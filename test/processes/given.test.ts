import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Database } from '@maplebridge/storage';
import { openEmptyDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import { endAll, runToEnd, startGateway, type GatewayProcess } from './gatewayProcess';
import { newHome } from './home';
import { get, good } from './http';

let home: string;
let remove: () => Promise<void>;
let given: MigratedDatabase;
beforeAll(async () => {
  ({ path: home, remove } = await newHome());
  given = await openEmptyDatabase();
});
afterAll(async () => {
  await endAll();
  await given.close();
  await remove();
});

const both = (): Record<string, string> => ({ DATABASE_URL: given.runtimeUrl, DATABASE_ADMIN_URL: given.url, LOG_LEVEL: 'warn' });

/** A gateway for the time of one look. */
async function during<Result>(env: Record<string, string>, look: (gateway: GatewayProcess) => Promise<Result>): Promise<Result> {
  const gateway = await startGateway({ home, env });
  const seen = await look(gateway);
  const over = await gateway.stop();
  expect(over.code).toBe(0);
  expect(over.err).not.toMatch(/"level":[56]0/);
  return seen;
}

test('an empty database without the migrator’s login is refused with the command to run, and nothing is written to it', async () => {
  const over = await runToEnd({ home, env: { DATABASE_URL: given.runtimeUrl } });
  expect(over).toMatchObject({ code: 1, out: '' });
  expect(over.err).toMatch(
    /migrations have not run \(core\.\w+, .*\)\. Run "npx maplebridge migrate" with DATABASE_ADMIN_URL set, or set it here\./,
  );
  expect(over.err).not.toMatch(/\n +at /);
});

test('one login for both is refused with the SQL that makes another', async () => {
  const over = await runToEnd({ home, env: { DATABASE_URL: given.url, DATABASE_ADMIN_URL: given.url } });
  expect(over).toMatchObject({ code: 1, out: '' });
  expect(over.err).toMatch(/Both logins are "\w+".*create role maplebridge_run login.*DATABASE_URL, and the other in DATABASE_ADMIN_URL/s);
});

test('a given database is migrated and gets no demo data: a viewer is known and there are no cases', async () => {
  await during(both(), async (gateway) => {
    expect(gateway.screen).toContain('migrated core:');
    expect(gateway.screen).not.toMatch(/demo data:|demo-officer/);
    expect((await get(`${gateway.url}/readyz`)).status).toBe(200);
    const answer = await gateway.as('anybody', { query: '{ viewer { id posts { role } } cases(first: 5) { totalCount nodes { id } } }' });
    expect(good(answer)).toEqual({ viewer: { id: expect.any(String), posts: [] }, cases: { totalCount: 0, nodes: [] } });
  });
});

test('once it is migrated the run-time login is enough, and --demo is what fills it', async () => {
  const env = { DATABASE_URL: given.runtimeUrl, LOG_LEVEL: 'warn' };
  await during(env, async (gateway) => expect(gateway.screen).not.toContain('demo'));
  const demo = await startGateway({ home, env, args: ['--demo'] });
  expect(demo.screen).toContain('demo data: an invented city with 10 cases');
  await demo.stop();
});

test('the run-time login of a store given for production reads no personal value and changes no entry', async () => {
  const database: Database = await openDatabase({ url: given.runtimeUrl, poolSize: 1 });
  const refused = async (statement: string): Promise<void> => {
    await expect(database.query(statement)).rejects.toThrow(/^permission denied for (table|schema|view)/);
  };
  const owner = await openDatabase({ url: given.url, poolSize: 1 });
  const tables = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'privacy' and c.relkind in ('r', 'v', 'm', 'p')`,
  );
  await owner.close();
  expect(tables.map(({ name }) => name)).toContain('privacy.value');
  for (const { name } of tables) await refused(`select * from ${name} limit 1`);
  for (const statement of [
    `update core.entry set type = 'other'`,
    'delete from core.entry',
    'truncate core.entry',
    'delete from core."case"',
    'drop table core."case"',
    'alter table core.entry disable trigger all',
  ])
    await expect(database.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  for (const role of ['maplebridge_core', 'maplebridge_privacy', 'maplebridge_medical_disputes'])
    await expect(database.query(`set role ${role}`)).rejects.toThrow(/permission denied to set role/);
  await database.close();
});

test('production needs the key that seals personal values and a database that keeps what it acknowledged', async () => {
  const production = { ...both(), NODE_ENV: 'production', JWKS_URL: 'https://login.example.org/keys', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' };
  const over = await runToEnd({ home, env: production });
  expect(over).toMatchObject({ code: 78, out: '' });
  expect(over.err).toMatch(/\(1\):\n {2}MAPLEBRIDGE_MASTER_KEY is not set/);
  const masterKey = readFileSync(join(home, 'master.key'), 'utf8'); // of the gateways before
  const owner = await openDatabase({ url: given.url, poolSize: 1 });
  await owner.query(`do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`);
  const unsafe = await runToEnd({ home, env: { ...production, MAPLEBRIDGE_MASTER_KEY: masterKey } });
  expect(unsafe).toMatchObject({ code: 1, out: '', err: expect.stringContaining('synchronous_commit off: a crash could lose reports') });
  await owner.query(`do $$ begin execute format('alter database %I set synchronous_commit = on', current_database()); end $$`);
  await owner.close();
  const locked = await runToEnd({ home, env: { ...production, MAPLEBRIDGE_MASTER_KEY: Buffer.alloc(32, 4).toString('base64') } });
  expect(locked).toMatchObject({ code: 1, out: '', err: expect.stringContaining('MAPLEBRIDGE_MASTER_KEY_PREVIOUS') });
  await during({ ...production, MAPLEBRIDGE_MASTER_KEY: masterKey }, async (gateway) => {
    expect(gateway.screen).not.toMatch(/\/graphiql|demo-officer/);
    expect((await get(`${gateway.url}/graphiql`)).status).toBe(404);
    const { errors } = await gateway.as('forger', { query: '{ viewer { id } }' });
    expect(errors).toMatchObject([{ extensions: { code: expect.stringMatching(/UNAUTHENTICATED|UNAVAILABLE/) } }]);
  });
});
