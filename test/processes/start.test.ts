import { endAll, startGateway, startUntil, type GatewayProcess } from './gatewayProcess';
import { casesIn, databaseProcesses, leftovers, newHome, openCase, postmaster } from './home';
import { askAs, get, good } from './http';

let home: string;
let remove: () => Promise<void>;
let first: GatewayProcess;
beforeAll(async () => {
  ({ path: home, remove } = await newHome());
  first = await startGateway({ home });
});
afterAll(async () => {
  await endAll();
  await remove();
});

const tell = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** Tokens as a person would copy them from the screen, by who they are for. */
const shownTokens = (screen: string): ReadonlyMap<string, string> =>
  new Map([...screen.matchAll(/\((demo-[a-z]+)\)\n +(\S+)/g)].map(([, who = '', token = '']) => [who, token]));

const viewer = '{ viewer { posts { role unit { code } } } }';

test('the first start on an empty home shows where everything is, and every token on the screen works', async () => {
  tell(`first start on an empty home: ${first.milliseconds} ms`);
  for (const line of [
    /GraphiQL .*http:\S+\/graphiql\n/,
    /WebSocket .*ws:\S+\/graphql /,
    /Health .*\S+\/livez +\S+\/readyz\n/,
    /Next steps/,
  ])
    expect(first.screen).toMatch(line);
  expect(first.screen).toContain(`embedded PostgreSQL in ${home}/postgres\n`);
  expect(first.screen).toContain('medical-disputes, night-market-disputes, business-environment, community-disputes');
  const tokens = shownTokens(first.screen);
  expect(tokens.size).toBe(9);
  const officer = await first.as('demo-officer', { query: viewer });
  expect(good(officer).viewer.posts).toEqual([{ role: 'officer', unit: { code: 'E-STATION' } }]);
  for (const [who, token] of tokens) expect(payloadOf(token).sub).toBe(who);
  expect(await casesIn(first)).toBe(10);
});

const payloadOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string };

test('a started gateway says that it is alive and ready, and serves GraphiQL with all its files from itself', async () => {
  expect((await get(`${first.url}/livez`)).status).toBe(200);
  expect(await get(`${first.url}/readyz`)).toMatchObject({ status: 200, text: '{"status":"ready"}' });
  const page = await get(`${first.url}/graphiql`);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  const files = [...page.text.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, path = '']) => path);
  expect(files).toHaveLength(2);
  for (const path of files) expect((await get(first.url + path)).status).toBe(200);
});

test('SIGTERM stops everything within five seconds, and the next start has all the data', async () => {
  good(await openCase(first));
  const over = await first.stop('SIGTERM');
  expect(over).toMatchObject({ code: 0, signal: null, err: '' });
  expect(over.milliseconds).toBeLessThan(5_000);
  expect(await databaseProcesses(home)).toEqual([]);
  expect(await leftovers(home)).toEqual([]);
  const second = await startGateway({ home });
  tell(`stop: ${Math.round(over.milliseconds)} ms; second start: ${second.milliseconds} ms`);
  expect(second.screen).not.toMatch(/migrated|demo data:|Preparing/);
  expect(await casesIn(second)).toBe(11);
  expect(await second.stop('SIGINT')).toMatchObject({ code: 0, signal: null, err: '' });
  expect(await databaseProcesses(home)).toEqual([]);
});

test('a token of one run is good in the next', async () => {
  const token = shownTokens(first.screen).get('demo-officer') ?? '';
  const again = await startGateway({ home });
  expect(good(await askAs(again.url, token, { query: viewer })).viewer.posts).toHaveLength(1);
  await again.stop();
});

test('a signal while the database is being made stops everything too', async () => {
  const other = await newHome();
  const starting = await startUntil({ home: other.path }, /Preparing/);
  const over = await starting.stop('SIGINT');
  expect(over).toMatchObject({ code: 0, signal: null });
  expect(over.milliseconds).toBeLessThan(5_000);
  expect(await databaseProcesses(other.path)).toEqual([]);
  expect(await leftovers(other.path)).toEqual([]);
  await other.remove();
});

test('a killed gateway leaves its server, the next start adopts it, and nothing acknowledged is lost', async () => {
  const killed = await startGateway({ home });
  const before = await casesIn(killed);
  const server = await postmaster(home);
  const answers = Array.from({ length: 24 }, () =>
    openCase(killed).then(
      ({ errors }) => errors.length === 0,
      () => null,
    ),
  );
  await Promise.race(answers);
  expect((await killed.kill()).signal).toBe('SIGKILL');
  const outcomes = await Promise.all(answers);
  const acknowledged = outcomes.filter((outcome) => outcome === true).length;
  const next = await startGateway({ home });
  expect(await postmaster(home)).toBe(server);
  const kept = (await casesIn(next)) - before;
  tell(`killed with ${acknowledged} of 24 acknowledged, ${kept} kept; start on the adopted server: ${next.milliseconds} ms`);
  expect(acknowledged).toBeGreaterThan(0);
  expect(kept).toBeGreaterThanOrEqual(acknowledged);
  expect(kept).toBeLessThanOrEqual(24);
  await next.stop();
  expect(await databaseProcesses(home)).toEqual([]);
  expect(await leftovers(home)).toEqual([]);
});
