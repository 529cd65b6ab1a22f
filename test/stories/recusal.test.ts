import type { Person, TestGateway } from '@maplebridge/testkit';
import { codeOf, good, hand, key, openCity, opened, unitId } from './city';

let city: TestGateway;
let resident: Person, officer: Person, grid: Person, office: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, officer, grid, office] = [city.as('demo-resident'), city.as('demo-officer'), city.as('demo-grid'), city.as('demo-mediation')];
});
afterAll(() => city.close());

test('whoever is a party does not work on the case, whatever posts they hold', async () => {
  const parties = [{ side: 'RESPONDENT', capacity: 'SELF', name: '赵警官', subject: 'demo-officer' }];
  const id = await opened(grid, 'CommunityDispute', { unit: unitId('E-RIVER'), parties, details: { kind: 'neighbours' } });
  expect(codeOf(await hand(officer, id).attempt('signFor'))).toBe('FORBIDDEN');
  const { details, moves } = await hand(officer, id).look(
    'moves { code isOpen } ... on CommunityDispute { details { isFamilyViolenceAlleged } }',
  );
  expect(details).toEqual({ isFamilyViolenceAlleged: null });
  expect(moves.filter((move: { isOpen: boolean }) => move.isOpen)).toEqual([]);
  expect(await hand(grid, id).act('signFor')).toBe('signed');
});

test('somebody whom a resident named comes in when an officer has signed, and not before', async () => {
  const parties = [{ side: 'RESPONDENT', capacity: 'SELF', name: '王样例', subject: 'demo-neighbour' }];
  const id = await opened(resident, 'CommunityDispute', { unit: unitId('E-RIVER'), parties, details: { kind: 'neighbours' } });
  const neighbour = city.as('demo-neighbour');
  expect(await hand(neighbour, id).look('id')).toBeNull();
  await hand(grid, id).act('signFor');
  expect((await hand(neighbour, id).look('id')).id).toBe(id);
});

test('null empties a personal detail: its mask is gone, and nothing is left to open', async () => {
  const id = await opened(office, 'MedicalDispute', { unit: unitId('C-MEDICAL'), details: { treatment: '阑尾切除术' } });
  const treatment = async () => (await hand(office, id).look('... on MedicalDispute { details { treatment { text } } }')).details.treatment;
  expect(await treatment()).toEqual({ text: '***' });
  await hand(office, id).typed('amendMedicalDispute', { details: { treatment: null } });
  expect(await treatment()).toBeNull();
  const input = { case: id, classes: ['HEALTH'], purpose: '上门前核对签名', idempotencyKey: key() };
  const document = `mutation ($input: UnmaskDetailsInput!) { unmaskDetails(input: $input) { opened { field } } }`;
  expect(good(await office.query(document, { input })).unmaskDetails.opened).toEqual([]);
});
