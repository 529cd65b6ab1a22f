import type { Person, TestGateway } from '@maplebridge/testkit';
import { absentCase, hand, openCity, opened, placeId, unitId } from '../stories/city';
import { events, type Seen } from './follower';
import { cursorNow } from './shuttle';
import { interview, openSameness, type Foreign } from './worlds';

const open = (person: Person, unit: string, summary: string): Promise<string> =>
  opened(person, 'CommunityDispute', { unit: unitId(unit), summary, parties: [{ side: 'APPLICANT', capacity: 'SELF', name: '赵示范' }] });

/** What happens east of the river, in one world only: opened, moved, amended, and handed on between units that are all foreign. */
async function bustle(city: TestGateway): Promise<Foreign> {
  const east = city.as('demo-officer');
  const id = await open(east, 'E-RIVER-1', 'east');
  const it = hand(east, id);
  await it.act('signFor');
  await it.typed('amendCommunityDispute', { details: { kind: 'housing', disputedAmount: 5_000 } });
  await it.typed('transferCommunityDispute', { unit: unitId('E-RIVER-2') });
  await it.act('signFor');
  await opened(east, 'CommunityDispute', { place: placeId('BUILDING-3'), parties: [] });
  const { number } = await it.look('number');
  return { id, number };
}

interface Told {
  readonly live: string;
  readonly replayed: string;
  readonly answers: string;
  /** All cases there are. */
  readonly cases: number;
}

/** One day in the west, the same in both worlds; all that its officer is told of it. */
async function dayInTheWest(city: TestGateway, between: () => Promise<Foreign>): Promise<Told> {
  const west = city.as('west-officer');
  const start = await cursorNow(west);
  const stream = await west.stream(events, { after: start });
  const ids: string[] = [];
  for (const summary of ['one', 'two', 'three']) {
    await between();
    city.clock.advance({ minutes: 7 });
    ids.push(await open(west, 'W-STATION', summary));
  }
  const [first = '', second = ''] = ids;
  await hand(west, first).act('signFor');
  await between();
  city.clock.advance({ minutes: 7 });
  await hand(west, second).typed('amendCommunityDispute', { details: { kind: 'debt', disputedAmount: 700 } });
  await hand(west, first).attempt('accept');
  const foreign = await between();
  city.clock.advance({ hours: 30 });
  const last = await open(west, 'W-STATION', 'last');
  const read = async (one: typeof stream): Promise<readonly Seen[]> => {
    const seen: Seen[] = [];
    while (seen.at(-1)?.caseId !== last) seen.push((await one.next()) as Seen);
    return seen;
  };
  const again = await west.stream(events, { after: start });
  const [live, replayed] = [await read(stream), await read(again)];
  const same = openSameness();
  const withIds = (text: string): string =>
    text.replace(/UNIT:([A-Z0-9-]+)/g, (_, code: string) => unitId(code)).replace('PLACE:BUILDING-3', placeId('BUILDING-3'));
  const answers = same(await interview(west, foreign, withIds));
  const { data } = await city.as('demo-supervisor').query('{ cases(first: 1) { totalCount } }');
  return { live: same(live), replayed: same(replayed), answers, cases: data.cases.totalCount };
}

/** A world from its first morning on, closed when its day was told. */
async function tellOf(between: (city: TestGateway) => Promise<Foreign>): Promise<Told> {
  const city = await openCity({ now: new Date('2026-03-02T09:00:00+08:00') });
  await city.grant('west-officer', 'officer', 'W-STATION');
  const told = await dayInTheWest(city, () => between(city));
  await city.close();
  return told;
}

test('whatever happens in cases that somebody may not see, their answers, counts and frames are the same', async () => {
  const nothing: Foreign = { id: absentCase(), number: '2026-AAAA-AAAA-AAAA' };
  const calm = await tellOf(async () => nothing);
  const busy = await tellOf(bustle);
  expect(busy.live).toBe(calm.live);
  expect(busy.replayed).toBe(calm.replayed);
  expect(busy.answers).toBe(calm.answers);
  // The two worlds do differ, and their officer is told a lot.
  expect(busy.cases).toBe(calm.cases + 10);
  expect(JSON.parse(calm.live).length).toBeGreaterThanOrEqual(6);
  expect(calm.answers).toContain('"totalCount": 4');
  expect(busy.answers).not.toContain('east');
});
