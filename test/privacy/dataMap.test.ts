import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { retentionPolicies } from '@maplebridge/kernel';
import { holdings, holdsNobody } from '@maplebridge/storage';
import { asRuntime, type TestGateway } from '@maplebridge/testkit';
import { startCommand, type Outcome } from '../import/command';
import { allPlugins, bothSides, good, hand, openCity, opened, placeId } from '../stories/city';

let city: TestGateway;
let folder: string;
beforeAll(async () => {
  city = await openCity();
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-export-'));
});
afterAll(async () => {
  await city.close();
  rmSync(folder, { recursive: true });
});

const env = { MAPLEBRIDGE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
const run = (...args: readonly string[]): Promise<Outcome> =>
  startCommand({ url: city.databaseUrl, runtimeUrl: asRuntime(city.databaseUrl), env }, folder, ['privacy', ...args]).outcome;

test('every table of the platform is in the data map, or is said to know nobody', async () => {
  const tables = await city.sql<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('core', 'privacy') order by 1`,
  );
  const known = [...holdings.map(({ table }) => table), ...holdsNobody, 'privacy.migration'];
  expect(tables.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !tables.some((one) => one.name === name))).toEqual([]);
  expect(new Set(known).size).toBe(known.length);
});

test('the page on data protection says of every table and every policy what the code does', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'data-protection.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|').map((cell) => cell.trim())); // prettier-ignore
  expect(rows.filter((cells) => cells.length === 6).map(([, table, what, kept]) => [table, what, kept])).toEqual(
    holdings.map(({ table, what, kept }) => [`\`${table}\``, what, kept]),
  );
  expect(rows.filter((cells) => cells.length === 4).map(([, name, days]) => [name, days])).toEqual(
    retentionPolicies.map((key) => [`\`${key.name}\``, `${key.default} days`]),
  );
});

test('a column that points at a person stands in a table that is handed out', async () => {
  const pointing = await city.sql<{ name: string }>(
    `select distinct n.nspname || '.' || t.relname as name from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
      where c.contype = 'f' and c.confrelid = 'core.person'::regclass
     union select distinct table_schema || '.' || table_name from information_schema.columns
      where table_schema in ('core', 'privacy') and column_name in ('person_id', 'actor_id', 'handler_id', 'reporter_id')`,
  );
  const handedOut = holdings.filter(({ rows }) => rows !== null).map(({ table }) => table);
  expect(pointing.map(({ name }) => name).filter((name) => !handedOut.includes(name))).toEqual([]);
});

test('a person gets everything that is held about them, opened, and nothing of anybody else; the export is on record', async () => {
  const resident = city.as('demo-resident');
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides });
  await hand(city.as('demo-grid'), id).act('signFor');
  const { number } = await hand(resident, id).look('number');
  const file = join(folder, 'resident.json');
  const done = await run('export', 'demo-resident', '--issuer', 'maplebridge-development', '--out', file, '--json');
  expect(done.answer()).toMatchObject({ event: 'exported', values: expect.any(Number) as number });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  const { values, held } = JSON.parse(text) as { values: object[]; held: Record<string, { rows: Record<string, unknown>[] }> };
  expect(values).toEqual(expect.arrayContaining([
    { case: number, field: 'name', class: 'identity', value: '赵示范' },
    { case: number, field: 'phone', class: 'contact', value: '13900000001' },
  ])); // prettier-ignore
  for (const foreign of ['钱样例', 'demo-neighbour', 'secret_hash']) expect(text).not.toContain(foreign);
  expect(held['core.entry']?.rows).toEqual(expect.arrayContaining([expect.objectContaining({ what: 'opened', case: number })]));
  expect(held['core.party']?.rows).toEqual(expect.arrayContaining([expect.objectContaining({ case: number, side: 'applicant' })]));
  const log = good(await resident.query('{ viewer { accessLog(first: 1) { nodes { role purpose basis basisSource { article } } } } }'))
    .viewer.accessLog;
  expect(log.nodes[0]).toMatchObject({ role: 'export', purpose: expect.stringContaining('PIPL art. 45') as string, basis: 'LEGAL_DUTY' });
  expect(await run('export', 'demo-resident', '--issuer', 'maplebridge-development', '--out', file, '--lang', 'en')).toMatchObject({
    code: 1,
    err: expect.stringContaining('not there yet') as string,
  });
});

test('every type says on which basis it processes, and drafts its impact assessment in both languages', async () => {
  for (const type of allPlugins.flatMap(({ caseTypes }) => caseTypes)) {
    expect(type.processing).toBeDefined();
    for (const lang of ['zh-CN', 'en']) {
      const { code, out } = await run('assess', type.name, '--lang', lang);
      expect(code).toBe(0);
      expect(out).toContain(type.label[lang as 'en']);
      for (const { name } of type.fields.filter(({ class: one }) => !['public', 'internal'].includes(one)))
        expect(out).toContain(`\`${name}\``);
    }
  }
  expect(await run('assess', 'nothing', '--lang', 'en')).toMatchObject({
    code: 1,
    err: expect.stringContaining('medical-dispute') as string,
  });
});
