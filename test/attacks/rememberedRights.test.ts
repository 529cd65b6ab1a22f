import type { TestGateway } from '@maplebridge/testkit';
import { good, hand, key, openCity } from '../stories/city';

let city: TestGateway;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

const list = '{ cases { nodes { id version } } }';
const move = 'mutation ($input: MoveCaseInput!) { moveCase(input: $input) { case { version } } }';

test('rights that are taken away are gone at the very next request, however warm the operation', async () => {
  const officer = city.as('demo-officer');
  const seen = async (): Promise<readonly { id: string; version: number }[]> => good(await officer.query(list)).cases.nodes;
  for (let nth = 0; nth < 3; nth += 1) expect((await seen()).length).toBeGreaterThan(0);
  const [one] = await seen();
  const id = one?.id ?? '';
  expect(await hand(officer, id).look('number')).not.toBeNull();
  await city.revoke('demo-officer', 'officer', 'E-STATION');
  expect(await seen()).toEqual([]);
  expect(await hand(officer, id).look('number')).toBeNull();
  const input = { id, move: 'signFor', expectedVersion: one?.version ?? 1, idempotencyKey: key() };
  const refused = await officer.query(move, { input });
  expect(refused.errors[0]?.extensions?.['code']).toBe('NOT_FOUND');
  await city.grant('demo-officer', 'officer', 'E-STATION');
  expect((await seen()).length).toBeGreaterThan(0);
});
