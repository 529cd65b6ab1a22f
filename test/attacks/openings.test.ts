import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, unitId } from '../stories/city';

let city: TestGateway;
let resident: Person, officer: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, officer] = [city.as('demo-resident'), city.as('demo-officer')];
});
afterAll(() => city.close());

const open = 'mutation ($input: OpenCommunityDisputeInput!) { made: openCommunityDispute(input: $input) { case { id } } }';
const attempt = (input: object) =>
  resident.query(open, {
    input: { idempotencyKey: key(), summary: '一件纠纷', unit: unitId('E-STATION'), details: { kind: 'debt' }, ...input },
  });

test('nobody stands on two sides of one case, whoever applies for themselves included', async () => {
  const [self] = bothSides;
  const asRespondent = { ...self, side: 'RESPONDENT' };
  expect(codeOf(await attempt({ parties: [self, asRespondent] }))).toBe('BAD_USER_INPUT');
  expect(codeOf(await attempt({ parties: [asRespondent] }))).toBe('BAD_USER_INPUT');
  const both = { side: 'APPLICANT', capacity: 'SELF', name: '甲', subject: 'demo-neighbour' };
  expect(codeOf(await attempt({ parties: [both, { ...both, side: 'THIRD' }] }))).toBe('BAD_USER_INPUT');
});

test('a party has a name', async () => {
  expect(codeOf(await attempt({ parties: [{ side: 'RESPONDENT', capacity: 'SELF', name: ' \t' }] }))).toBe('BAD_USER_INPUT');
});

test('a place that is none is NOT_FOUND, also where the unit is given and nothing is routed', async () => {
  const nowhere = Buffer.from(`place:${key()}`).toString('base64url');
  expect(codeOf(await attempt({ place: nowhere }))).toBe('NOT_FOUND');
  expect(codeOf(await attempt({ place: nowhere, unit: null }))).toBe('NOT_FOUND');
});

test('who opened a case without being named as a party still sees it when it goes on as another', async () => {
  const id = await opened(resident, 'CommunityDispute', { unit: unitId('E-STATION'), details: { kind: 'other' } });
  await hand(officer, id).act('signFor');
  await hand(officer, id).typed('continueElsewhereCommunityDispute', { into: 'night-market-dispute' });
  const { links } = await hand(resident, id).look('links { relation case { __typename number } }');
  expect(links).toEqual([{ relation: 'continuedBy', case: { __typename: 'NightMarketDispute', number: expect.any(String) } }]);
});

test('a text with NUL in it is the name of nothing, and no failure', async () => {
  const asked = `query ($text: String!) {
    caseByNumber(number: $text) { id } unit(code: $text) { id } cases(filter: { jurisdictions: [$text] }) { totalCount } }`;
  expect(good(await resident.query(asked, { text: '2026\u0000' }))).toEqual({ caseByNumber: null, unit: null, cases: { totalCount: 0 } });
});
