import { openMigratedDatabase, type MigratedDatabase, type TestGateway } from '@maplebridge/testkit';
import { allPlugins, bothSides, hand, key, openCity, placeId, unitId } from '../stories/city';
import { openRandom, type Random } from './generate/random';
import { disturb } from './disturb';

/** The instant at which everything is asked. */
export const frozen = new Date('2026-03-20T10:30:00.123+08:00');

export interface World {
  readonly city: TestGateway;
  readonly database: MigratedDatabase;
}

/**
 * A city of some hundred cases that people opened and moved, then disturbed by statements so that every column has every kind of value,
 * and opened again: types and standing are read at the start.
 */
export async function openWorld(count: number): Promise<World> {
  const database = await openMigratedDatabase(allPlugins);
  const first = await openCity({ databaseUrl: database.url });
  const random = openRandom(20_260_302);
  await grantPosts(first);
  for (let nth = 0; nth < count; nth += 1) {
    first.clock.set(new Date(Date.UTC(2026, 2, 2, 1, nth * 7, nth % 60, nth % 1000)));
    await makeCase(first, random);
  }
  await disturb(first, random);
  await first.close();
  const city = await openCity({ databaseUrl: database.url, now: frozen });
  return { city, database };
}

async function grantPosts(city: TestGateway): Promise<void> {
  await city.grant('demo-clerk', 'department', 'P-C-E');
  await city.grant('demo-court', 'department', 'C-COURT');
  await city.grant('demo-court', 'watchman', 'E-MARKET');
}

interface Opening {
  readonly Type: string;
  readonly by: readonly string[];
  readonly units: readonly string[];
  readonly details: (random: Random) => object;
}

const openings: readonly Opening[] = [
  {
    Type: 'CommunityDispute',
    by: ['demo-grid', 'demo-officer', 'demo-resident'],
    units: ['E-RIVER', 'E-RIVER-1', 'E-RIVER-2', 'E-STATION'],
    details: (random) => ({ kind: random.pick(['neighbours', 'debt', 'housing', 'wages']), disputedAmount: random.int(100_000) }),
  },
  {
    Type: 'MedicalDispute',
    by: ['demo-mediation', 'demo-resident'],
    units: ['C-MEDICAL'],
    details: (random) => ({
      hospital: unitId('C-HOSPITAL'),
      treatment: '手术',
      harm: random.pick(['minor', 'serious']),
      claimedAmount: 5000,
    }),
  },
  {
    Type: 'NightMarketDispute',
    by: ['demo-watchman', 'demo-resident'],
    units: ['E-MARKET'],
    details: (random) => ({ matter: random.pick(['noise', 'quarrel', 'litter']), stall: placeId('STALL-12') }),
  },
  { Type: 'ServiceRequest', by: ['demo-window', 'demo-resident'], units: ['C-SERVICE'], details: () => ({ measureCode: 'B-07' }) },
  {
    Type: 'BusinessComplaint',
    by: ['demo-window', 'demo-resident'],
    units: ['C-SERVICE'],
    details: (random) => ({ ground: random.pick(['delay', 'charges', 'latePayment']), against: unitId('P-C-W') }),
  },
];

const officerAsParty = { side: 'RESPONDENT', capacity: 'SELF', name: '赵警官', subject: 'demo-officer' };
const parties = [
  [],
  bothSides,
  [bothSides[0], officerAsParty],
  bothSides.slice(0, 1),
  [...bothSides, { side: 'THIRD', capacity: 'AGENT', name: 'Third Party' }],
];
const places = ['DOOR-301', 'BUILDING-3', 'STALL-12', 'HALL', 'RIVER', null];
const workers = ['demo-grid', 'demo-officer', 'demo-mediation', 'demo-watchman', 'demo-window', 'demo-committee', 'demo-resident'];

async function makeCase(city: TestGateway, random: Random): Promise<void> {
  const { Type, by, units, details } = random.pick(openings);
  const place = random.pick(places);
  const input = {
    idempotencyKey: key(),
    summary: random.pick(['一件纠纷 A dispute', 'Noise "at night"', '押金\\争议']),
    details: details(random),
    parties: random.pick(Type === 'ServiceRequest' || Type === 'BusinessComplaint' ? [[], bothSides.slice(0, 1)] : parties),
    ...(random.chance(0.7) ? { unit: unitId(random.pick(units)) } : {}),
    ...(place ? { place: placeId(place) } : {}),
  };
  const who = city.as(random.pick(by));
  const document = `mutation ($input: Open${Type}Input!) { made: open${Type}(input: $input) { case { id } } }`;
  const { data } = await who.query(document, { input });
  const id = (data as { readonly made: { readonly case: { readonly id: string } | null } | null }).made?.case?.id;
  if (id !== undefined) await moveAlong(city, id, random);
}

/** Whatever is open to one of the people who might see it; that it is taken back again is the exception. */
async function moveAlong(city: TestGateway, id: string, random: Random): Promise<void> {
  for (let left = random.int(14); left > 0; left -= 1) {
    const worker = hand(city.as(random.pick(workers)), id);
    const seen = (await worker.look('moves { code isOpen }')) as { readonly moves: { code: string; isOpen: boolean }[] } | null;
    const open = (seen?.moves ?? []).filter(({ code, isOpen }) => isOpen && (code !== 'withdraw' || random.chance(0.1)));
    if (open.length > 0) await worker.attempt(random.pick(open).code, random.chance(0.3) ? { note: '备注 noted' } : {});
  }
}
