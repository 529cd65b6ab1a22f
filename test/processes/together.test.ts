import { endAll, runToEnd, startGateway, startUntil } from './gatewayProcess';
import { casesIn, databaseProcesses, leftovers, newHome, openCase, postmaster } from './home';
import { good } from './http';

let home: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: home, remove } = await newHome());
});
afterEach(async () => {
  await endAll();
  await remove();
});

const doctor = () => runToEnd({ home, program: 'maplebridge', args: ['--json', 'doctor'] });

test('a gateway, a command and a second gateway share one server, and the last one stops it', async () => {
  const first = await startGateway({ home });
  const server = await postmaster(home);
  const examined = await doctor();
  expect(examined.out).toContain('"event":"examined"');
  expect(await postmaster(home)).toBe(server);
  const second = await startGateway({ home });
  expect(await postmaster(home)).toBe(server);
  good(await openCase(first));
  expect(await casesIn(second)).toBe(11);
  expect((await first.stop()).code).toBe(0);
  expect(await postmaster(home)).toBe(server);
  expect(await casesIn(second)).toBe(11);
  expect((await second.stop()).code).toBe(0);
  expect(await databaseProcesses(home)).toEqual([]);
  expect(await leftovers(home)).toEqual([]);
});

test('two gateways that start at once on an empty home make one server and one demo city', async () => {
  const [one, other] = await Promise.all([startGateway({ home }), startGateway({ home })]);
  const said = [one.screen, other.screen];
  for (const line of ['Preparing PostgreSQL', 'migrated core:', 'demo data:'])
    expect(said.filter((screen) => screen.includes(line))).toHaveLength(1);
  // One home, one issuer: a token of one is good at the other.
  expect(await casesIn(one)).toBe(10);
  expect(await casesIn(other)).toBe(10);
  await Promise.all([one.stop(), other.stop()]);
  expect(await databaseProcesses(home)).toEqual([]);
});

test('a command alone starts the server for itself and stops it, and a killed gateway keeps nothing alive beyond it', async () => {
  const killed = await startGateway({ home });
  const server = await postmaster(home);
  await killed.kill();
  expect(await databaseProcesses(home)).toContain(server);
  expect((await doctor()).out).toContain('"event":"examined"');
  expect(await databaseProcesses(home)).toEqual([]);
  expect((await doctor()).out).toContain('"event":"examined"');
  expect(await databaseProcesses(home)).toEqual([]);
  expect(await leftovers(home)).toEqual([]);
});

test('a gateway that gives up its start leaves the server to the one that uses it', async () => {
  const first = await startGateway({ home });
  const server = await postmaster(home);
  const second = await startUntil({ home, env: { PORT: new URL(first.url).port } }, /./).catch((error: Error) => error.message);
  expect(second).toMatch(/ended with 1 before.*Port \d+ .*is taken/s);
  expect(await postmaster(home)).toBe(server);
  expect(await casesIn(first)).toBe(10);
  await first.stop();
});
