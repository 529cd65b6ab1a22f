import { endAll, startGateway, type GatewayProcess } from './gatewayProcess';
import { casesIn, databaseProcesses, newHome, openCase, postmaster } from './home';
import { get, good } from './http';

let home: string;
let remove: () => Promise<void>;
let gateway: GatewayProcess;
beforeAll(async () => {
  ({ path: home, remove } = await newHome());
  gateway = await startGateway({ home });
});
afterAll(async () => {
  await endAll();
  await remove();
});

/** Asks again until it is so: each question is an answer of the gateway, so this waits for it and not for time. */
async function until(isSo: () => Promise<boolean>, patience = 20_000): Promise<number> {
  const began = performance.now();
  while (!(await isSo()))
    if (performance.now() - began > patience) throw new Error(`It did not come in ${patience} ms. The gateway said:\n${gateway.said()}`);
  return Math.round(performance.now() - began);
}

const isReady = async (): Promise<boolean> => (await get(`${gateway.url}/readyz`)).status === 200;

test('while the embedded server is gone, readiness says so, requests are refused in a sentence, and nothing crashes', async () => {
  process.kill(await postmaster(home), 'SIGKILL');
  await until(async () => !(await isReady()));
  expect(JSON.parse((await get(`${gateway.url}/readyz`)).text)).toEqual({ status: 'not ready', failing: ['database'] });
  expect((await get(`${gateway.url}/livez`)).status).toBe(200);
  const { errors } = await gateway.as('demo-officer', { query: '{ cases(first: 1) { totalCount } }' });
  expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', isRetryable: true } }]);
  expect(JSON.stringify(errors)).not.toMatch(/ECONN|ENOENT|socket|\.s\.PGSQL|select |core\./);
  expect((await openCase(gateway)).errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  expect(gateway.said()).not.toContain('a bug reached a client');
});

test('a second gateway starts the server again, and the first recovers by itself with nothing lost', async () => {
  const second = await startGateway({ home });
  const took = await until(isReady);
  process.stderr.write(`  ready ${took} ms after the second gateway's screen\n`);
  good(await openCase(gateway));
  expect(await casesIn(gateway)).toBe(11);
  expect(await casesIn(second)).toBe(11);
  expect((await second.stop()).code).toBe(0);
  expect(await isReady()).toBe(true);
});

test('a gateway whose server was killed still stops in order within five seconds', async () => {
  process.kill(await postmaster(home), 'SIGKILL');
  await until(async () => !(await isReady()));
  const over = await gateway.stop();
  expect(over.code).toBe(0);
  expect(over.milliseconds).toBeLessThan(5_000);
  await until(async () => (await databaseProcesses(home)).length === 0);
});
