import type { Answer, Person, TestGateway } from '@maplebridge/testkit';
import { absentCase, bothSides, codeOf, good, hand, key, openCity, opened, personId, placeId, unitId, versionOf } from '../stories/city';

let city: TestGateway;
let resident: Person, supervisor: Person, officer: Person, west: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, supervisor, officer] = [city.as('demo-resident'), city.as('demo-supervisor'), city.as('demo-officer')];
  await city.grant('demo-west', 'officer', 'W-STATION');
  west = city.as('demo-west');
});
afterAll(() => city.close());

const opening = 'mutation ($input: OpenInEmergencyInput!) { openInEmergency(input: $input) { until case { id } } }';
const breakGlass = (by: Person, number: string, more: object = {}): Promise<Answer> =>
  by.query(opening, { input: { number, reason: '紧急 emergency', idempotencyKey: key(), ...more } });
const bare = (text: string): string => text.replace(/"requestId":"[^"]*"/g, '');
const absent = '2026-0000-0000-0000';
const numberOf = async (id: string): Promise<string> => (await hand(supervisor, id).look('number')).number as string;

const openOne = (parties: readonly object[] = bothSides): Promise<string> =>
  opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties, details: { kind: 'debt' } });

async function exclude(subject: string, id: string): Promise<void> {
  const input = { case: id, person: await personId(city.as(subject)), reason: '回避', expectedVersion: await versionOf(supervisor, id) };
  const document = 'mutation ($input: ExcludeFromCaseInput!) { excludeFromCase(input: $input) { change { id } } }';
  good(await supervisor.query(document, { input: { ...input, idempotencyKey: key() } }));
}

async function isRefusedAsAbsent(by: Person, number: string): Promise<void> {
  const [found, none] = [await breakGlass(by, number), await breakGlass(by, absent)];
  expect([found.status, bare(found.text)]).toEqual([none.status, bare(none.text)]);
  expect(codeOf(found)).toBe('NOT_FOUND');
}

test('an excluded person breaks no glass, however near the case is, and is told what an absent number is told', async () => {
  const id = await openOne();
  await exclude('demo-officer', id);
  await isRefusedAsAbsent(officer, await numberOf(id));
  await exclude('demo-west', id);
  await isRefusedAsAbsent(west, await numberOf(id));
});

test('who is excluded while the case is open to them loses it at the next request, and every stream with it', async () => {
  const id = await openOne();
  good(await breakGlass(west, await numberOf(id)));
  for (let nth = 0; nth < 3; nth += 1) expect(await hand(west, id).look('number')).not.toBeNull();
  const stream = await west.stream('subscription ($id: ID!) { caseChanged(id: $id) { __typename ... on CaseLeft { caseId } } }', { id });
  await stream.next(({ __typename }) => __typename === 'CaughtUp');
  await exclude('demo-west', id);
  expect(await stream.next()).toEqual({ __typename: 'CaseLeft', caseId: id });
  expect(await hand(west, id).look('number')).toBeNull();
  expect(good(await west.query('{ cases { totalCount } }')).cases.totalCount).toBe(0);
});

test('a case out of reach, of a type that the post does not know, or with the asker as a party is no other than an absent one', async () => {
  const watchman = city.as('demo-far');
  await city.grant('demo-far', 'watchman', 'E-RIVER-1');
  await isRefusedAsAbsent(watchman, await numberOf(await openOne()));
  const far = city.as('demo-grid-far');
  await city.grant('demo-grid-far', 'officer', 'E-RIVER-1');
  const medical = await opened(resident, 'MedicalDispute', {
    unit: unitId('C-MEDICAL'),
    details: { hospital: unitId('C-HOSPITAL'), treatment: '手术', harm: 'minor', claimedAmount: 5000 },
  });
  await isRefusedAsAbsent(far, await numberOf(medical));
  const witness = { side: 'THIRD', capacity: 'SELF', name: '孙见证', subject: 'demo-witness' };
  await city.grant('demo-witness', 'officer', 'W-STATION');
  const id = await opened(city.as('demo-grid'), 'CommunityDispute', {
    place: placeId('DOOR-301'),
    parties: [witness],
    details: { kind: 'debt' },
  });
  await isRefusedAsAbsent(city.as('demo-witness'), await numberOf(id));
});

test('it takes a post that is held now, and a reason, before anything is looked up', async () => {
  const number = await numberOf(await openOne());
  for (const which of [number, absent]) {
    expect(codeOf(await breakGlass(city.as('demo-stranger'), which))).toBe('FORBIDDEN');
    expect(codeOf(await breakGlass(city.as('demo-neighbour'), which))).toBe('FORBIDDEN');
    expect(codeOf(await breakGlass(city.as(null), which))).toBe('UNAUTHENTICATED');
    for (const reason of ['', '  ']) expect(codeOf(await breakGlass(west, which, { reason }))).toBe('BAD_USER_INPUT');
  }
  expect(codeOf(await breakGlass(officer, number))).toBe('BAD_USER_INPUT');
  for (const odd of ["' or 1=1 --", '\u0000', 'x'.repeat(200)])
    expect(['NOT_FOUND', 'BAD_USER_INPUT']).toContain(codeOf(await breakGlass(west, odd)));
  await city.revoke('demo-west', 'officer', 'W-STATION');
  expect(codeOf(await breakGlass(west, number))).toBe('FORBIDDEN');
  await city.grant('demo-west', 'officer', 'W-STATION');
});

test('one opening shows one case: not those linked with it, of the same report, or of the same people', async () => {
  const id = await openOne();
  await hand(city.as('demo-grid'), id).act('signFor');
  await hand(city.as('demo-grid'), id).typed('continueElsewhereCommunityDispute', { into: 'night-market-dispute' });
  await city.grant('demo-one', 'officer', 'W-STATION');
  const one = city.as('demo-one');
  good(await breakGlass(one, await numberOf(id)));
  expect(await hand(one, id).look('id links { case { id } } report { cases { id } }')).toEqual({
    id,
    links: [],
    report: { cases: [{ id }] },
  });
});

test('no entry in the access log, no case: when it cannot be written nothing is opened', async () => {
  const id = await openOne();
  await city.grant('demo-unlogged', 'officer', 'W-STATION');
  const person = city.as('demo-unlogged');
  await city.sql(`revoke execute on function privacy.record_look from maplebridge_runtime`);
  expect(codeOf(await breakGlass(person, await numberOf(id)))).toBe('ACCESS_LOG_UNAVAILABLE');
  await city.sql(`grant execute on function privacy.record_look to maplebridge_runtime`);
  expect(await hand(person, id).look('id')).toBeNull();
  expect(await city.sql('select from core.emergency where case_id = $1', [uuidOf(id)])).toEqual([]);
});

test('the id of an opening is no page: nobody looks it up, nor reviews one that is not there', async () => {
  const emergency = Buffer.from(`emergency:${uuidOf(absentCase())}`).toString('base64url');
  expect(good(await supervisor.query('query ($id: ID!) { node(id: $id) { id } }', { id: emergency })).node).toBeNull();
  const input = { emergency, outcome: 'JUSTIFIED', note: '无', idempotencyKey: key() };
  const document = 'mutation ($input: ReviewEmergencyInput!) { reviewEmergency(input: $input) { change { id } } }';
  expect(codeOf(await supervisor.query(document, { input }))).toBe('NOT_FOUND');
});

test('even the login that serves requests writes no review by who opened it', async () => {
  const id = await openOne();
  await city.grant('demo-self', 'officer', 'W-STATION');
  good(await breakGlass(city.as('demo-self'), await numberOf(id)));
  const self = `update core.emergency set reviewed_at = now(), reviewed_by = person_id, outcome = 'justified' where case_id = '${uuidOf(id)}'`;
  await expect(city.sqlAtRunTime(self)).rejects.toThrow(/violates check constraint/);
});

const uuidOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
