import { openDatabase, type Database } from '@maplebridge/storage';
import {
  openEmptyDatabase,
  runGatewayProcess,
  type GatewayProcess,
  type MigratedDatabase,
  type Person,
  type Stream,
} from '@maplebridge/testkit';
import { good } from '../stories/city';
import { events, type Seen } from './follower';
import { cursorNow, openCases, shuttle } from './shuttle';

let database: MigratedDatabase;
let admin: Database;
let one: GatewayProcess;
let other: GatewayProcess;
beforeAll(async () => {
  database = await openEmptyDatabase();
  admin = await openDatabase({ url: database.url, poolSize: 2 });
  const both = await Promise.all([1, 2].map(() => runGatewayProcess({ databaseUrl: database.url })));
  [one, other] = both as [GatewayProcess, GatewayProcess];
});
afterAll(async () => {
  await Promise.all([one, other].map((gateway) => gateway.close()));
  await admin.close();
  await database.close();
});

const officerAt = (gateway: GatewayProcess): Person => gateway.as('demo-officer');
const board = (gateway: GatewayProcess, after: string): Promise<Stream> => officerAt(gateway).stream(events, { after });

test('two gateways that start at once on an empty database both come up, and each migration and the demo ran once', async () => {
  const schemas = await admin.query<{ schema: string }>(`select schemaname as schema from pg_tables where tablename = 'migration'`);
  expect(schemas.length).toBeGreaterThanOrEqual(6);
  for (const { schema } of schemas) {
    const [counted] = await admin.query(`select count(*)::integer as ran, count(distinct name)::integer as known from ${schema}.migration`);
    expect(counted).toEqual({ ran: (counted as { known: number }).known, known: expect.any(Number) });
  }
  const said = [one, other].map((gateway) => gateway.logs());
  expect(said.filter((text) => text.includes('migrated core:'))).toHaveLength(1);
  expect(said.filter((text) => text.includes('demo data:'))).toHaveLength(1);
  for (const gateway of [one, other])
    expect(good(await gateway.as('demo-supervisor').query('{ cases(first: 1) { totalCount } }')).cases.totalCount).toBe(10);
});

test('a move at one is told to a subscriber of the other, and a cursor of one resumes at the other', async () => {
  const [id = ''] = await openCases(officerAt(one), 1);
  const watching = await board(other, await cursorNow(officerAt(one)));
  const [signed, transferred] = await shuttle(officerAt(one), id, { times: 2 });
  const told = (await watching.next((event: Seen) => event.id === signed)) as Seen;
  await watching.close();
  const resumed = await board(one, told.cursor);
  expect(((await resumed.next((event: Seen) => event.__typename === 'Change')) as Seen).id).toBe(transferred);
  await resumed.close();
});

/** Reads into `seen` until it is enough, or the stream is over. */
async function read(stream: Stream, seen: Seen[], isEnough: () => boolean): Promise<void> {
  while (!isEnough()) {
    const event = (await stream.next().catch(() => null)) as Seen | null;
    if (event === null) return;
    seen.push(event);
  }
}

const writers = 4;
const moves = 16;

test('a gateway is killed among its work: its subscriber resumes at the other, with nothing lost and nothing twice', async () => {
  const ids = await openCases(officerAt(other), writers);
  const start = await cursorNow(officerAt(one));
  const seen: Seen[] = [];
  const isHeard = (count: number) => () => seen.filter(({ id }) => id !== undefined).length >= count;
  const stream = await board(one, start);
  const writing = Promise.all(ids.map((id) => shuttle(officerAt(other), id, { times: moves })));
  await read(stream, seen, isHeard(writers * 2));
  const cut = read(stream, seen, isHeard(writers * moves));
  expect(await one.kill('SIGKILL')).toBeNull();
  await cut;
  expect(seen.length).toBeLessThan(writers * moves);
  const resumed = await board(other, seen.at(-1)?.cursor ?? start);
  const written = await writing;
  await read(resumed, seen, isHeard(writers * moves));
  for (const [nth, id] of ids.entries()) expect(seen.filter((event) => event.caseId === id).map((event) => event.id)).toEqual(written[nth]);
  expect(seen.filter(({ __typename }) => __typename === 'Resync')).toEqual([]);
  await resumed.close();
});

test('a gateway that starts in place of the killed one has everything, and migrates nothing', async () => {
  const third = await runGatewayProcess({ databaseUrl: database.url });
  const count = async (gateway: GatewayProcess): Promise<number> =>
    good(await gateway.as('demo-supervisor').query('{ cases(first: 1) { totalCount } }')).cases.totalCount;
  expect(await count(third)).toBe(await count(other));
  expect(third.logs()).not.toMatch(/migrated|demo data/);
  await third.close();
});
