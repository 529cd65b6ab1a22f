import { moveUnit } from '@maplebridge/kernel';
import { openDatabase } from '@maplebridge/storage';
import type { Answer, Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, openCity, opened, placeId, unitId } from './city';

let city: TestGateway;
let resident: Person, officer: Person, supervisor: Person;
beforeAll(async () => {
  city = await openCity();
  await city.grant('demo-west', 'officer', 'W-STATION');
  [resident, officer, supervisor] = [city.as('demo-resident'), city.as('demo-officer'), city.as('demo-supervisor')];
});
afterAll(() => city.close());

const today = '2026-03-02';
const tomorrow = '2026-03-03';
const board = `query ($unit: String!, $from: Date!, $until: Date!) { unit(code: $unit) { caseCounts(from: $from, until: $until) {
  from until total behind counts { type label phase count } days { day total counts { type phase count } } } } }`;

const ask = (person: Person, unit: string, period = { from: today, until: tomorrow }): Promise<Answer> =>
  person.query(board, { unit, ...period });

interface Board {
  readonly total: number;
  readonly behind: number;
  readonly counts: readonly { readonly type: string; readonly label: string; readonly phase: string; readonly count: number }[];
  readonly days: readonly { readonly day: string; readonly total: number }[];
}

/** After the consumer has dealt with everything that is recorded. */
async function counted(person: Person, unit: string): Promise<Board> {
  await city.consumed('metrics.caseCounts');
  return good(await ask(person, unit)).unit.caseCounts as Board;
}

const quarrels = ({ counts }: Board): Readonly<Record<string, number>> =>
  Object.fromEntries(counts.filter(({ type }) => type === 'community-dispute').map(({ phase, count }) => [phase, count]));

async function quarrelsIn(unit: string): Promise<Readonly<Record<string, number>>> {
  return quarrels(await counted(supervisor, unit));
}

const openOne = (): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });

test('a case that is opened and moved is counted under its unit and every unit above, by the phase it stands in', async () => {
  const before = { river: await quarrelsIn('E-RIVER'), province: await quarrelsIn('P'), west: await quarrelsIn('P-C-W') };
  const id = await openOne();
  const intake = (counts: Readonly<Record<string, number>>): number => counts.INTAKE ?? 0;
  expect(intake(await quarrelsIn('E-RIVER'))).toBe(intake(before.river) + 1);
  expect(intake(await quarrelsIn('P'))).toBe(intake(before.province) + 1);
  await hand(officer, id).act('signFor');
  await hand(officer, id).act('accept');
  const after = { river: await quarrelsIn('E-RIVER'), province: await quarrelsIn('P'), west: await quarrelsIn('P-C-W') };
  expect(intake(after.river)).toBe(intake(before.river));
  expect(after.province.HANDLING).toBe((before.province.HANDLING ?? 0) + 1);
  expect(after.west).toEqual(before.west);
});

test('a case that is handed over leaves the counts of the units it was under, and enters those of the new ones', async () => {
  const id = await openOne();
  const before = { east: await quarrelsIn('P-C-E'), west: await quarrelsIn('P-C-W'), city: await quarrelsIn('P-C') };
  await hand(officer, id).typed('transferCommunityDispute', { unit: unitId('W-STATION') });
  expect(await quarrelsIn('P-C-E')).toEqual({ ...before.east, INTAKE: (before.east.INTAKE ?? 0) - 1 });
  expect(await quarrelsIn('P-C-W')).toEqual({ ...before.west, INTAKE: (before.west.INTAKE ?? 0) + 1 });
  expect(await quarrelsIn('P-C')).toEqual(before.city);
});

test('a unit that is moved takes each case along with the next thing that happens to it', async () => {
  const id = await openOne();
  await hand(officer, id).act('signFor');
  const before = { east: await quarrelsIn('E-STATION'), west: await quarrelsIn('W-STATION') };
  city.clock.advance({ hours: 1 });
  const database = await openDatabase({ url: city.databaseUrl, poolSize: 1, applicationName: 'units' });
  await moveUnit(database, 'E-RIVER', { parentCode: 'W-STATION', now: city.clock.now() }).finally(() => database.close());
  expect(await quarrelsIn('E-STATION')).toEqual(before.east);
  await hand(city.as('demo-west'), id).act('accept');
  expect(await quarrelsIn('E-STATION')).toEqual({ ...before.east, INTAKE: (before.east.INTAKE ?? 0) - 1 });
  expect(await quarrelsIn('W-STATION')).toEqual({ ...before.west, HANDLING: (before.west.HANDLING ?? 0) + 1 });
});

test('a board says how fresh it is, its days add up, and a stream goes on where it ends', async () => {
  const shown = await counted(supervisor, 'P');
  expect(shown.behind).toBe(0);
  expect(shown.days.map(({ day }) => day)).toEqual([today]);
  expect(shown.total).toBe(shown.days[0]?.total);
  expect(shown.total).toBe(shown.counts.reduce((sum, { count }) => sum + count, 0));
  expect(shown.counts.find(({ type }) => type === 'community-dispute')?.label).toBe('Community dispute');
  const { upTo } = good(await supervisor.query(`{ unit(code: "P") { caseCounts(from: "${today}", until: "${tomorrow}") { upTo } } }`)).unit
    .caseCounts;
  const id = await openOne();
  const stream = await supervisor.stream(
    'subscription ($after: Cursor) { caseEvents(after: $after) { __typename ... on Change { caseId } } }',
    { after: upTo },
  );
  expect(await stream.next()).toMatchObject({ __typename: 'Change', caseId: id });
});

test('many units are asked at once, each with what stands below it', async () => {
  await city.consumed('metrics.caseCounts');
  const document = `{ unit(code: "P-C") { caseCounts(from: "${today}", until: "${tomorrow}") { total }
    children(first: 50) { nodes { code caseCounts(from: "${today}", until: "${tomorrow}") { total } } } } }`;
  const { unit } = good(await supervisor.query(document));
  const below: readonly number[] = unit.children.nodes.map((child: { caseCounts: { total: number } }) => child.caseCounts.total);
  expect(below.reduce((sum, total) => sum + total, 0)).toBe(unit.caseCounts.total);
  expect(below.filter((total) => total > 0).length).toBeGreaterThan(2);
});

test('counts are for posts at the unit or above it, of the types that they see', async () => {
  expect(codeOf(await ask(resident, 'E-RIVER'))).toBe('FORBIDDEN');
  expect(codeOf(await ask(officer, 'P-C'))).toBe('FORBIDDEN');
  expect(codeOf(await ask(officer, 'W-STATION'))).toBe('FORBIDDEN');
  expect(codeOf(await ask(city.as(null), 'P'))).toBe('UNAUTHENTICATED');
  const types = (shown: Board): readonly string[] => [...new Set(shown.counts.map(({ type }) => type))];
  const office = await counted(city.as('demo-mediation'), 'C-MEDICAL');
  expect(types(office)).toEqual(['medical-dispute']);
  expect(types(await counted(supervisor, 'P')).length).toBeGreaterThan(3);
});

test('a period that is empty or longer than a board shows is refused with what would work', async () => {
  const message = async (from: string, until: string): Promise<string> => {
    const answer = await ask(supervisor, 'P', { from, until });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    return answer.errors[0]?.message ?? '';
  };
  expect(await message(tomorrow, today)).toContain('later than "from"');
  expect(await message(today, today)).toContain('later than "from"');
  expect(await message('2025-01-01', '2026-02-06')).toContain('401 days, at most 400');
  expect(codeOf(await ask(supervisor, 'P', { from: '2025-01-01', until: '2026-02-05' }))).toBe('0 errors');
});
