import type { Person, StreamEvent, TestGateway } from '@maplebridge/testkit';
import { absentCase, bothSides, good, hand, key, openCity, opened, personId, placeId, versionOf } from '../stories/city';

let city: TestGateway;
let resident: Person, supervisor: Person;
beforeAll(async () => {
  city = await openCity();
  [resident, supervisor] = [city.as('demo-resident'), city.as('demo-supervisor')];
});
afterAll(() => city.close());

/** Everything by which the case could be known. */
interface Secret {
  readonly id: string;
  readonly number: string;
  readonly party: string;
  readonly change: string;
  readonly report: string;
  readonly summary: string;
}

async function openSecret(): Promise<Secret> {
  const summary = `回避 ${key()}`;
  const id = await opened(resident, 'CommunityDispute', {
    place: placeId('DOOR-301'),
    parties: bothSides,
    summary,
    details: { kind: 'debt' },
  });
  const seen = await hand(supervisor, id).look('number parties { id } history { nodes { id } } report { id }');
  return { id, summary, number: seen.number, party: seen.parties[0].id, change: seen.history.nodes[0].id, report: seen.report.id };
}

async function exclude(subject: string, id: string): Promise<void> {
  const input = { case: id, person: await personId(city.as(subject)), reason: '回避', expectedVersion: await versionOf(supervisor, id) };
  const document = 'mutation ($input: ExcludeFromCaseInput!) { excludeFromCase(input: $input) { change { id } } }';
  good(await supervisor.query(document, { input: { ...input, idempotencyKey: key() } }));
}

const shown = `id number summary version history(last: 2) { nodes { id move } } parties { id name { text } } moves { code isOpen } report { id cases { id } } links { case { id number } }`;
type Way = readonly [name: string, document: string, variables: (one: Secret) => object];

/** Ways by the name of a thing; asked of an absent one they answer the same. */
const byName: readonly Way[] = [
  ['case', `query ($id: ID!) { case(id: $id) { ${shown} } }`, ({ id }) => ({ id })],
  ['case, resolved', `query ($id: ID!) { case(id: $id) { number deadlines { code } } }`, ({ id }) => ({ id })],
  ['caseByNumber', `query ($n: String!) { caseByNumber(number: $n) { ${shown} } }`, ({ number }) => ({ n: number })],
  ['typed', `query ($id: ID!) { case(id: $id) { ... on CommunityDispute { details { kind } } } }`, ({ id }) => ({ id })],
  ...(['id', 'party', 'change', 'report'] as const).map((kind): Way => [
    `node of its ${kind}`,
    `query ($id: ID!) { node(id: $id) { id __typename } }`,
    (one) => ({ id: one[kind] }),
  ]),
  ['nodes', `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, ({ id, party, change, report }) => ({ ids: [id, party, change, report] })],
  ['exclusions', `query ($id: ID!) { exclusions(case: $id) { person } }`, ({ id }) => ({ id })],
];

/** Ways that find it by themselves. */
const lists: readonly Way[] = [
  ['cases', `{ cases(first: 100) { nodes { ${shown} } edges { cursor node { id } } } }`, () => ({})],
  ['cases, latest', `{ cases(first: 100, orderBy: OPENED_LATEST) { nodes { id number } } }`, () => ({})],
  [
    'cases of its unit',
    `query ($f: CaseFilter) { cases(filter: $f, first: 100) { nodes { id summary } } }`,
    () => ({ f: { isUnsigned: true } }),
  ],
  ['inbox', `{ viewer { inbox(first: 100) { nodes { id number report { cases { id } } } } } }`, () => ({})],
  ['its own list', `{ communityDisputes(first: 100) { nodes { id summary } } }`, () => ({})],
];
const counts = `{ cases { totalCount } viewer { counts { unsigned mine dueToday overdue } inbox { totalCount } } }`;

const bare = (text: string): string => text.replace(/"requestId":"[^"]*"/g, '');
const absent = (kind: string): string =>
  Buffer.from(`${kind}:${Buffer.from(absentCase(), 'base64url').toString().slice(5)}`).toString('base64url');
const nothing = (): Secret => ({
  id: absentCase(),
  number: '2026-0000-0000-0000',
  summary: '',
  party: absent('party'),
  change: absent('change'),
  report: absent('report'),
});

async function tellsNothing(person: Person, secret: Secret): Promise<void> {
  for (const [name, document, variables] of byName) {
    const [found, none] = [await person.query(document, variables(secret)), await person.query(document, variables(nothing()))];
    expect([name, found.status, bare(found.text)]).toEqual([name, none.status, bare(none.text)]);
  }
  for (const [name, document, variables] of lists) {
    const { text, errors } = await person.query(document, variables(secret));
    expect([name, errors, Object.values(secret).filter((word: string) => text.includes(word))]).toEqual([name, [], []]);
  }
}

/** A worker of every kind of sight: by unit, from the root, by assignment. */
const workers = ['demo-officer', 'demo-grid', 'demo-committee'] as const;

test.each(workers)('%s, excluded before they ever asked, meets the case nowhere', async (subject) => {
  const secret = await openSecret();
  await exclude(subject, secret.id);
  await tellsNothing(city.as(subject), secret);
});

test.each(workers)('%s, who asked everything again and again before, meets it nowhere at the very next request', async (subject) => {
  const [person, secret] = [city.as(subject), await openSecret()];
  for (let nth = 0; nth < 3; nth += 1)
    for (const [, document, variables] of [...byName, ...lists]) await person.query(document, variables(secret));
  const before = good(await person.query(counts));
  expect(before.cases.totalCount).toBeGreaterThan(0);
  await exclude(subject, secret.id);
  await tellsNothing(person, secret);
  const after = good(await person.query(counts));
  expect(after.cases.totalCount).toBe(before.cases.totalCount - 1);
  expect(after.viewer.counts.unsigned).toBe(before.viewer.counts.unsigned - 1);
});

test('who was excluded once meets the second case that they are excluded from nowhere, however warm', async () => {
  const [person, secret] = [city.as('demo-officer'), await openSecret()];
  for (let nth = 0; nth < 3; nth += 1) expect(await hand(person, secret.id).look('number')).not.toBeNull();
  await exclude('demo-officer', secret.id);
  await tellsNothing(person, secret);
});

test('no mutation reaches the case: each answers as for a case that was never opened', async () => {
  const [person, secret] = [city.as('demo-officer'), await openSecret()];
  await exclude('demo-officer', secret.id);
  const version = { expectedVersion: 2, idempotencyKey: key() };
  const party = { side: 'THIRD', capacity: 'SELF', name: '孙见证' };
  const opening = { classes: ['IDENTITY'], purpose: '上门前核对签名' };
  const ways: readonly (readonly [string, string, (one: Secret) => object])[] = [
    ['moveCase', 'MoveCaseInput', ({ id }) => ({ id, move: 'signFor' })],
    ['moveCommunityDispute', 'MoveCommunityDisputeInput', ({ id }) => ({ id, move: 'signFor' })],
    ['amendCommunityDispute', 'AmendCommunityDisputeInput', ({ id }) => ({ id, details: { disputedAmount: 7 } })],
    ['addParty', 'AddPartyInput', ({ id }) => ({ case: id, party })],
    ['identifyParty', 'IdentifyPartyInput', (one) => ({ party: one.party, subject: 'demo-officer' })],
    ['excludeFromCase', 'ExcludeFromCaseInput', ({ id }) => ({ case: id, reason: '再次' })],
    ['liftExclusion', 'LiftExclusionInput', ({ id }) => ({ case: id, reason: '再次', person: personOfOfficer })],
    ['unmask', 'UnmaskInput', (one) => ({ party: one.party, ...opening, expectedVersion: undefined })],
    ['unmaskDetails', 'UnmaskDetailsInput', ({ id }) => ({ case: id, ...opening, expectedVersion: undefined })],
  ];
  const personOfOfficer = await personId(person);
  for (const [name, Input, input] of ways) {
    const document = `mutation ($input: ${Input}!) { done: ${name}(input: $input) { __typename } }`;
    const send = (one: Secret) => person.query(document, { input: { ...version, ...input(one) } });
    const [found, none] = [await send(secret), await send(nothing())];
    expect([name, bare(found.text)]).toEqual([name, bare(none.text)]);
    expect([name, found.errors[0]?.extensions.code]).toEqual([name, 'NOT_FOUND']);
  }
  expect(await hand(supervisor, secret.id).look('version')).toEqual({ version: 2 });
});

const changed = `subscription ($id: ID!) { caseChanged(id: $id) { __typename ... on Change { move case { id } } ... on CaseLeft { caseId } } }`;
const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';
const events = `subscription { caseEvents { __typename ... on Change { caseId move case { id } } ... on CaseLeft { caseId } } }`;

test('streams opened before and after tell the excluded nothing more, and their fellows on the same board everything', async () => {
  const secret = await openSecret();
  await city.grant('demo-fellow', 'officer', 'E-STATION');
  const [officer, fellow] = [city.as('demo-officer'), city.as('demo-fellow')];
  const before = await Promise.all([officer.stream(events), officer.stream(changed, { id: secret.id }), fellow.stream(events)]);
  await Promise.all(before.map((stream) => stream.next(isCaughtUp)));
  await exclude('demo-officer', secret.id);
  const after = await officer.stream(changed, { id: secret.id });
  await after.next(isCaughtUp);
  await hand(city.as('demo-grid'), secret.id).act('signFor');
  const last = await openSecret();
  const [board, one, other] = before;
  expect(await board.next()).toEqual({ __typename: 'CaseLeft', caseId: secret.id });
  expect(await board.next()).toMatchObject({ caseId: last.id, move: 'opened' });
  expect(await one.next()).toEqual({ __typename: 'CaseLeft', caseId: secret.id });
  expect([await other.next(), await other.next()]).toMatchObject([{ move: 'excluded' }, { move: 'signFor', case: { id: secret.id } }]);
  for (const stream of [one, after]) expect(stream.waiting().filter((event) => !isCaughtUp(event))).toEqual([]);
});

test('an exclusion that nobody declared by a mutation, but somebody wrote beside the platform, holds at the next request too', async () => {
  const [person, secret] = [
    city.as('demo-window'),
    await opened(city.as('demo-window'), 'ServiceRequest', { details: { measureCode: 'B-07' } }),
  ];
  for (let nth = 0; nth < 3; nth += 1) expect(await hand(person, secret).look('number')).not.toBeNull();
  await city.sql(
    `insert into core.exclusion (shard, case_id, id, person_id, declared_by, entry_id, since)
     select core.shard_of($1), $1, gen_random_uuid(), p.id, p.id, gen_random_uuid(), now() from core.person p where p.subject = 'demo-window'`,
    [Buffer.from(secret, 'base64url').toString().slice('case:'.length)],
  );
  expect(await hand(person, secret).look('number')).toBeNull();
});
