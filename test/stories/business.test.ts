import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, openCity, opened, placeId, unitId } from './city';

let city: TestGateway;
let owner: Person, window: Person, clerk: Person;
beforeAll(async () => {
  city = await openCity({ now: new Date('2026-03-02T09:00:00+08:00') });
  [owner, window, clerk] = [city.as('demo-resident'), city.as('demo-window'), city.as('demo-clerk')];
  await city.grant('demo-clerk', 'department', 'P-C-E');
});
afterAll(() => city.close());

const applicant = bothSides.slice(0, 1);
const request = (): Promise<string> =>
  opened(owner, 'ServiceRequest', { place: placeId('HALL'), parties: applicant, details: { measureCode: 'B-07' } });
const complaint = (details: object = { ground: 'latePayment', amountAtStake: 80_000 }): Promise<string> =>
  opened(owner, 'BusinessComplaint', { place: placeId('HALL'), parties: applicant, details });

test('a request is told once what is missing, completed, delivered by a department that was called in, and confirmed', async () => {
  const id = await request();
  expect(await hand(window, id).act('signFor')).toBe('signed');
  const missing = { missingDocuments: '营业执照、租赁合同 licence and lease' };
  expect(await hand(window, id).typed('tellMissingServiceRequest', missing)).toBe('awaitingDocuments');
  const awaiting = await window.query('{ serviceRequestsAwaitingDocuments { nodes { id details { missingDocuments } } } }');
  expect(good(awaiting).serviceRequestsAwaitingDocuments.nodes).toEqual([{ id, details: missing }]);
  expect(await hand(owner, id).act('completeDocuments')).toBe('signed');
  const again = await hand(window, id).attemptTyped('tellMissingServiceRequest', { missingDocuments: '还有 one more' });
  expect(again.errors[0]).toMatchObject({ extensions: { code: 'NEEDS_MISSING', needs: ['nothingToldBefore'], source: { article: '36' } } });
  await hand(window, id).act('accept');
  expect(await hand(clerk, id).look('id')).toBeNull();
  await hand(window, id).typed('callDepartmentServiceRequest', { unit: unitId('P-C-E') });
  const stream = await owner.stream(
    'subscription { serviceRequestDelivered { __typename ... on Change { caseId by { post unit { code } } } } }',
  );
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  expect(await hand(clerk, id).act('deliver')).toBe('delivered');
  expect(await stream.next()).toEqual({ __typename: 'Change', caseId: id, by: { post: 'department', unit: { code: 'P-C-E' } } });
  expect(await hand(window, id).look('unit { code } due { code }')).toEqual({ unit: { code: 'C-SERVICE' }, due: null });
  expect(codeOf(await hand(window, id).attempt('confirmDelivery'))).toBe('FORBIDDEN');
  expect(await hand(owner, id).act('confirmDelivery')).toBe('granted');
});

test('the promise of ten working days is shown with its source, and starts anew when the applicant rejects', async () => {
  city.clock.set('2026-03-02T09:00:00+08:00');
  const id = await request();
  for (const move of ['signFor', 'accept']) await hand(window, id).act(move);
  const due = 'due { code dueAt source { instrument text } explain { reason } }';
  expect((await hand(owner, id).look(due)).due).toMatchObject({
    code: 'service',
    dueAt: '2026-03-16T16:00:00.000Z',
    source: { instrument: 'Convention of this platform (not statutory)' },
    explain: [{ reason: expect.stringMatching(/^Counted towards 10 working days \(.*: the default\)$/) }],
  });
  await hand(window, id).act('deliver');
  city.clock.set('2026-03-09T09:00:00+08:00');
  expect(await hand(owner, id).act('rejectDelivery')).toBe('accepted');
  expect((await hand(owner, id).look(due)).due.dueAt).toBe('2026-03-23T16:00:00.000Z');
});

test('a complaint is answered by a department, rejected once, answered again and confirmed in part', async () => {
  city.clock.set('2026-04-06T09:00:00+08:00');
  const id = await complaint({});
  await hand(window, id).act('signFor');
  expect((await hand(window, id).attempt('accept')).errors[0]?.extensions).toMatchObject({ code: 'NEEDS_MISSING', needs: ['ground'] });
  await hand(window, id).typed('amendBusinessComplaint', { details: { ground: 'delay', amountAtStake: 120 } });
  await hand(window, id).act('accept');
  await hand(window, id).typed('callDepartmentBusinessComplaint', { unit: unitId('P-C-E') });
  const stream = await owner.stream('subscription { businessComplaintAnswered { __typename ... on Change { move } } }');
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  city.clock.advance({ hours: 30 });
  await hand(clerk, id).act('answer');
  expect(await hand(owner, id).act('rejectAnswer')).toBe('accepted');
  await hand(clerk, id).act('answer');
  expect([await stream.next(), await stream.next(), await stream.next()].map(({ move }) => move)).toEqual([
    'answer',
    'rejectAnswer',
    'answer',
  ]);
  expect(await hand(owner, id).act('confirmPartly')).toBe('partlyResolved');
  expect((await hand(owner, id).look('outcome')).outcome).toBe('PARTLY');
});

test('the office reads figures and warnings of both types for a period', async () => {
  city.clock.set('2026-06-01T09:00:00+08:00');
  const [resolved, left, waiting] = [await complaint(), await complaint(), await complaint()];
  for (const id of [resolved, left, waiting]) for (const move of ['signFor', 'accept']) await hand(window, id).act(move);
  city.clock.advance({ hours: 6 });
  for (const id of [resolved, left]) await hand(window, id).act('answer');
  await hand(owner, resolved).act('confirmResolved');
  await hand(owner, left).act('leaveUnresolved');
  const late = await request();
  await hand(window, late).act('signFor');
  city.clock.advance({ days: 7 });
  const period = 'unit: $unit, from: "2026-06-01T00:00:00+08:00", until: "2026-07-01T00:00:00+08:00"';
  const document = `query ($unit: ID!) {
    complaints: businessComplaintStatistics(${period}) { code value }
    requests: serviceRequestStatistics(${period}) { code value }
    late: businessComplaintWarnings(unit: $unit) { code count cases { id } }
    unanswered: serviceRequestWarnings(unit: $unit) { code cases { id } } }`;
  const read = good(await window.query(document, { unit: unitId('C-SERVICE') }));
  expect(read.complaints).toEqual([
    { code: 'resolvedRate', value: 0.5 },
    { code: 'withDepartments', value: 0 },
    { code: 'hoursToAnswer', value: 6 },
    { code: 'amountAtStake', value: 80_000 },
  ]);
  expect(read.requests).toEqual([
    { code: 'grantedRate', value: null },
    { code: 'awaitingDocuments', value: 0 },
    { code: 'hoursToDeliver', value: null },
    { code: 'withinPromise', value: null },
  ]);
  expect(read.late).toContainEqual({ code: 'latePaymentWaiting', count: 1, cases: [{ id: waiting }] });
  expect(read.unanswered[0].cases).toContainEqual({ id: late });
});

test('the scorecard follows the ledger: closures by month and outcome, and what was taken up again', async () => {
  city.clock.set('2026-08-03T09:00:00+08:00');
  const id = await request();
  for (const move of ['signFor', 'accept', 'deliver']) await hand(window, id).act(move);
  await hand(owner, id).act('confirmDelivery');
  expect(await hand(owner, id).act('reopen')).toBe('reported');
  await city.consumed('business-environment.scorecard');
  const document = 'query ($unit: ID!) { lines: businessEnvironmentScorecard(unit: $unit) { month caseType outcome closed reopened } }';
  const { lines } = good(await window.query(document, { unit: unitId('C-SERVICE') }));
  expect(lines[0]).toEqual({ month: '2026-08-01', caseType: 'service-request', outcome: 'resolved', closed: 1, reopened: 1 });
  expect(good(await window.query(document, { unit: placeId('HALL') })).lines).toBeNull();
});
