import { openEmptyDatabase, runGatewayProcess, type GatewayProcess, type MigratedDatabase, type StreamEvent } from '@maplebridge/testkit';
import { hand, opened, placeId } from './city';

let database: MigratedDatabase;
let gateways: readonly GatewayProcess[];
beforeAll(async () => {
  database = await openEmptyDatabase();
  gateways = await Promise.all([1, 2].map(() => runGatewayProcess({ databaseUrl: database.url })));
}, 120_000);
afterAll(async () => {
  await Promise.all((gateways ?? []).map((one) => one.close()));
  await database.close();
});

const one = (): GatewayProcess => gateways[0] as GatewayProcess; // both were started before the first test
const other = (): GatewayProcess => gateways[1] as GatewayProcess;
const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';
const events = 'subscription { caseEvents { __typename cursor ... on Change { caseId move } } }';
const openOne = (): Promise<string> =>
  opened(one().as('demo-resident'), 'CommunityDispute', { place: placeId('DOOR-301'), details: { kind: 'debt' } });

test('two gateways that start at once on an empty database make one city, and each answers for it', async () => {
  const query = '{ cases(first: 100) { nodes { number } } }';
  const seen = await Promise.all(gateways.map(async (gateway) => (await gateway.as('demo-supervisor').query(query)).data.cases.nodes));
  expect(seen[0]).toHaveLength(10);
  expect(seen[1]).toEqual(seen[0]);
});

test('what one gateway writes is told by the other', async () => {
  const stream = await other().as('demo-grid').stream(events);
  await stream.next(isCaughtUp);
  const id = await openOne();
  await hand(one().as('demo-grid'), id).act('signFor');
  expect([await stream.next(), await stream.next()]).toMatchObject([
    { caseId: id, move: 'opened' },
    { caseId: id, move: 'signFor' },
  ]);
});

test('a stream that a dying gateway cut goes on at the other, with nothing lost and nothing twice', async () => {
  const cut = await other().as('demo-grid').stream(events);
  await cut.next(isCaughtUp);
  const first = await openOne();
  const { cursor } = await cut.next(({ caseId }) => caseId === first);
  expect(await other().kill('SIGKILL')).toBeNull();
  expect((await cut.ended()).kind).toBe('error');
  const missed = [await openOne(), await openOne()];
  const resumed = await one()
    .as('demo-grid')
    .stream(events.replace('caseEvents', `caseEvents(after: "${cursor}")`));
  const told = [await resumed.next(), await resumed.next(), await resumed.next()];
  expect(
    told
      .slice(0, 2)
      .map(({ caseId }) => caseId)
      .sort(),
  ).toEqual([...missed].sort());
  expect(told[2].__typename).toBe('CaughtUp');
});

test('a gateway that is asked to stop does so in order', async () => {
  expect(await one().kill('SIGTERM')).toBe(0);
});
