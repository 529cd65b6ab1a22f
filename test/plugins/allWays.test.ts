import { randomUUID } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { openTestGateway, type TestGateway } from '@maplebridge/testkit';
import { openOutside, type Outside } from './outside';
import { move, openIn, placeId, refusalOf, said, write } from './talk';

let outside: Outside;
let city: TestGateway;
beforeAll(async () => {
  outside = await openOutside();
  await cp(join(__dirname, 'all-ways'), join(outside.folder, 'parking'), { recursive: true });
  const { jurisdictions, openings } = await outside.load({ folder: 'parking' });
  city = await openTestGateway({ plugins: jurisdictions, openings });
});
afterAll(async () => {
  await city.close();
  await outside.close();
});

const opened = async (details: object): Promise<string> => {
  const id = await openIn(city.as('demo-resident'), 'ParkingDispute', { details });
  said(await move(city.as('demo-officer'), id, 'signFor'));
  return id;
};

const visits = async (id: string, by = 'demo-officer'): Promise<unknown> =>
  said(await city.as(by).query('query ($id: ID!) { parkingDisputeVisits(id: $id) { vehicles } }', { id })).parkingDisputeVisits;

test('a command writes its own table and one entry, and a second use of its key writes nothing', async () => {
  const id = await opened({ vehicles: 2 });
  const officer = city.as('demo-officer');
  const { version } = said(await officer.query('query ($id: ID!) { case(id: $id) { version } }', { id })).case;
  const input = { idempotencyKey: randomUUID(), expectedVersion: version, vehicles: 3 };
  for (const _time of ['first', 'again'])
    expect(said(await write(officer, 'recordParkingDisputeVisit', { id, ...input })).done).toEqual({
      case: { version: version + 1, status: { code: 'signed' } },
      change: { move: 'parking-disputes.visited' },
    });
  expect(await visits(id)).toEqual([{ vehicles: 3 }]);
  expect(refusalOf(await write(officer, 'recordParkingDisputeVisit', { id, expectedVersion: version, vehicles: 4 }))).toMatch(
    /^VERSION_CONFLICT/,
  );
  expect(refusalOf(await write(city.as('demo-resident'), 'recordParkingDisputeVisit', { id, vehicles: 4 }))).toMatch(/^FORBIDDEN/);
  expect(await visits(id)).toEqual([{ vehicles: 3 }]);
});

test('whom a command involves sees the case from then on, and nobody else does', async () => {
  const id = await opened({ vehicles: 1 });
  const sees = async (): Promise<boolean> =>
    said(await city.as('demo-neighbour').query('query ($id: ID!) { case(id: $id) { id } }', { id })).case !== null;
  const surveyor: string = said(await city.as('demo-neighbour').query('{ viewer { id } }')).viewer.id;
  expect([await sees(), await visits(id, 'demo-neighbour')]).toEqual([false, null]);
  said(await write(city.as('demo-officer'), 'recordParkingDisputeVisit', { id, vehicles: 1, surveyor }));
  expect([await sees(), await visits(id, 'demo-neighbour')]).toEqual([true, [{ vehicles: 1 }]]);
  expect(said(await move(city.as('demo-neighbour'), id, 'settle')).done.case.status.code).toBe('settled');
});

test('a requirement holds a move back and says what is missing', async () => {
  const id = await opened({ isFireLaneBlocked: true });
  expect(refusalOf(await move(city.as('demo-officer'), id, 'settle'))).toMatch(/^NEEDS_MISSING.*the fire lane is clear/s);
  said(await write(city.as('demo-officer'), 'amendParkingDispute', { id, details: { isFireLaneBlocked: false } }));
  expect(said(await move(city.as('demo-officer'), id, 'settle')).done.case.status.code).toBe('settled');
});

test('fields on Case, Unit and Place count visits, and the consumer catches up with the ledger', async () => {
  const id = await openIn(city.as('demo-resident'), 'ParkingDispute', { place: placeId('DOOR-301') });
  const counts = async () => {
    const document = 'query ($id: ID!) { case(id: $id) { parkingVisits place { parkingVisits } unit { parkingVisits } } }';
    const { parkingVisits, place, unit } = said(await city.as('demo-officer').query(document, { id })).case;
    return { case: parkingVisits, place: place.parkingVisits, unit: unit.parkingVisits };
  };
  const before = await counts();
  expect(before).toMatchObject({ case: 0, place: 0 });
  said(await write(city.as('demo-officer'), 'recordParkingDisputeVisit', { id, vehicles: 7 }));
  expect(await counts()).toMatchObject({ case: 1, place: 1 });
  const rows = () => city.sql<{ visits: string }>('select sum(visits) as visits from parking_disputes.unit_visits');
  const entries = await city.sql("select from core.entry where type = 'parking-disputes.visited'");
  while (Number((await rows())[0]?.visits) < entries.length) expect((await counts()).case).toBe(1);
  expect((await counts()).unit).toBeGreaterThan(before.unit);
});
