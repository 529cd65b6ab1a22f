import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, good, hand, openCity, opened, placeId } from '../stories/city';

let city: TestGateway;
let resident: Person;
let id: string;
beforeAll(async () => {
  city = await openCity();
  resident = city.as('demo-resident');
  id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });
  await hand(city.as('demo-grid'), id).act('signFor');
});
afterAll(() => city.close());

test('a history of which nothing but the case is asked tells the case once for each entry', async () => {
  const { history } = await hand(resident, id).look('history(first: 5) { nodes { case { id place { name } } } edges { __typename } }');
  const entry = { case: { id, place: { name: '滨河路3号楼301 Flat 301' } } };
  expect(history).toEqual({ nodes: [entry, entry], edges: [{ __typename: 'ChangeEdge' }, { __typename: 'ChangeEdge' }] });
});

test('so it does on a page of cases, going back, and beside what is resolved in the process', async () => {
  const page = `{ communityDisputes(first: 100, orderBy: OPENED_LATEST) { nodes { id history(last: 1) { nodes { case { status { code } } } } } } }`;
  const { nodes } = good(await resident.query(page)).communityDisputes;
  expect(nodes).toContainEqual({ id, history: { nodes: [{ case: { status: { code: 'signed' } } }] } });
  const mixed = await hand(resident, id).look('history(first: 1) { nodes { case { due { code } report { channel } } } }');
  expect(mixed.history.nodes).toEqual([{ case: { due: { code: 'onSpot' }, report: { channel: 'resident' } } }]);
});

test('links made at one instant come in one order, whether a statement or the process answers', async () => {
  const others = await Promise.all(
    [1, 2, 3, 4].map(() => opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), details: { kind: 'debt' } })),
  );
  const uuids = [id, ...others].map((one) => Buffer.from(one, 'base64url').toString().slice('case:'.length));
  const [own, ...linked] = uuids;
  for (const other of [...linked].sort().reverse())
    await city.sql(
      `insert into core.link (shard, case_id, other_id, relation, since) values (core.shard_of($1), $1, $2, 'continues', '2026-03-02T01:00:00Z')`,
      [own, other],
    );
  const inOrder = [...linked].sort().map((one) => ({ case: { id: Buffer.from(`case:${one}`).toString('base64url') } }));
  expect((await hand(resident, id).look('links { case { id } }')).links).toEqual(inOrder);
  const beside = await resident.query(
    `query ($id: ID!) { other: node(id: "${placeId('HALL')}") { id } case(id: $id) { links { case { id } } } }`,
    { id },
  );
  expect(good(beside).case.links).toEqual(inOrder);
});
