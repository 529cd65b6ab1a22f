import { openTestGateway, type Person, type TestGateway } from '@maplebridge/testkit';
import { allPlugins, codeOf, hand, key, opened, unitId } from '../stories/city';

let city: TestGateway;
let resident: Person, officer: Person, office: Person;
beforeAll(async () => {
  const openings = [
    { jurisdiction: 'community-disputes', units: ['P-C-E'] },
    { jurisdiction: 'night-market-disputes', units: ['E-MARKET'] },
  ];
  city = await openTestGateway({ plugins: allPlugins, demo: true });
  await city.sql(`delete from core.opening`);
  for (const { jurisdiction, units } of openings)
    await city.sql(`insert into core.opening (jurisdiction, unit_code) select $1, unnest($2::text[])`, [jurisdiction, units]);
  [resident, officer, office] = [city.as('demo-resident'), city.as('demo-officer'), city.as('demo-mediation')];
});
afterAll(() => city.close());

const nobody = (kind: string): string => Buffer.from(`${kind}:${key()}`).toString('base64url');
const openedHere = () => opened(resident, 'CommunityDispute', { unit: unitId('E-STATION'), details: { kind: 'debt' } });

test('a detail names only a unit that is there and of the kind it takes', async () => {
  const open = 'mutation ($input: OpenMedicalDisputeInput!) { made: openMedicalDispute(input: $input) { case { id } } }';
  const attempt = (hospital: string) =>
    resident.query(open, { input: { idempotencyKey: key(), summary: '一件纠纷', details: { hospital } } });
  expect(codeOf(await attempt(nobody('unit')))).toBe('NOT_FOUND');
  expect(codeOf(await attempt(unitId('C-COURT')))).toBe('BAD_USER_INPUT');
  expect((await attempt(unitId('C-HOSPITAL'))).errors).toEqual([]);
});

test('a case is handed neither to the unit that has it, nor where its jurisdiction is not open', async () => {
  const id = await openedHere();
  const transfer = (unit: string) => hand(officer, id).attemptTyped('transferCommunityDispute', { unit });
  expect(codeOf(await transfer(unitId('E-STATION')))).toBe('BAD_USER_INPUT');
  expect(codeOf(await transfer(unitId('C-HOSPITAL')))).toBe('FORBIDDEN');
  expect(codeOf(await transfer(nobody('unit')))).toBe('NOT_FOUND');
  expect((await transfer(unitId('E-RIVER'))).errors).toEqual([]);
});

test('a case goes on only as a type that is loaded, and open where it is', async () => {
  const id = await openedHere();
  await hand(officer, id).act('signFor');
  const goOn = (into: string) => hand(officer, id).attemptTyped('continueElsewhereCommunityDispute', { into });
  expect(codeOf(await goOn('constructor'))).toBe('PLUGIN_DORMANT');
  expect(codeOf(await goOn('night-market-dispute'))).toBe('FORBIDDEN');
  expect((await goOn('medical-dispute')).errors).toEqual([]);
});

test('nobody is appointed whom the platform has never met', async () => {
  const details = { hospital: unitId('C-HOSPITAL') };
  const parties = ['APPLICANT', 'RESPONDENT'].map((side) => ({ side, capacity: 'SELF', name: '某' }));
  const id = await opened(resident, 'MedicalDispute', { unit: unitId('C-MEDICAL'), details, parties });
  for (const move of ['signFor', 'accept', 'inviteMediation']) await hand(office, id).act(move);
  expect(codeOf(await hand(office, id).attemptTyped('appointMediatorMedicalDispute', { person: nobody('person') }))).toBe('NOT_FOUND');
});
