import { openTestGateway, type Person, type TestGateway } from '@maplebridge/testkit';
import { jurisdiction as propertyFees } from '../plugins/property-fee';
import { bothSides, codeOf, good, hand, key, opened, placeId } from './city';

let city: TestGateway;
let resident: Person, neighbour: Person, officer: Person, stranger: Person;
beforeAll(async () => {
  city = await openTestGateway({ plugins: [propertyFees] });
  [resident, neighbour, officer, stranger] = ['demo-resident', 'demo-neighbour', 'demo-officer', 'demo-stranger'].map((one) =>
    city.as(one),
  ) as [Person, Person, Person, Person];
});
afterAll(() => city.close());

async function openOne(): Promise<{ readonly id: string; readonly applicant: string; readonly respondent: string }> {
  const id = await opened(resident, 'PropertyFeeDispute', { place: placeId('DOOR-301'), parties: bothSides });
  await hand(officer, id).act('signFor');
  const { parties } = await hand(officer, id).look('parties { id side }');
  return { id, applicant: parties[0].id, respondent: parties[1].id };
}

type Kind = 'give' | 'withdraw';
async function say(person: Person, kind: Kind, { id, party, ...asked }: { id: string; party: string; classes: string[]; until?: string }) {
  const [name, input] = kind === 'give' ? ['giveProcessingConsent', 'GiveProcessingConsentInput'] : ['withdrawProcessingConsent', 'WithdrawProcessingConsentInput']; // prettier-ignore
  const { version } = await hand(officer, id).look('version');
  const document = `mutation ($input: ${input}!) { done: ${name}(input: $input) { party { id } change { move } } }`;
  return person.query(document, { input: { party, expectedVersion: version, idempotencyKey: key(), ...asked } });
}

const read = `query ($id: ID!) { case(id: $id) { opened(classes: [IDENTITY, CONTACT]) { field value { text } } } }`;
async function readBy(person: Person, id: string): Promise<readonly string[] | null> {
  const { case: found } = good(await person.query(read, { id }));
  return found.opened && found.opened.map((one: { value: { text: string } }) => one.value.text).sort();
}
const unmask = (party: string, classes = ['IDENTITY']) =>
  officer.query('mutation ($input: UnmaskInput!) { unmask(input: $input) { opened { field } } }', {
    input: { party, classes, purpose: '电话通知', idempotencyKey: key() },
  });

test('where the basis is consent, those who work on a case open what was agreed to, and nothing else', async () => {
  const { id, applicant, respondent } = await openOne();
  expect(await readBy(officer, id)).toEqual([]);
  expect(codeOf(await unmask(applicant))).toBe('CONSENT_REQUIRED');
  expect(good(await say(resident, 'give', { id, party: applicant, classes: ['IDENTITY'] })).done).toEqual({
    party: { id: applicant },
    change: { move: 'processingConsentGiven' },
  });
  expect(await readBy(officer, id)).toEqual(['赵示范']);
  expect(good(await unmask(applicant)).unmask.opened).toEqual([{ field: 'name' }]);
  expect(codeOf(await unmask(applicant, ['IDENTITY', 'CONTACT']))).toBe('CONSENT_REQUIRED');
  expect(codeOf(await unmask(respondent))).toBe('CONSENT_REQUIRED');
  good(await say(resident, 'give', { id, party: applicant, classes: ['CONTACT'] }));
  expect(await readBy(officer, id)).toEqual(['13900000001', '赵示范']);
});

test('it is taken back as easily, and from the next request on nothing is opened by it; one’s own values stay one’s own', async () => {
  const { id, applicant } = await openOne();
  good(await say(resident, 'give', { id, party: applicant, classes: ['IDENTITY', 'CONTACT'] }));
  good(await say(resident, 'withdraw', { id, party: applicant, classes: ['CONTACT'] }));
  expect(await readBy(officer, id)).toEqual(['赵示范']);
  good(await say(resident, 'withdraw', { id, party: applicant, classes: ['IDENTITY'] }));
  expect(await readBy(officer, id)).toEqual([]);
  expect(codeOf(await say(resident, 'withdraw', { id, party: applicant, classes: ['IDENTITY'] }))).toBe('BAD_USER_INPUT');
  expect(await readBy(resident, id)).toEqual(['13900000001', '赵示范']);
  const { status } = await hand(officer, id).look('status { code }');
  expect(status.code).toBe('signed');
});

test('it ends by itself when it was given for a time', async () => {
  const { id, applicant } = await openOne();
  const until = new Date(city.clock.now().getTime() + 3_600_000).toISOString();
  good(await say(resident, 'give', { id, party: applicant, classes: ['IDENTITY'], until }));
  expect(await readBy(officer, id)).toEqual(['赵示范']);
  city.clock.advance({ hours: 1 });
  expect(await readBy(officer, id)).toEqual([]);
  const past = city.clock.now().toISOString();
  expect(codeOf(await say(resident, 'give', { id, party: applicant, classes: ['IDENTITY'], until: past }))).toBe('BAD_USER_INPUT');
});

test('what was agreed to for a time ends then, whatever else is agreed to or taken back later', async () => {
  const { id, applicant } = await openOne();
  const until = new Date(city.clock.now().getTime() + 3_600_000).toISOString();
  good(await say(resident, 'give', { id, party: applicant, classes: ['IDENTITY'], until }));
  good(await say(resident, 'give', { id, party: applicant, classes: ['CONTACT', 'HEALTH'] }));
  expect(await readBy(officer, id)).toEqual(['13900000001', '赵示范']);
  const given = city.clock.now().toISOString();
  city.clock.advance({ minutes: 1 });
  good(await say(resident, 'withdraw', { id, party: applicant, classes: ['HEALTH'] }));
  const own = '{ viewer { processingConsents { caseId classes givenAt until withdrawnAt } } }';
  const standing = good(await resident.query(own)).viewer.processingConsents.filter((one: { caseId: string }) => one.caseId === id);
  expect(standing).toHaveLength(3);
  expect(standing).toEqual(
    expect.arrayContaining([
      { caseId: id, classes: ['IDENTITY'], givenAt: given, until, withdrawnAt: null },
      { caseId: id, classes: ['CONTACT'], givenAt: given, until: null, withdrawnAt: null },
      { caseId: id, classes: ['HEALTH'], givenAt: given, until: null, withdrawnAt: city.clock.now().toISOString() },
    ]),
  );
  city.clock.advance({ hours: 1 });
  expect(await readBy(officer, id)).toEqual(['13900000001']);
});

test('nobody agrees for somebody else, and the person reads what they agreed to and took back', async () => {
  const { id, applicant, respondent } = await openOne();
  expect(codeOf(await say(neighbour, 'give', { id, party: applicant, classes: ['IDENTITY'] }))).toBe('FORBIDDEN');
  expect(codeOf(await say(officer, 'give', { id, party: applicant, classes: ['IDENTITY'] }))).toBe('FORBIDDEN');
  expect(codeOf(await say(stranger, 'give', { id, party: applicant, classes: ['IDENTITY'] }))).toBe('NOT_FOUND');
  expect(codeOf(await say(resident, 'give', { id, party: applicant, classes: ['PUBLIC'] }))).toBe('BAD_USER_INPUT');
  good(await say(neighbour, 'give', { id, party: respondent, classes: ['IDENTITY'] }));
  good(await say(neighbour, 'withdraw', { id, party: respondent, classes: ['IDENTITY'] }));
  const own = '{ viewer { processingConsents { caseId partyId classes processor { code } withdrawnAt } } }';
  expect(good(await neighbour.query(own)).viewer.processingConsents).toEqual([
    { caseId: id, partyId: respondent, classes: ['IDENTITY'], processor: { code: expect.any(String) }, withdrawnAt: expect.any(String) },
  ]);
  expect(good(await officer.query(own)).viewer.processingConsents).toEqual([]);
  const records = `query ($first: Int) { viewer { accessLog(first: $first) { nodes { basis basisSource { article } } } } }`;
  good(await say(resident, 'give', { id, party: applicant, classes: ['IDENTITY'] }));
  await readBy(officer, id);
  const [entry] = good(await resident.query(records, { first: 1 })).viewer.accessLog.nodes;
  expect(entry).toEqual({ basis: 'CONSENT', basisSource: { article: '13' } });
});
