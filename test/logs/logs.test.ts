import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { openLog } from '@maplebridge/gateway';
import { openTestGateway, type TestGateway } from '@maplebridge/testkit';

interface Search {
  readonly endSearch: (given: object) => number;
  readonly leaksIn: (given: object) => { readonly lines: number; readonly leaks: readonly string[] };
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the set-up of jest runs before anything is compiled
const { endSearch, leaksIn } = require('./search.cjs') as Search;
const root = resolve(__dirname, '..', '..');

/** What is kept goes into a folder of this file, so that what is planted here does not fail the whole run. */
const folder = mkdtempSync(join(tmpdir(), 'logs-'));
const ofTheRun = process.env.MAPLEBRIDGE_TEST_LOGS;
const kept = Reflect.get(ChildProcess, Symbol.for('maplebridge.logs')) as { folder?: string };
let gateway: TestGateway;
beforeAll(async () => {
  process.env.MAPLEBRIDGE_TEST_LOGS = folder;
  kept.folder = folder;
  gateway = await openTestGateway({ demo: false });
});
beforeEach(() => readdirSync(folder).forEach((name) => rmSync(join(folder, name), { recursive: true })));
afterAll(async () => {
  await gateway.close();
  process.env.MAPLEBRIDGE_TEST_LOGS = ofTheRun;
  delete kept.folder;
  rmSync(folder, { recursive: true });
});

const log = () => openLog('info', { write: () => undefined });
const leaks = (databaseLog: object | null = null): readonly string[] => leaksIn({ root, folder, databaseLog }).leaks;
const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> => {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...env } });
  child.stdout.resume();
  child.stderr.resume();
  await once(child, 'close');
};
const here = 'test/logs/logs.test.ts, "';

test.each([
  ['a mobile number', 'called 13912345678'],
  ['an identity number', 'of 11010519491231002X'],
  ['a name of the demo city', '王样例 was told'],
  ['a service token', `mbs_${'0'.repeat(32)}_${'x'.repeat(43)}`],
  ['a bearer token', `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJkZW1vIn0.${'x'.repeat(43)}`],
])('%s that a gateway logs is found, with the test and without the value', (kind, text) => {
  log().warn({ text }, 'something');
  expect(leaks()).toEqual([expect.stringMatching(new RegExp(`^${kind}: in a log, ${here}`))]);
  expect(leaks().join()).not.toContain(text);
});

test('what a client of the testkit sent is found, as a variable and in the document', async () => {
  const person = gateway.as('somebody');
  await person.query('query ($n: String!) { caseByNumber(number: $n) { id } }', { n: '赵七住在河边 by the river' });
  await person.query('{ unit(id: "x") { id } cases(filter: { unknown: 1 }) { totalCount } x(summary: "a word about neighbours") }');
  await person.query('mutation ($secret: String!) { none(input: { secret: $secret }) { id } }', { secret: 'AbCdEfGhIjKlMnOpQrStUv' });
  expect(leaks()).toEqual([]);
  log().info('AbCdEfGhIjKlMnOpQrStUv');
  log().info('赵七住在河边 by the river');
  log().info('a word about neighbours');
  expect(leaks()).toEqual([
    expect.stringMatching(/^a text sent as "secret": in a log/),
    expect.stringMatching(/^a text sent as "n": in a log/),
    expect.stringMatching(/^a text sent as "summary": in a log/),
  ]);
});

test('what a program of its own says is found, also when it comes in two pieces, and so is a secret that it was given', async () => {
  await run(['-e', `process.stderr.write('139123'); setTimeout(() => process.stderr.write('45678\\n'), 50)`]);
  await run(['-e', 'console.log(process.env.DATABASE_URL)'], { DATABASE_URL: 'postgres://me:not-for-logs@localhost/x' });
  expect(leaks()).toEqual([expect.stringMatching(/^a mobile number: in stderr of /), expect.stringMatching(/^a password: in stdout of /)]);
});

test('the log of an embedded PostgreSQL is read when its gateway ends', async () => {
  const home = join(folder, 'home');
  mkdirSync(join(home, 'postgres', 'server'), { recursive: true });
  writeFileSync(join(home, 'postgres', 'server', 'server.log'), 'DETAIL:  Failing row contains (王样例).\n');
  await run(['-e', ''], { MAPLEBRIDGE_HOME: home });
  expect(leaks()).toEqual([expect.stringMatching(/^a name of the demo city: in the log of an embedded PostgreSQL, test/)]);
});

test('what PostgreSQL logs since the run began is found by its database, what was there before is not', () => {
  const file = join(folder, 'server.log');
  const line = (database: string): string => `2026-03-02 [7] db=${database} ERROR:  invalid input: "13912345678"\n`;
  writeFileSync(file, `${line('before')}${line('mb_test_1')}`);
  expect(leaks({ file, from: line('before').length })).toEqual(['a mobile number: in the log of PostgreSQL, database mb_test_1 (1 times)']);
});

test('ids, instants and what a screen shows on purpose are no leak', async () => {
  log().warn({ id: '11010519491231002', at: 1772000000000, requestId: 'a13912345678901' }, 'token refused');
  const [main, token] = [join(folder, 'gateway/dist/main.js'), `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJkZW1vIn0.${'x'.repeat(43)}`];
  mkdirSync(dirname(main), { recursive: true });
  writeFileSync(main, `console.log('    ${token}')`);
  await run([main]);
  expect(leaksIn({ root: folder, folder, databaseLog: null }).leaks).toEqual([]);
});

test('one hit fails the run and keeps the lines for whoever looks; without any the folder goes', () => {
  const [own, given] = [mkdtempSync(join(tmpdir(), 'run-')), (folder: string) => ({ root, folder, databaseLog: null })];
  const said = (text: string): void => writeFileSync(join(own, 'said-1.jsonl'), JSON.stringify({ source: 'a log', text }));
  said('called 13912345678');
  expect(() => endSearch(given(own))).toThrow(
    /^Personal data or secrets in logs, .*\n {2}a mobile number: in a log, outside of tests \(1 times\)$/,
  );
  expect(readdirSync(own)).toEqual(['said-1.jsonl']);
  said('called nobody');
  expect(endSearch(given(own))).toBe(1);
  expect(existsSync(own)).toBe(false);
});
