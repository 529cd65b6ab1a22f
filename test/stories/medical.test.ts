import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, openCity, opened, personId, unitId } from './city';

let city: TestGateway;
let patient: Person, hospital: Person, office: Person;
beforeAll(async () => {
  city = await openCity({ now: new Date('2026-03-02T09:00:00+08:00') });
  [patient, hospital, office] = [city.as('demo-resident'), city.as('demo-neighbour'), city.as('demo-mediation')];
});
afterAll(() => city.close());

const details = { hospital: unitId('C-HOSPITAL'), claimedAmount: 50_000 };
const openOne = (): Promise<string> => opened(patient, 'MedicalDispute', { parties: bothSides, details });

/** A dispute in which both sides have said yes and the mediation runs. */
async function inMediation(): Promise<string> {
  const id = await openOne();
  for (const move of ['signFor', 'accept', 'inviteMediation']) await hand(office, id).act(move);
  for (const side of [patient, hospital]) await hand(side, id).act('consent');
  expect(await hand(office, id).act('beginMediation')).toBe('inMediation');
  return id;
}

const limit = 'deadlines { code state dueAt isProvisional source { instrument article isVerified } explain { from to isCounted reason } }';
const mediationLimit = async (id: string) =>
  (await hand(office, id).look(limit)).deadlines.find((one: { code: string }) => one.code === 'mediationLimit');

test('a medical dispute is settled: opened by a patient, routed to the committee, agreed by both, performed, confirmed', async () => {
  const id = await openOne();
  expect(await hand(patient, id).look('unit { code } status { phase code } parties { side consent }')).toEqual({
    unit: { code: 'C-MEDICAL' },
    status: { phase: 'INTAKE', code: 'reported' },
    parties: [
      { side: 'APPLICANT', consent: 'NOT_ASKED' },
      { side: 'RESPONDENT', consent: 'NOT_ASKED' },
    ],
  });
  for (const move of ['signFor', 'accept', 'inviteMediation']) await hand(office, id).act(move);
  expect(codeOf(await hand(office, id).attempt('beginMediation'))).toBe('CONSENT_REQUIRED');
  for (const side of [patient, hospital]) expect(await hand(side, id).act('consent')).toBe('awaitingConsent');
  expect(await hand(office, id).act('beginMediation')).toBe('inMediation');
  expect(await hand(office, id).act('reachAgreement')).toBe('agreed');
  expect(await hand(office, id).typed('signAgreementMedicalDispute', { agreedAmount: 30_000, performBy: '2026-06-30' })).toBe('performing');
  expect(codeOf(await hand(office, id).attempt('confirmPerformed'))).toBe('FORBIDDEN');
  expect(await hand(patient, id).act('confirmPerformed')).toBe('settled');
  expect(
    await hand(office, id).look('outcome closedAt due { code } ... on MedicalDispute { details { agreedAmount performBy } }'),
  ).toMatchObject({
    outcome: 'RESOLVED',
    due: null,
    details: { agreedAmount: 30_000, performBy: '2026-06-30' },
  });
});

test('one refusal ends the attempt, and the other side cannot take it up again', async () => {
  const id = await inMediation();
  expect(await hand(hospital, id).act('refuseMediation')).toBe('ended');
  expect(await hand(patient, id).look('outcome parties { side consent }')).toEqual({
    outcome: 'NOT_RESOLVED',
    parties: [
      { side: 'APPLICANT', consent: 'GIVEN' },
      { side: 'RESPONDENT', consent: 'REFUSED' },
    ],
  });
  expect(codeOf(await hand(patient, id).attempt('consent'))).toBe('MOVE_NOT_OPEN');
});

test('thirty working days are shown with their article and stand still while an appraisal runs', async () => {
  city.clock.set('2026-03-02T09:00:00+08:00'); // a Monday
  const id = await inMediation();
  const before = await mediationLimit(id);
  expect(before).toMatchObject({ state: 'RUNNING', dueAt: '2026-04-13T16:00:00.000Z', source: { article: '38', isVerified: false } });
  city.clock.advance({ days: 1 });
  await hand(office, id).typed('orderAppraisalMedicalDispute', { person: await personId(city.as('demo-expert')) });
  expect(await mediationLimit(id)).toMatchObject({ state: 'PAUSED', isProvisional: true });
  city.clock.advance({ days: 14 }); // ten working days in appraisal
  expect(await hand(city.as('demo-expert'), id).act('receiveAppraisal')).toBe('inMediation');
  const after = await mediationLimit(id);
  expect(after).toMatchObject({ state: 'RUNNING', dueAt: '2026-04-27T16:00:00.000Z' });
  expect(after.explain.map(({ isCounted, reason }: { isCounted: boolean; reason: string }) => [isCounted, reason])).toEqual([
    [true, 'Counted towards 30 working days'],
    [false, 'Not counted: in appraisal'],
    [true, 'Counted towards 30 working days'],
  ]);
});

test('the limit is extended only when the committee and both sides have said so', async () => {
  city.clock.set('2026-03-02T09:00:00+08:00');
  const id = await inMediation();
  for (const one of [office, patient]) await hand(one, id).act('agreeToExtend');
  expect((await mediationLimit(id)).dueAt).toBe('2026-04-13T16:00:00.000Z');
  await hand(hospital, id).act('agreeToExtend');
  const extended = await mediationLimit(id);
  expect(extended.dueAt).toBe('2026-05-25T16:00:00.000Z');
  expect(extended.explain.at(-1).reason).toMatch(/extended by 30 working days \(.*: the default\) by agreement/);
});

test('the committee reads its figures and warnings, and nobody below or beside it does', async () => {
  city.clock.set('2027-01-04T09:00:00+08:00');
  const first = await inMediation();
  city.clock.advance({ hours: 12 });
  await hand(office, first).act('reachAgreement');
  await hand(office, first).typed('signAgreementMedicalDispute', { agreedAmount: 0, performBy: '2027-02-01' });
  await hand(patient, first).act('confirmPerformed');
  const second = await inMediation();
  await hand(hospital, second).act('refuseMediation');
  const third = await inMediation();
  await hand(office, third).typed('amendMedicalDispute', { details: { litigationAccepted: true } });
  const document = `query ($unit: ID!) {
    figures: medicalDisputeStatistics(unit: $unit, from: "2027-01-04T00:00:00+08:00", until: "2027-02-01T00:00:00+08:00") { code value numerator denominator unit }
    warnings: medicalDisputeWarnings(unit: $unit) { code severity count cases { id } }
  }`;
  const unit = unitId('C-MEDICAL');
  const { figures, warnings } = good(await office.query(document, { unit }));
  expect(figures).toEqual([
    { code: 'performedRate', value: 0.5, numerator: 1, denominator: 2, unit: 'SHARE' },
    { code: 'inAppraisal', value: 0, numerator: 0, denominator: null, unit: 'CASES' },
    expect.objectContaining({ code: 'hoursToAgreement', value: 12, unit: 'HOURS' }),
    { code: 'amountInDispute', value: 50_000, numerator: 50_000, denominator: 1, unit: 'SUM' },
    { code: 'withinLimit', value: 1, numerator: 2, denominator: 2, unit: 'SHARE' },
  ]);
  expect(warnings[0]).toEqual({ code: 'otherRouteTaken', severity: 'URGENT', count: 1, cases: [{ id: third }] });
  expect(codeOf(await city.as('demo-officer').query(document, { unit }))).toBe('2 errors');
  expect(codeOf(await office.query(document, { unit: unitId('P') }))).toBe('2 errors');
});

test('an appraisal is listed while it runs, and who is called to mediation is told live', async () => {
  const stream = await office.stream(
    'subscription { medicalDisputeCalledToMediation { __typename ... on Change { caseId move entering { code } } } }',
  );
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  const id = await inMediation();
  const told = await stream.next(({ __typename }) => __typename !== 'CaughtUp'); // which is said again every few seconds
  expect(told).toEqual({ __typename: 'Change', caseId: id, move: 'inviteMediation', entering: { code: 'awaitingConsent' } });
  await hand(office, id).typed('orderAppraisalMedicalDispute', { person: await personId(city.as('demo-expert')) });
  expect(good(await office.query('{ page: medicalDisputesInAppraisal(last: 1) { nodes { id } } }')).page.nodes).toEqual([{ id }]);
});
