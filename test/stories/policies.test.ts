import { demoId } from '@maplebridge/gateway';
import { openDatabase, insertPolicy, type PolicyRow } from '@maplebridge/storage';
import { localRule, label } from '@maplebridge/contract';
import type { TestGateway } from '@maplebridge/testkit';
import { bothSides, good, hand, openCity, opened, placeId, unitId } from './city';

let city: TestGateway;
let later: TestGateway;
const source = localRule(label('本区十二分钟签收', 'This district signs within twelve minutes'), '1', '2026-01-01');
const row = (
  unit: string,
  value: number,
  [from, until = null, key = 'duty.signFor']: readonly [string, (string | null)?, string?],
): PolicyRow => ({
  key,
  unitId: demoId(unit),
  value,
  from,
  until,
  source,
});

const rows = [
  row('E-RIVER', 12, ['2026-01-01', '2027-01-01']),
  row('W-STATION', 99, ['2026-01-01']),
  row('C-MEDICAL', 20_000, ['2026-01-01', null, 'medical-disputes.largeClaim']),
  row('P-C', 5, ['2026-01-01', null, 'medical-disputes.inviteWithin']),
];

/** The rows are there before the second gateway reads its rules. */
beforeAll(async () => {
  city = await openCity();
  const database = await openDatabase({ url: city.databaseUrl, poolSize: 1, applicationName: 'policies' });
  const at = city.clock.now();
  for (const one of rows) await insertPolicy(database.query, one, { changedBy: 'test', at });
  await database.close();
  later = await openCity({ databaseUrl: city.databaseUrl });
});
afterAll(async () => {
  await later.close();
  await city.close();
});

const decided = `deadlines { code source { text } explain { reason }
  decidedBy { key label value measure unit { code } validFrom validUntil isDefault } }`;
const open = (gateway: TestGateway, place: string) =>
  opened(gateway.as('demo-resident'), 'CommunityDispute', { place: placeId(place), parties: bothSides, details: { kind: 'debt' } });

test('a deadline shows the row of the unit that set it, and until when the row holds', async () => {
  const id = await open(later, 'DOOR-301');
  const [signFor] = (await hand(later.as('demo-resident'), id).look(decided)).deadlines;
  expect(signFor).toEqual({
    code: 'signFor',
    source: { text: 'This district signs within twelve minutes' },
    explain: [{ reason: 'Counted towards 12 minutes (time to sign for a case: set locally from 2026-01-01)' }],
    decidedBy: {
      key: 'duty.signFor',
      label: 'time to sign for a case',
      value: 12,
      measure: 'MINUTES',
      unit: { code: 'E-RIVER' },
      validFrom: '2026-01-01',
      validUntil: '2027-01-01',
      isDefault: false,
    },
  });
});

test('where no unit upward has set a number, the deadline says that the default decided', async () => {
  const id = await opened(later.as('demo-resident'), 'MedicalDispute', { parties: bothSides });
  const [signFor] = (await hand(later.as('demo-resident'), id).look(decided)).deadlines;
  expect(signFor.decidedBy).toMatchObject({
    key: 'duty.signFor',
    value: 30,
    unit: null,
    validFrom: null,
    validUntil: null,
    isDefault: true,
  });
  expect(signFor.explain[0].reason).toBe('Counted towards 30 minutes (time to sign for a case: the default)');
});

test('the reason is said in Chinese too', async () => {
  const id = await open(later, 'DOOR-301');
  const document = 'query ($id: ID!) { case(id: $id) { deadlines { explain { reason(lang: "zh-CN") } } } }';
  const { deadlines } = good(await later.as('demo-resident').query(document, { id })).case;
  expect(deadlines[0].explain[0].reason).toBe('计入期限，期限为12分钟（“签收时限”自2026-01-01起的本地设定）');
});

test('a warning counts by the numbers that the unit of the case has today', async () => {
  const office = later.as('demo-mediation');
  const details = { hospital: unitId('C-HOSPITAL'), claimedAmount: 20_000 };
  const id = await opened(later.as('demo-resident'), 'MedicalDispute', { parties: bothSides });
  await hand(office, id).act('signFor');
  await hand(office, id).typed('amendMedicalDispute', { details });
  await hand(office, id).act('accept');
  const warned = async (): Promise<boolean> => {
    const document = 'query ($unit: ID!) { medicalDisputeWarnings(unit: $unit) { code cases { id } } }';
    const { medicalDisputeWarnings: all } = good(await office.query(document, { unit: unitId('C-MEDICAL') }));
    const { cases } = all.find(({ code }: { code: string }) => code === 'largeClaimUninvited');
    return cases.some((one: { id: string }) => one.id === id);
  };
  later.clock.advance({ hours: 4 });
  expect(await warned()).toBe(false);
  later.clock.advance({ hours: 1 });
  expect(await warned()).toBe(true);
});
