import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, hand, openCity, opened, unitId } from '../stories/city';

let city: TestGateway;
let applicant: Person, respondent: Person, accomplice: Person, officer: Person, committee: Person;
beforeAll(async () => {
  city = await openCity({ demo: true });
  [applicant, respondent, accomplice] = [city.as('demo-resident'), city.as('demo-neighbour'), city.as('demo-window')];
  [officer, committee] = [city.as('demo-officer'), city.as('demo-committee')];
});
afterAll(() => city.close());

const details = { kind: 'neighbours' };
const smuggledIn = { side: 'RESPONDENT', capacity: 'SELF', name: '同伙', subject: 'demo-window' };

async function awaitingConsent(parties: readonly object[]): Promise<string> {
  const id = await opened(applicant, 'CommunityDispute', { parties, details, unit: unitId('E-STATION') });
  for (const move of ['signFor', 'accept', 'inviteMediation']) await hand(officer, id).act(move);
  await hand(applicant, id).act('consent');
  return id;
}

test('somebody whom the applicant smuggles onto the other side cannot say yes for the real respondent', async () => {
  const id = await awaitingConsent([...bothSides, smuggledIn]);
  await hand(accomplice, id).act('consent');
  expect((await hand(officer, id).look('parties { side consent }')).parties.map((one: { consent: string }) => one.consent).sort()).toEqual([
    'ASKED',
    'GIVEN',
    'GIVEN',
  ]);
  expect(codeOf(await hand(committee, id).attempt('beginMediation'))).toBe('CONSENT_REQUIRED');
  await hand(respondent, id).act('consent');
  expect(await hand(committee, id).act('beginMediation')).toBe('inMediation');
});

test('a party without a token is spoken for by their side', async () => {
  const id = await awaitingConsent([
    ...bothSides.slice(0, 1),
    { ...smuggledIn, subject: 'demo-neighbour' },
    { side: 'RESPONDENT', capacity: 'SELF', name: '老人' },
  ]);
  await hand(respondent, id).act('consent');
  expect(await hand(committee, id).act('beginMediation')).toBe('inMediation');
});
