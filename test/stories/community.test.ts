import type { Person, TestGateway } from '@maplebridge/testkit';
import { bothSides, codeOf, good, hand, openCity, opened, placeId, unitId } from './city';

let city: TestGateway;
let resident: Person, neighbour: Person, grid: Person, officer: Person, committee: Person;
beforeAll(async () => {
  city = await openCity({ now: new Date('2026-03-02T09:00:00+08:00') });
  await city.grant('demo-committee', 'mediationCommittee', 'E-RIVER');
  [resident, neighbour, grid] = [city.as('demo-resident'), city.as('demo-neighbour'), city.as('demo-grid')];
  [officer, committee] = [city.as('demo-officer'), city.as('demo-committee')];
});
afterAll(() => city.close());

const openOne = (details: object = { kind: 'neighbours', disputedAmount: 900 }): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details });

test('a quarrel of neighbours is routed by its door, settled in place within three days and confirmed', async () => {
  city.clock.set('2026-03-02T09:00:00+08:00');
  const id = await openOne();
  expect(await hand(resident, id).look('unit { code } place { name } due { code } deadlines { code dueAt source { text } }')).toEqual({
    unit: { code: 'E-RIVER' },
    place: { name: '滨河路3号楼301 Flat 301' },
    due: { code: 'signFor' },
    deadlines: [
      { code: 'signFor', dueAt: '2026-03-02T01:30:00.000Z', source: { text: 'The accountable unit signs within thirty minutes' } },
      {
        code: 'onSpot',
        dueAt: '2026-03-05T01:00:00.000Z',
        source: { text: 'Resolved on the spot within three days, after a newspaper report; no law' },
      },
    ],
  });
  for (const move of ['signFor', 'accept']) await hand(grid, id).act(move);
  const stream = await resident.stream(
    'subscription { communityDisputeSettled { __typename ... on Change { caseId move case { status { code } } } } }',
  );
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  expect(await hand(grid, id).typed('settleInPlaceCommunityDispute', { agreedAmount: 300, performBy: '2026-03-20' })).toBe(
    'settledInPlace',
  );
  expect(await stream.next()).toEqual({
    __typename: 'Change',
    caseId: id,
    move: 'settleInPlace',
    case: { status: { code: 'settledInPlace' } },
  });
  const listed = good(await grid.query('{ communityDisputesToConfirm(first: 100) { nodes { id } } }'));
  expect(listed.communityDisputesToConfirm.nodes).toContainEqual({ id });
  expect(await hand(resident, id).act('rejectSettlement')).toBe('accepted');
  await hand(grid, id).typed('settleInPlaceCommunityDispute', { agreedAmount: 500 });
  expect(codeOf(await hand(grid, id).attempt('confirmResolved'))).toBe('FORBIDDEN');
  expect(await hand(resident, id).act('confirmResolved')).toBe('resolved');
});

test('a debt goes to mediation with the consent of both; a refusal ends the attempt', async () => {
  const [agreed, refused] = [await openOne({ kind: 'debt', disputedAmount: 20_000 }), await openOne({ kind: 'debt' })];
  for (const id of [agreed, refused]) {
    for (const move of ['signFor', 'accept', 'inviteMediation']) await hand(grid, id).act(move);
    await hand(resident, id).act('consent');
  }
  expect(codeOf(await hand(committee, agreed).attempt('beginMediation'))).toBe('CONSENT_REQUIRED');
  await hand(neighbour, agreed).act('consent');
  for (const move of ['beginMediation', 'reachAgreement']) await hand(committee, agreed).act(move);
  expect(await hand(resident, agreed).act('confirmResolved')).toBe('resolved');
  expect(await hand(neighbour, refused).act('refuseMediation')).toBe('ended');
  expect(codeOf(await hand(committee, refused).attempt('beginMediation'))).toBe('MOVE_NOT_OPEN');
});

test('family violence is never mediated: it is warned of and routed to protection', async () => {
  const id = await openOne({ kind: 'family', isFamilyViolenceAlleged: true });
  for (const move of ['signFor', 'accept']) await hand(grid, id).act(move);
  for (const one of [grid, committee, officer]) {
    const { errors } = await hand(one, id).attempt('inviteMediation');
    expect(errors[0]?.extensions).toMatchObject({ code: 'NEEDS_MISSING', needs: ['noFamilyViolence'] });
  }
  expect(codeOf(await hand(grid, id).attemptTyped('settleInPlaceCommunityDispute', {}))).toBe('NEEDS_MISSING');
  const warned = await officer.query('query ($unit: ID!) { communityDisputeWarnings(unit: $unit) { code severity cases { id } } }', {
    unit: unitId('E-RIVER'),
  });
  expect(good(warned).communityDisputeWarnings[0]).toEqual({ code: 'violenceNotRouted', severity: 'URGENT', cases: [{ id }] });
  expect(codeOf(await hand(grid, id).attempt('routeToProtection'))).toBe('FORBIDDEN');
  expect(await hand(officer, id).act('routeToProtection')).toBe('protection');
});

test('violence that comes to light during mediation stops every further consent', async () => {
  const id = await openOne({ kind: 'family' });
  for (const move of ['signFor', 'accept', 'inviteMediation']) await hand(grid, id).act(move);
  await hand(grid, id).typed('amendCommunityDispute', { details: { isFamilyViolenceAlleged: true } });
  expect(codeOf(await hand(neighbour, id).attempt('consent'))).toBe('NEEDS_MISSING');
  expect(await hand(officer, id).act('routeToProtection')).toBe('protection');
});

test('what turns out to be another matter goes on as a linked case of that type, with its people and its report', async () => {
  const id = await openOne({ kind: 'other' });
  await hand(grid, id).act('signFor');
  const stream = await resident.stream('subscription { communityDisputeContinuedElsewhere { __typename ... on Change { caseId } } }');
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  const unknown = await hand(grid, id).attemptTyped('continueElsewhereCommunityDispute', { into: 'lost-dogs' });
  expect(codeOf(unknown)).toBe('PLUGIN_DORMANT');
  expect(await hand(grid, id).typed('continueElsewhereCommunityDispute', { into: 'night-market-dispute' })).toBe('continuedElsewhere');
  expect(await stream.next()).toEqual({ __typename: 'Change', caseId: id });
  const before = await hand(resident, id).look('outcome number report { id } links { relation case { id __typename } }');
  expect(before).toMatchObject({
    outcome: 'REFERRED_OUT',
    links: [{ relation: 'continuedBy', case: { __typename: 'NightMarketDispute' } }],
  });
  const after = before.links[0].case.id;
  const now = await hand(neighbour, after).look(
    'number status { code } report { id cases { id } } parties { side name { text } } links { relation case { id } }',
  );
  expect(now).toMatchObject({
    status: { code: 'reported' },
    report: { id: before.report.id },
    parties: [
      { side: 'APPLICANT', name: { text: '赵**' } },
      { side: 'RESPONDENT', name: { text: '钱**' } },
    ],
    links: [{ relation: 'continues', case: { id } }],
  });
  expect(now.number).not.toBe(before.number);
});

test('the community reads what it resolved in time', async () => {
  city.clock.set('2026-09-01T09:00:00+08:00');
  const [soon, late, open] = [await openOne(), await openOne(), await openOne({ kind: 'housing', disputedAmount: 3_600 })];
  for (const id of [soon, late, open]) for (const move of ['signFor', 'accept']) await hand(grid, id).act(move);
  city.clock.advance({ hours: 10 });
  await hand(grid, soon).typed('settleInPlaceCommunityDispute', {});
  await hand(resident, soon).act('confirmResolved');
  city.clock.advance({ hours: 90 });
  await hand(grid, late).typed('settleInPlaceCommunityDispute', {});
  await hand(grid, late).act('closeUnconfirmed');
  const document = `query ($unit: ID!) { communityDisputeStatistics(unit: $unit, from: "2026-09-01T00:00:00+08:00", until: "2026-10-01T00:00:00+08:00") { code value } }`;
  for (const code of ['E-RIVER', 'E-STATION'])
    expect(good(await officer.query(document, { unit: unitId(code) })).communityDisputeStatistics).toEqual([
      { code: 'confirmedRate', value: 0.5 },
      { code: 'onSpotWithinLimit', value: 0.5 },
      { code: 'hoursToSettle', value: 55 },
      { code: 'amountOpen', value: 3_600 },
    ]);
  expect(codeOf(await grid.query(document, { unit: unitId('E-STATION') }))).toBe('FORBIDDEN');
});
