import type { TestGateway } from '@maplebridge/testkit';
import { bothSides, good, hand, openCity, opened, placeId } from '../stories/city';

let city: TestGateway;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

test('who was in no case yet sees the first one they are brought into at the very next request, however warm the operation', async () => {
  const newcomer = city.as('demo-newcomer');
  const numbers = async (): Promise<readonly string[]> =>
    (good(await newcomer.query('{ cases { nodes { number } } }')).cases.nodes as { number: string }[]).map(({ number }) => number);
  for (let nth = 0; nth < 3; nth += 1) expect(await numbers()).toEqual([]);
  const id = await opened(newcomer, 'CommunityDispute', { place: placeId('DOOR-301'), details: { kind: 'debt' } });
  const { number } = await hand(newcomer, id).look('number');
  expect(await numbers()).toEqual([number]);
});

test('an officer who becomes a party reads no more of what is for workers on that case, and goes on reading it on others', async () => {
  const officer = city.as('demo-officer');
  const resident = city.as('demo-resident');
  const open = (parties: readonly object[]): Promise<string> =>
    opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties, details: { kind: 'debt' } });
  const [other, own] = [await open(bothSides), await open([])];
  await tellWorkers(other);
  await tellWorkers(own);
  const movesOf = async (id: string): Promise<readonly string[]> =>
    ((await hand(officer, id).look('history { nodes { move } }')).history.nodes as { move: string }[]).map(({ move }) => move);
  for (let nth = 0; nth < 3; nth += 1) expect([await movesOf(other), await movesOf(own)]).toEqual([told, told]);
  await city.sql(
    `insert into core.involved (shard, case_id, id, person_id, relation, side, since)
       select core.shard_of($1), $1, gen_random_uuid(), p.id, 'party', 'respondent', now() from core.person p where p.subject = 'demo-officer'`,
    [uuidOf(own)],
  );
  expect([await movesOf(other), await movesOf(own)]).toEqual([told, ['opened']]);
});

const told = ['opened', 'remarked'];
const uuidOf = (id: string): string => Buffer.from(id, 'base64url').toString().slice('case:'.length);

/** An entry for the workers of the unit, as a later capability would write it. */
async function tellWorkers(id: string): Promise<void> {
  await city.sql(
    `with counted as (update core.shard set position = position + 1 where shard = core.shard_of($1) returning shard, position)
     insert into core.entry (shard, position, id, subject_kind, subject_id, subject_version, case_id, case_type, type_version, type,
       unit_id, previous_unit_id, audience, actor, happened_at, payload)
     select n.shard, n.position, gen_random_uuid(), 'case', c.id, c.version, c.id, c.type, c.type_version, 'remarked', c.unit_id, c.unit_id,
       'unit', '{"kind":"system"}', now(), '{}' from core."case" c, counted n where c.id = $1`,
    [uuidOf(id)],
  );
}
