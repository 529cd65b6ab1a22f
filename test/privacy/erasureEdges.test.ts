import { eraseFromCase } from '@maplebridge/kernel';
import { lockKeptCase, openDatabase, placeHold } from '@maplebridge/storage';
import { good, hand, key, opened, placeId } from '../stories/city';
import { begin, city, close, closedCase, dump, end, held, keys, parties, run } from './keeping';

beforeAll(begin);
afterAll(end);

test('a purpose that is told when everything is gone goes as well, and so does the key of who had emptied everything before', async () => {
  const before = await keys();
  const { id, number } = await closedCase(0);
  const office = city.as('demo-mediation');
  await city.sql(`update core."case" set closed_at = null, phase = 'active', outcome = null where number = $1`, [number]);
  await hand(office, id).typed('amendMedicalDispute', { details: { treatment: null } });
  await close(number, 2_000);
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ values: 3, keys: 3 });
  expect(await keys()).toBe(before);
  const { parties: people } = await hand(office, id).look('parties { id }');
  const input = { party: people[0].id, classes: ['IDENTITY'], purpose: '事后又说的目的', idempotencyKey: key() };
  good(await office.query(`mutation ($input: UnmaskInput!) { unmask(input: $input) { until } }`, { input }));
  expect((await dump()).includes('事后又说的目的')).toBe(true);
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ values: 0, keys: 0 });
  expect((await dump()).includes('事后又说的目的')).toBe(false);
});

test('a hold on a case that goes on from another keeps the values of its parties where they stand', async () => {
  const [resident, grid] = [city.as('demo-resident'), city.as('demo-grid')];
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: parties.slice(0, 1) });
  await hand(grid, id).act('signFor');
  await hand(grid, id).typed('continueElsewhereCommunityDispute', { into: 'night-market-dispute' });
  const { number, links } = await hand(resident, id).look('number links { case { number } }');
  const later = links[0].case.number as string;
  for (const one of [number as string, later]) await close(one, 2_000);
  const placed = await run('privacy', 'hold', later, '--reason', '法院调卷', '--source', '（2026）某法 2 号', '--json');
  const erased = (await run('privacy', 'erase', 'demo-resident', '--issuer', 'maplebridge-development', '--json')).answer();
  expect(erased).toMatchObject({ isAccountErased: false, subjects: expect.arrayContaining([expect.objectContaining({ number, done: 'isHeld' })]) as object }); // prettier-ignore
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ held: 2, values: 0 });
  expect(await held(number as string)).toBe(2);
  await run('privacy', 'release', (placed.answer() as { id: string }).id);
  await expect(holdWhileErasing(number as string, later)).rejects.toMatchObject({ code: '55P03' }); // it waits for the lock
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ held: 0, values: 2 });
});

test('a case that was open again after its time was found to be past is left alone, although it is closed once more', async () => {
  const { id, number } = await closedCase(2_000);
  const database = await openDatabase({ url: city.databaseUrl, poolSize: 1 });
  const [found] = await city.sql<{ id: string; at: Date }>('select id, closed_at as at from core."case" where number = $1', [number]);
  await close(number, 0);
  const erasure = { caseId: found?.id ?? id, subjectIds: null, classes: ['identity'], hasText: true, by: 'retention' } as const;
  try {
    expect(await eraseFromCase(database, { ...erasure, overSince: new Date(found?.at ?? 0) }, new Date())).toBe('isOpen');
  } finally {
    await database.close();
  }
  expect(await held(number)).toBe(4);
});

test('who takes part in an open case without being named in it keeps the account until it is over; a token goes with the account', async () => {
  const person = 'resident-of-door-302';
  const made = (await run('tokens', 'create', person, '--json')).answer() as { token: string };
  const desk = city.withToken(made.token);
  const id = await opened(desk, 'CommunityDispute', { place: placeId('DOOR-301'), parties: [] });
  const { number } = await hand(desk, id).look('number');
  const erase = async () => (await run('privacy', 'erase', person, '--issuer', 'maplebridge-service', '--json')).answer();
  expect(await erase()).toMatchObject({ subjects: [], isAccountErased: false });
  expect((await hand(desk, id).look('number')).number).toBe(number);
  await close(number as string, 1);
  expect(await erase()).toMatchObject({ isAccountErased: true });
  expect((await dump()).includes(person)).toBe(false);
  expect((await desk.query('{ viewer { name } }')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

/** Places a hold on the later case while the earlier one is locked to be erased. */
async function holdWhileErasing(earlier: string, later: string): Promise<void> {
  const database = await openDatabase({ url: city.databaseUrl, poolSize: 2 });
  const [found] = await city.sql<{ id: string }>('select id from core."case" where number = $1', [earlier]);
  const hold = { number: later, reason: 'r', source: 's', placedBy: 'test', since: new Date(), until: null };
  const place = () =>
    database.transaction(async (query) => {
      await query(`set local lock_timeout = '50ms'`);
      await placeHold(query, hold);
    });
  try {
    await database.transaction(async (query) => {
      await lockKeptCase(query, found?.id ?? '', new Date());
      await place();
    });
  } finally {
    await database.close();
  }
}
