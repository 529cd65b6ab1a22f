import type { TestGateway } from '@maplebridge/testkit';
import { bothSides, good, hand, key, openCity, opened, placeId } from '../stories/city';

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

test('values that were opened again and again stay closed once the right to open them is taken away', async () => {
  const officer = city.as('demo-officer');
  const id = await opened(city.as('demo-resident'), 'CommunityDispute', {
    place: placeId('DOOR-301'),
    parties: bothSides,
    details: { kind: 'debt' },
  });
  const { parties } = await hand(officer, id).look('parties { id side }');
  const party = (parties as { id: string; side: string }[]).find(({ side }) => side === 'RESPONDENT')?.id ?? '';
  const open = () =>
    officer.query(
      'mutation ($input: UnmaskInput!) { unmask(input: $input) { party { side } opened { field value { text isMasked } } until } }',
      {
        input: { party, classes: ['IDENTITY'], purpose: '联系当事人 to reach them', idempotencyKey: key() },
      },
    );
  for (let nth = 0; nth < 3; nth += 1) expect(good(await open()).unmask.opened.length).toBeGreaterThan(0);
  await city.revoke('demo-officer', 'officer', 'E-STATION');
  const refused = await open();
  expect(refused.errors[0]?.extensions?.['code']).toBe('NOT_FOUND');
  expect(refused.data?.unmask ?? null).toBeNull();
  await city.grant('demo-officer', 'officer', 'E-STATION');
  expect(good(await open()).unmask.opened.length).toBeGreaterThan(0);
});
