import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { openMigratedDatabase, openTestGateway, type MigratedDatabase, type TestGateway } from '@maplebridge/testkit';
import { openOutside, type Outside } from './outside';
import { move, openIn, refusalOf, said, write } from './talk';

let outside: Outside;
let database: MigratedDatabase;
const community = { package: '@maplebridge/community-disputes' };
const fees = { folder: 'fees' };

beforeAll(async () => {
  outside = await openOutside();
  await cp(join(__dirname, 'property-fee'), join(outside.folder, 'fees'), { recursive: true });
  database = await openMigratedDatabase((await outside.load(community, fees)).jurisdictions);
});
afterAll(async () => {
  await database.close();
  await outside.close();
});

/** A gateway on the one database, with these lines in its configuration. */
async function startedWith(...plugins: readonly object[]): Promise<TestGateway> {
  const { jurisdictions, openings } = await outside.load(...plugins);
  return openTestGateway({ plugins: jurisdictions, openings, databaseUrl: database.url });
}

/** What an inbox asks that was written before the plugin was: shared fields only. */
const card = '__typename id version status { phase code label } moves { code isOpen }';
const board = `subscription { caseEvents { __typename ... on Change { move case { ${card} } } ... on CaughtUp { at } } }`;
const inbox = `{ cases(first: 50) { nodes { ${card} } } }`;
const inInbox = async (city: TestGateway, id: string): Promise<unknown> => {
  const { nodes } = said(await city.as('demo-officer').query(inbox)).cases as {
    nodes: { id: string; __typename: string; status: { code: string } }[];
  };
  return nodes.filter((one) => one.id === id).map(({ __typename, status }) => [__typename, status.code]);
};

test('a plugin from outside the clone is opened, moved and watched by an inbox that has never seen it; removed, and added again', async () => {
  const first = await startedWith(community, fees);
  const stream = await first.as('demo-officer').stream(board);
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  const id = await openIn(first.as('demo-resident'), 'PropertyFeeDispute', {
    details: { estate: '滨河花园', disputedAmount: 3600, monthsInArrears: 14 },
  });
  expect(await stream.next((event) => event.move === 'opened')).toMatchObject({
    case: { __typename: 'PropertyFeeDispute', id, status: { phase: 'INTAKE', label: 'reported, awaiting sign-for' } },
  });
  for (const code of ['signFor', 'accept']) {
    said(await move(first.as('demo-officer'), id, code));
    expect(await stream.next((event) => event.move === code)).toMatchObject({ case: { id } });
  }
  expect(await inInbox(first, id)).toEqual([['PropertyFeeDispute', 'accepted']]);
  await first.close();

  const without = await startedWith(community);
  expect(await inInbox(without, id)).toEqual([['DormantCase', 'accepted']]);
  expect(refusalOf(await move(without.as('demo-officer'), id, 'inviteMediation'))).toMatch(/^PLUGIN_DORMANT/);
  await without.close();

  const again = await startedWith(community, fees);
  expect(await inInbox(again, id)).toEqual([['PropertyFeeDispute', 'accepted']]);
  said(await move(again.as('demo-officer'), id, 'inviteMediation'));
  expect(said(await write(again.as('demo-resident'), 'moveCase', { id, move: 'refuseMediation' })).done.case.status.code).toBe('ended');
  await again.close();
});
