import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { endAll, runToEnd, type Over } from './gatewayProcess';
import { databaseProcesses, leftovers, newHome } from './home';

let home: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: home, remove } = await newHome());
});
afterAll(async () => {
  await endAll();
  await remove();
});

const refused = (env: Record<string, string>, args: readonly string[] = []): Promise<Over> => runToEnd({ home, env, args });

/** A sentence for a person: no stack, no code, nothing on the output where the screen would be. */
function expectSentence(over: Over): void {
  expect(over.out).toBe('');
  expect(over.err).not.toMatch(/\n +at |node_modules|Error:|ECONN/);
}

test('all mistakes are told at once, each with what would work, without a password, and the exit code is 78', async () => {
  const over = await refused(
    { PORT: '70000', DATABASE_URL: 'mysql://root:hunter2@db/x', LOG_LEVEL: 'loud', TRUST_PROXY: 'everybody', MAPLEBRIDGE_HOEM: '/x' },
    ['--dmeo'],
  );
  expect(over.code).toBe(78);
  expectSentence(over);
  for (const name of ['PORT', 'DATABASE_URL', 'LOG_LEVEL', 'TRUST_PROXY', 'MAPLEBRIDGE_HOEM', 'argument'])
    expect(over.err).toMatch(new RegExp(`\\n  ${name} is .*\\n    What would work: .+`));
  expect(over.err).toContain('(6)');
  expect(over.err).not.toContain('hunter2');
});

test.each([
  ['NODE_ENV=production', { NODE_ENV: 'production' }, /OIDC_ISSUER is not set: with NODE_ENV=production there is no development issuer/],
  ['a HOST that others reach', { HOST: '0.0.0.0' }, /OIDC_ISSUER is not set: the development issuer works on a loopback HOST only/],
  ['a configuration file that is not there', { MAPLEBRIDGE_CONFIG: '/nowhere.json' }, /There is no \/nowhere.json. Write one/],
])('%s without more is refused with exit code 78', async (_name, env, message) => {
  const over = await refused(env);
  expect(over.code).toBe(78);
  expectSentence(over);
  expect(over.err).toMatch(message);
});

test('a taken port is told with the next one, and the database that was opened for it is stopped', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const over = await refused({ PORT: String(port) });
  expect(over.code).toBe(1);
  expect(over.err).toMatch(new RegExp(`Port ${port} .*taken.*PORT=${port + 1}`));
  expect(over.err).not.toMatch(/\n +at /);
  expect(await databaseProcesses(home)).toEqual([]);
  expect(await leftovers(home)).toEqual([]);
  other.close();
});

test('a database that does not answer is told in a sentence within ten seconds', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  const over = await refused({ DATABASE_URL: `postgres://app:hunter2@127.0.0.1:${port}/cases` });
  expect(over.code).toBe(1);
  expectSentence(over);
  expect(over.err).toMatch(new RegExp(`DATABASE_URL, .*127.0.0.1:${port}.*: nothing listens there`));
  expect(over.err).not.toContain('hunter2');
  expect(over.milliseconds).toBeLessThan(10_000);
});

test('a database that takes the connection and says nothing is given up within ten seconds', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const lines = new Set<{ destroy(): void }>();
  silent.on('connection', (line) => lines.add(line.on('error', () => undefined)));
  const over = await refused({ DATABASE_URL: `postgres://app@127.0.0.1:${port}/cases` });
  expect(over.code).toBe(1);
  expectSentence(over);
  expect(over.err).toContain('it did not answer within five seconds');
  expect(over.milliseconds).toBeLessThan(10_000);
  for (const line of lines) line.destroy();
  silent.close();
});
