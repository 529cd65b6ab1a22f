import { demoId } from '@maplebridge/gateway';
import { dissolveUnit, moveUnit, renameUnit } from '@maplebridge/kernel';
import { insertUnit, openDatabase, uuidv7, type Database } from '@maplebridge/storage';
import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, placeId, unitId } from './city';

let city: TestGateway;
let database: Database;
let resident: Person, east: Person, west: Person;
beforeAll(async () => {
  city = await openCity();
  database = await openDatabase({ url: city.databaseUrl, poolSize: 2, applicationName: 'units' });
  await city.grant('demo-east', 'officer', 'E-STATION');
  await city.grant('demo-west', 'officer', 'W-STATION');
  [resident, east, west] = [city.as('demo-resident'), city.as('demo-east'), city.as('demo-west')];
});
afterAll(async () => {
  await database.close();
  await city.close();
});

const openOne = (): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });
const sees = async (person: Person, id: string): Promise<boolean> => (await hand(person, id).look('id')) !== null;
const listed = async (person: Person, unit: string): Promise<readonly string[]> => {
  const document = 'query ($unit: ID!) { communityDisputes(filter: { unit: $unit }, first: 100) { nodes { id } } }';
  return good(await person.query(document, { unit: unitId(unit) })).communityDisputes.nodes.map(({ id }: { id: string }) => id);
};
const now = (): Date => city.clock.now();
const refusal = (change: Promise<unknown>): Promise<string> =>
  change.then(
    () => 'was done',
    (error: Error) => error.message,
  );

test('the cases of a moved unit are seen by the new ancestors at the next statement, and no longer by the old', async () => {
  const id = await openOne();
  expect([await sees(east, id), await sees(west, id)]).toEqual([true, false]);
  city.clock.advance({ hours: 1 });
  const { cases, isChanged } = await moveUnit(database, 'E-RIVER', { parentCode: 'W-STATION', now: now() });
  expect([isChanged, cases > 0]).toEqual([true, true]);
  expect([await sees(east, id), await sees(west, id)]).toEqual([false, true]);
  expect(await listed(west, 'W-STATION')).toContain(id);
  expect(await listed(east, 'E-STATION')).not.toContain(id);
  expect(await hand(west, id).act('signFor')).toBe('signed');
  const later = await openOne();
  expect([await sees(east, later), await sees(west, later)]).toEqual([false, true]);
  const document = '{ unit(code: "E-RIVER-1") { level ancestors { code } history { parent { code } from until } } }';
  const { unit } = good(await resident.query(document));
  expect(unit.ancestors.map(({ code }: { code: string }) => code).slice(-2)).toEqual(['W-STATION', 'E-RIVER']);
  expect(unit.history).toHaveLength(2);
  expect(unit.history[0].until).toBe(unit.history[1].from);
  await moveUnit(database, 'E-RIVER', { parentCode: 'E-STATION', now: new Date(now().getTime() + 1) });
  expect([await sees(east, id), await sees(west, id)]).toEqual([true, false]);
});

test('an open board is told that its cases may be others, and so is one that was away', async () => {
  const document = `subscription ($after: Cursor) { caseEvents(after: $after) { __typename cursor ... on Resync { reason } } }`;
  const board = await east.stream(document);
  const { cursor } = await board.next();
  await moveUnit(database, 'E-RIVER', { parentCode: 'W-STATION', now: new Date(now().getTime() + 10) });
  expect(await board.next()).toMatchObject({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
  await board.ended();
  const returning = await east.stream(document, { after: cursor });
  expect(await returning.next()).toMatchObject({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
  await returning.close();
  await moveUnit(database, 'E-RIVER', { parentCode: 'E-STATION', now: new Date(now().getTime() + 11) });
});

test('after any move every case carries the ancestors of its unit', async () => {
  await moveUnit(database, 'E-STATION', { parentCode: 'P-C-W', now: new Date(now().getTime() + 2) });
  const columns = [0, 1, 2, 3, 4, 5, 6, 7].map((level) => `c.at_${level} is distinct from u.path[${level + 1}]`).join(' or ');
  expect(await city.sql(`select c.id from core."case" c join core.unit u on u.id = c.unit_id where ${columns}`)).toEqual([]);
  const [unsound] = await city.sql<{ many: number }>(
    `select count(*)::integer as many from core.unit u left join core.unit p on p.id = u.parent_id where u.path is distinct from coalesce(p.path, '{}') || u.id`,
  );
  expect(unsound?.many).toBe(0);
  await moveUnit(database, 'E-STATION', { parentCode: 'P-C-E', now: new Date(now().getTime() + 3) });
});

test('a renamed unit keeps its code, and its history tells the old name', async () => {
  city.clock.advance({ hours: 1 });
  await renameUnit(database, 'E-RIVER-2', { name: { en: 'Riverside Grid Two' }, now: now() });
  const { unit } = good(await resident.query('{ unit(code: "E-RIVER-2") { name(lang: "en") history { name(lang: "en") until } } }'));
  expect(unit.name).toBe('Riverside Grid Two');
  expect(unit.history.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['Riverside Grid 2', 'Riverside Grid Two']),
  );
  expect(unit.history.at(-1)).toEqual({ name: 'Riverside Grid Two', until: null });
  expect(await renameUnit(database, 'E-RIVER-2', { name: {}, now: now() })).toMatchObject({ isChanged: false });
});

test('a circle, a ninth level and another root are refused', async () => {
  const move = (code: string, parentCode: string) => refusal(moveUnit(database, code, { parentCode, now: now() }));
  expect(await move('E-STATION', 'E-RIVER-1')).toContain('would become a circle');
  expect(await move('E-RIVER', 'E-RIVER')).toContain('would become a circle');
  expect(await move('P', 'W-STATION')).toContain('is the root of the tree');
  expect(await move('E-RIVER', 'NOWHERE')).toContain('There is no such unit');
  const [id, from] = [uuidv7(now()), now()];
  const annex = { id, from, code: 'W-ANNEX', nameZh: '码头分所', nameEn: 'Wharf Annex', kind: 'police', timeZone: 'Asia/Shanghai' };
  await insertUnit(database.query, { ...annex, parentId: demoId('W-STATION') });
  expect(await move('P-C-E', 'W-ANNEX')).toContain('would reach level 8; 7 is the deepest. Choose a higher parent.');
});

test('a unit with open cases is not dissolved, and one that is dissolved gets no more', async () => {
  const id = await opened(resident, 'CommunityDispute', { unit: unitId('E-RIVER-1'), parties: bothSides, details: { kind: 'debt' } });
  const dissolve = (code: string) => refusal(dissolveUnit(database, code, { now: now() }));
  expect(await dissolve('E-RIVER-1')).toContain('still has 1 open cases and 0 units below it. Transfer the cases');
  expect(await dissolve('E-RIVER')).toMatch(/and 2 units below it/);
  await hand(east, id).typed('transferCommunityDispute', { unit: unitId('E-RIVER') });
  city.clock.advance({ minutes: 1 });
  expect(await dissolve('E-RIVER-1')).toBe('was done');
  expect(good(await resident.query('{ unit(code: "E-RIVER-1") { until } }')).unit.until).toBe(now().toISOString());
  const input = { idempotencyKey: key(), summary: 'x', unit: unitId('E-RIVER-1'), parties: bothSides, details: { kind: 'debt' } };
  const document = 'mutation ($input: OpenCommunityDisputeInput!) { openCommunityDispute(input: $input) { case { id } } }';
  expect(codeOf(await resident.query(document, { input }))).toBe('NOT_FOUND');
  expect(await dissolve('E-RIVER-1')).toContain('There is no such unit, or it was dissolved');
  expect(await city.sql(`select 1 from core.unit_history where unit_id = $1 and valid_until is null`, [demoId('E-RIVER-1')])).toEqual([]);
});
