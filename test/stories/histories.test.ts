import type { TestGateway } from '@maplebridge/testkit';
import { bothSides, good, hand, openCity, opened, placeId } from './city';

let city: TestGateway;
const ids: string[] = [];
beforeAll(async () => {
  city = await openCity();
  for (let made = 0; made < 12; made += 1)
    ids.push(
      await opened(city.as('demo-resident'), 'CommunityDispute', {
        place: placeId('DOOR-301'),
        parties: bothSides,
        details: { kind: 'debt' },
      }),
    );
  for (const id of ids) await hand(city.as('demo-grid'), id).act('signFor');
});
afterAll(() => city.close());

const window = (first: number, history: string): string =>
  `{ communityDisputes(first: ${first}, orderBy: OPENED_LATEST) { nodes { id ${history} } } }`;

test('each case of a page shows its own changes in order, and its cursor goes on where they end', async () => {
  const grid = city.as('demo-grid');
  const { nodes } = good(
    await grid.query(window(12, 'history(first: 1) { nodes { caseId move } pageInfo { hasNextPage endCursor } }')),
  ).communityDisputes;
  const own = nodes.filter(({ id }: { id: string }) => ids.includes(id));
  expect(own.length).toBeGreaterThan(5); // the others are the demo's
  for (const { id, history } of own) {
    expect(history.nodes).toEqual([{ caseId: id, move: 'opened' }]);
    const rest = `history(first: 5, after: "${history.pageInfo.endCursor}") { nodes { move } }`;
    expect((await hand(grid, id).look(rest)).history.nodes).toEqual([{ move: 'signFor' }]);
  }
  const last = await hand(grid, ids[0] ?? '').look('history(last: 1) { nodes { move } pageInfo { hasPreviousPage } }');
  expect(last.history).toEqual({ nodes: [{ move: 'signFor' }], pageInfo: { hasPreviousPage: true } });
});
