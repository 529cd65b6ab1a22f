import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, key, openCity, opened, placeId, unitId, versionOf } from './city';

let city: TestGateway;
let resident: Person, neighbour: Person, watchman: Person;
beforeAll(async () => {
  city = await openCity({ now: new Date('2026-03-06T21:30:00+08:00') });
  [resident, neighbour, watchman] = [city.as('demo-resident'), city.as('demo-neighbour'), city.as('demo-watchman')];
});
afterAll(() => city.close());

const openOne = (details: object = {}): Promise<string> =>
  opened(resident, 'NightMarketDispute', { place: placeId('STALL-12'), parties: bothSides, details: { matter: 'quarrel', ...details } });

async function onTheSpot(finding: object): Promise<string> {
  const id = await openOne();
  for (const move of ['signFor', 'arrive']) await hand(watchman, id).act(move);
  await hand(watchman, id).typed('recordFindingNightMarketDispute', finding);
  expect(await hand(watchman, id).act('mediateOnSpot')).toBe('onTheSpot');
  return id;
}

const minor = { isMinorAndClear: true, involvesAlcohol: false };

test('a quarrel at a stall is settled on the spot within minutes, by both sides', async () => {
  const id = await openOne();
  expect((await hand(watchman, id).look('unit { code }')).unit.code).toBe('E-MARKET');
  await hand(watchman, id).act('signFor');
  const arrival = 'due { code dueAt isProvisional source { instrument isVerified } explain { to reason isCounted } }';
  expect((await hand(watchman, id).look(arrival)).due).toEqual({
    code: 'arrival',
    dueAt: '2026-03-06T13:45:00.000Z',
    isProvisional: false,
    source: { instrument: 'Convention of this platform (not statutory)', isVerified: false },
    explain: [{ to: null, reason: expect.stringMatching(/^Counted towards 15 minutes \(.*: the default\)$/), isCounted: true }],
  });
  city.clock.advance({ minutes: 10 });
  await hand(watchman, id).act('arrive');
  expect((await hand(watchman, id).look('due { code dueAt }')).due).toEqual({ code: 'onSpot', dueAt: '2026-03-06T14:40:00.000Z' });
  expect(codeOf(await hand(watchman, id).attempt('mediateOnSpot'))).toBe('NEEDS_MISSING');
  await hand(watchman, id).typed('recordFindingNightMarketDispute', minor);
  await hand(watchman, id).act('mediateOnSpot');
  await hand(resident, id).act('agreeOnSpot');
  expect(codeOf(await hand(watchman, id).attempt('settleOnSpot'))).toBe('CONSENT_REQUIRED');
  await hand(neighbour, id).act('agreeOnSpot');
  expect(await hand(watchman, id).act('settleOnSpot')).toBe('settledOnSpot');
  expect(await hand(resident, id).look('outcome status { phase }')).toEqual({ outcome: 'RESOLVED', status: { phase: 'CLOSED' } });
});

test('a yes under alcohol is none until an officer finds clear heads', async () => {
  const id = await onTheSpot({ isMinorAndClear: true, involvesAlcohol: true });
  const refused = await hand(resident, id).attempt('agreeOnSpot');
  expect(refused.errors[0]).toMatchObject({
    message: 'Before "agree on the spot" this is still missing: where alcohol is involved, everybody was found clear-headed first.',
    extensions: { code: 'CONSENT_REQUIRED', needs: ['clearHeaded'] },
  });
  const { data } = await watchman.query('query ($unit: ID!) { nightMarketDisputeWarnings(unit: $unit) { code cases { id } } }', {
    unit: unitId('E-MARKET'),
  });
  expect(data.nightMarketDisputeWarnings).toContainEqual({ code: 'consentUnderAlcohol', cases: [{ id }] });
  await hand(watchman, id).typed('confirmSobrietyNightMarketDispute', { sobrietyConfirmedAt: '2026-03-06T21:40:00+08:00' });
  expect(await hand(resident, id).act('agreeOnSpot')).toBe('onTheSpot');
});

test('a refusal on the spot ends that attempt; the committee may be asked, and its agreement waits to be performed', async () => {
  await city.grant('demo-committee', 'mediationCommittee', 'E-MARKET');
  const committee = city.as('demo-committee');
  const id = await onTheSpot(minor);
  expect(await hand(neighbour, id).act('refuseOnSpot')).toBe('unsettled');
  expect(await hand(watchman, id).act('inviteMediation')).toBe('awaitingConsent');
  for (const side of [resident, neighbour]) await hand(side, id).act('consent');
  await hand(committee, id).act('beginMediation');
  expect(await hand(committee, id).act('reachAgreement')).toBe('agreed');
  expect(await hand(resident, id).act('confirmPerformed')).toBe('performed');
});

test('minutes run out: a watchman who is late is shown so, and counted so', async () => {
  city.clock.set('2026-04-03T21:00:00+08:00');
  const [inTime, late] = [await openOne(), await openOne()];
  for (const id of [inTime, late]) await hand(watchman, id).act('signFor');
  city.clock.advance({ minutes: 15 });
  await hand(watchman, inTime).act('arrive');
  city.clock.advance({ minutes: 15 });
  const missed = (await hand(watchman, late).look('deadlines { code state }')).deadlines;
  expect(missed).toContainEqual({ code: 'arrival', state: 'MISSED' });
  await hand(watchman, late).act('arrive');
  const document = `query ($unit: ID!) { nightMarketDisputeStatistics(unit: $unit, from: "2026-04-03T00:00:00+08:00", until: "2026-04-04T00:00:00+08:00") {
    code value numerator denominator } }`;
  const figures = good(await watchman.query(document, { unit: unitId('E-MARKET') })).nightMarketDisputeStatistics;
  expect(figures).toMatchObject([
    { code: 'onSpotRate', value: null, denominator: 0 },
    { code: 'hoursToArrive', value: 0.375 },
    { code: 'arrivedInTime', value: 0.5, numerator: 1, denominator: 2 },
    { code: 'unsettled', value: 2 },
  ]);
});

test('noise is measured under the plugin’s own tables, told live and shown beside the limit of the place and hour', async () => {
  city.clock.set('2026-05-01T23:30:00+08:00');
  const id = await openOne({ matter: 'noise', zone: 'class1' });
  const stream = await watchman.stream(
    'subscription { nightMarketDisputeNoiseMeasured { __typename ... on Change { move caseId case { version } } } }',
  );
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  const record = `mutation ($input: RecordNightMarketDisputeNoiseInput!) { recordNightMarketDisputeNoise(input: $input) { case { version } } }`;
  const reading = async (decibels: number, measuredAt: string) =>
    watchman.query(record, { input: { id, expectedVersion: await versionOf(watchman, id), idempotencyKey: key(), decibels, measuredAt } });
  good(await reading(48, '2026-05-01T23:20:00+08:00'));
  expect(await stream.next()).toEqual({
    __typename: 'Change',
    move: 'night-market-disputes.noiseMeasured',
    caseId: id,
    case: { version: 2 },
  });
  good(await reading(52, '2026-05-01T21:20:00+08:00'));
  expect(codeOf(await reading(300, '2026-05-01T21:20:00+08:00'))).toBe('BAD_USER_INPUT');
  expect((await reading(50, '2026-05-02T21:20:00+08:00')).errors[0]?.message).toContain('lies in the future');
  const { data } = await watchman.query(
    'query ($id: ID!) { nightMarketDisputeNoise(id: $id) { decibels isNight limit isAboveLimit isVerified } }',
    { id },
  );
  expect(data.nightMarketDisputeNoise).toEqual([
    { decibels: 48, isNight: true, limit: 45, isAboveLimit: true, isVerified: false },
    { decibels: 52, isNight: false, limit: 55, isAboveLimit: false, isVerified: false },
  ]);
  expect(
    (await city.as('demo-window').query('query ($id: ID!) { nightMarketDisputeNoise(id: $id) { decibels } }', { id })).data
      .nightMarketDisputeNoise,
  ).toBeNull();
});

test('the noise limit of a place is the same for a resident as for the watchman', async () => {
  city.clock.set('2026-05-01T23:30:00+08:00');
  const id = await openOne({ matter: 'noise', zone: 'class1' });
  const record = `mutation ($input: RecordNightMarketDisputeNoiseInput!) { recordNightMarketDisputeNoise(input: $input) { case { version } } }`;
  const input = { id, expectedVersion: 1, idempotencyKey: key(), decibels: 48, measuredAt: '2026-05-01T23:20:00+08:00' };
  good(await watchman.query(record, { input }));
  const limits = async (person: Person) =>
    (await person.query('query ($id: ID!) { nightMarketDisputeNoise(id: $id) { limit isAboveLimit } }', { id })).data
      .nightMarketDisputeNoise;
  expect(await limits(watchman)).toEqual([{ limit: 45, isAboveLimit: true }]);
  expect(await limits(resident)).toEqual([{ limit: 45, isAboveLimit: true }]);
});

test('who is dealing with a quarrel at the scene is listed, and how it ended on the spot is told live', async () => {
  const stream = await resident.stream('subscription { nightMarketDisputeMediatedOnSpot { __typename ... on Change { caseId move } } }');
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  const id = await onTheSpot(minor);
  const { data } = await watchman.query('{ nightMarketDisputesAtScene(first: 100) { nodes { id status { code } } } }');
  expect(data.nightMarketDisputesAtScene.nodes).toContainEqual({ id, status: { code: 'onTheSpot' } });
  await hand(watchman, id).act('endOnSpot');
  expect(await stream.next()).toEqual({ __typename: 'Change', caseId: id, move: 'endOnSpot' });
});
