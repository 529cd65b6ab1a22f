import type { Answer, Person, StreamEvent, TestGateway } from '@maplebridge/testkit';
import { codeOf, good, hand, key, openCity, opened, placeId, versionOf } from './city';

/** Sockets end by the clock of the machine, so that of the city stands beside it. */
const start = new Date();
const days = (count: number): Date => new Date(start.getTime() + count * 86_400_000);

let city: TestGateway;
let resident: Person, grid: Person;
beforeAll(async () => {
  city = await openCity({ now: start });
  [resident, grid] = [city.as('demo-resident'), city.as('demo-grid')];
});
beforeEach(() => city.clock.set(start));
afterAll(() => city.close());

interface Scene {
  readonly id: string;
  readonly respondent: string;
  readonly applicant: string;
}

async function openOne(): Promise<Scene> {
  const parties = [
    { side: 'APPLICANT', capacity: 'SELF', name: '赵示范', subject: 'demo-resident' },
    { side: 'RESPONDENT', capacity: 'SELF', name: '钱样例', phone: '13800000002' },
  ];
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties, details: { kind: 'debt' } });
  await hand(grid, id).act('signFor');
  const named = (await hand(grid, id).look('parties { id side }')).parties as { id: string; side: string }[];
  const of = (side: string): string => named.find((one) => one.side === side)?.id ?? '';
  return { id, respondent: of('RESPONDENT'), applicant: of('APPLICANT') };
}

const making = `mutation ($input: PartyLinkInput!) { done: createPartyLink(input: $input) { secret until party { id side } case { id } change { move label(lang: "en") } } }`;
const revoking = `mutation ($input: PartyLinkInput!) { done: revokePartyLink(input: $input) { party { id } change { move } } }`;
const claiming = `mutation ($input: ClaimPartyLinkInput!) { done: claimPartyLink(input: $input) { party { id side } case { id } change { move } } }`;
// eslint-disable-next-line max-params -- who, what, in which case, for which party
const send = async (by: Person, document: string, { id }: Scene, party: string): Promise<Answer> =>
  by.query(document, { input: { party, expectedVersion: await versionOf(grid, id), idempotencyKey: key() } });
const linkTo = async (scene: Scene): Promise<string> => good(await send(grid, making, scene, scene.respondent)).done.secret as string;
const claim = (by: Person, secret: string): Promise<Answer> => by.query(claiming, { input: { secret, idempotencyKey: key() } });

const events = 'subscription { caseEvents { __typename ... on Change { caseId move case { id } } ... on Resync { reason } } }';
const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';

test('a party without an account takes part by a link: reads the case as its side, consents, and hears what happens', async () => {
  const scene = await openOne();
  const { done } = good(await send(grid, making, scene, scene.respondent));
  expect(done).toEqual({
    secret: expect.stringMatching(/^[\w-]{22}$/),
    until: days(90).toISOString(),
    party: { id: scene.respondent, side: 'RESPONDENT' },
    case: { id: scene.id },
    change: { move: 'partyLinked', label: 'Link made for a party' },
  });
  const party = city.byLink(done.secret);
  const stream = await party.stream(events);
  await stream.next(isCaughtUp);
  for (const move of ['accept', 'inviteMediation']) await hand(grid, scene.id).act(move);
  expect([(await stream.next()).move, (await stream.next()).move]).toEqual(['accept', 'inviteMediation']);
  await hand(party, scene.id).act('consent');
  const consents = (await hand(grid, scene.id).look('parties { side consent }')).parties;
  expect(consents).toEqual(
    expect.arrayContaining([
      { side: 'RESPONDENT', consent: 'GIVEN' },
      { side: 'APPLICANT', consent: 'ASKED' },
    ]),
  );
  const unmasking = 'mutation ($input: UnmaskInput!) { unmask(input: $input) { opened { value { text } } } }';
  const input = { party: scene.respondent, classes: ['CONTACT'], purpose: '核对本人信息', idempotencyKey: key() };
  expect(good(await party.query(unmasking, { input })).unmask.opened).toEqual([{ value: { text: '13800000002' } }]);
});

test('the link shows that one case and nothing else: no other case, no post, no case to open', async () => {
  const [scene, other] = [await openOne(), await openOne()];
  const party = city.byLink(await linkTo(scene));
  expect(good(await party.query('{ cases { totalCount nodes { id } } viewer { posts { role } accessLog { nodes { id } } } }'))).toEqual({
    cases: { totalCount: 1, nodes: [{ id: scene.id }] },
    viewer: { posts: [], accessLog: { nodes: [] } },
  });
  expect(await hand(party, other.id).look('id')).toBeNull();
  const opening = 'mutation ($input: OpenCommunityDisputeInput!) { openCommunityDispute(input: $input) { case { id } } }';
  const input = { summary: '另一件', idempotencyKey: key(), place: placeId('DOOR-301'), details: { kind: 'debt' } };
  expect(codeOf(await party.query(opening, { input }))).toBe('FORBIDDEN');
  expect(codeOf(await send(party, making, scene, scene.respondent))).toBe('FORBIDDEN');
});

test('the secret is told once, and neither it nor its person stands in the ledger', async () => {
  const scene = await openOne();
  const input = { party: scene.respondent, expectedVersion: await versionOf(grid, scene.id), idempotencyKey: key() };
  const [first, again] = [good(await grid.query(making, { input })).done, good(await grid.query(making, { input })).done];
  expect(again).toEqual({ ...first, secret: null });
  const [row] = await city.sql<{ found: string }>(
    `select (select string_agg(e::text, ' ') from core.entry e) || (select string_agg(l::text, ' ') from core.party_link l) as found`,
  );
  expect(row?.found).not.toContain(first.secret);
  expect(row?.found).not.toContain(Buffer.from(first.secret as string).toString('hex'));
});

test('a new link takes the place of the old one, whose streams end at once', async () => {
  const scene = await openOne();
  const [old] = [city.byLink(await linkTo(scene))];
  const stream = await old.stream(events);
  await stream.next(isCaughtUp);
  const fresh = city.byLink(await linkTo(scene));
  expect(await stream.next(({ __typename }) => __typename === 'Resync')).toEqual({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
  expect(await stream.ended()).toEqual({ kind: 'complete' });
  expect(codeOf(await old.query('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
  expect(await hand(fresh, scene.id).look('id')).toEqual({ id: scene.id });
});

test('a revoked link opens nothing at the next request, and the party may have another or be identified', async () => {
  const scene = await openOne();
  const party = city.byLink(await linkTo(scene));
  for (let nth = 0; nth < 3; nth += 1) expect(await hand(party, scene.id).look('number')).not.toBeNull();
  expect(good(await send(grid, revoking, scene, scene.respondent)).done.change).toEqual({ move: 'partyLinkRevoked' });
  expect(codeOf(await party.query('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
  expect(codeOf(await send(grid, revoking, scene, scene.respondent))).toBe('BAD_USER_INPUT');
  const identifying = 'mutation ($input: IdentifyPartyInput!) { identifyParty(input: $input) { case { id } } }';
  const input = {
    party: scene.respondent,
    subject: 'demo-neighbour',
    expectedVersion: await versionOf(grid, scene.id),
    idempotencyKey: key(),
  };
  good(await grid.query(identifying, { input }));
  expect(await hand(city.as('demo-neighbour'), scene.id).look('id')).toEqual({ id: scene.id });
});

test('an account claims the link: the party is theirs, the link is over, and its streams end', async () => {
  const scene = await openOne();
  const secret = await linkTo(scene);
  const party = city.byLink(secret);
  for (const move of ['accept', 'inviteMediation']) await hand(grid, scene.id).act(move);
  await hand(party, scene.id).act('consent');
  const [stream, board] = [await party.stream(events), await city.as('demo-claimer').stream(events)];
  await Promise.all([stream.next(isCaughtUp), board.next(isCaughtUp)]);
  const { done } = good(await claim(city.as('demo-claimer'), secret));
  expect(done).toEqual({
    party: { id: scene.respondent, side: 'RESPONDENT' },
    case: { id: scene.id },
    change: { move: 'partyIdentified' },
  });
  expect(await board.next()).toEqual({ __typename: 'Change', caseId: scene.id, move: 'partyIdentified', case: { id: scene.id } });
  expect(await stream.next(({ __typename }) => __typename === 'Resync')).toMatchObject({ reason: 'RIGHTS_CHANGED' });
  expect(codeOf(await party.query('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
  expect(codeOf(await claim(city.as('demo-other'), secret))).toBe('NOT_FOUND');
  await hand(city.as('demo-claimer'), scene.id).act('refuseMediation');
  expect((await hand(grid, scene.id).look('status { code }')).status).toEqual({ code: 'ended' });
});

test('the same claim twice is one, and answers the same', async () => {
  const input = { secret: await linkTo(await openOne()), idempotencyKey: key() };
  const twice = city.as('demo-twice');
  const [first, again] = [good(await twice.query(claiming, { input })).done, good(await twice.query(claiming, { input })).done];
  expect(again).toEqual(first);
});

test('a link ends by its date to the instant, and its socket with it', async () => {
  const scene = await openOne();
  const party = city.byLink(await linkTo(scene));
  city.clock.set(new Date(days(90).getTime() - 1));
  expect(await hand(party, scene.id).look('id')).toEqual({ id: scene.id });
  city.clock.set(days(90));
  expect(codeOf(await party.query('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
  city.clock.set(start);
  await city.sql(`update core.party_link set until = now() + interval '3 seconds' where ended_at is null`);
  const stream = await party.stream(events);
  expect(await stream.ended()).toMatchObject({ kind: 'error', error: [{ extensions: { reason: 'TOKEN_EXPIRED' } }] });
});

test('only those who work on the case make and end links, for a party without an account', async () => {
  const scene = await openOne();
  expect(codeOf(await send(grid, making, scene, scene.applicant))).toBe('BAD_USER_INPUT');
  for (const document of [making, revoking]) {
    expect(codeOf(await send(resident, document, scene, scene.respondent))).toBe('FORBIDDEN');
    expect(codeOf(await send(city.as('demo-stranger'), document, scene, scene.respondent))).toBe('NOT_FOUND');
    expect(codeOf(await send(city.as(null), document, scene, scene.respondent))).toBe('UNAUTHENTICATED');
  }
});

const seenBy = async (by: Person): Promise<readonly string[]> =>
  (good(await by.query('{ cases(orderBy: OPENED_LATEST) { nodes { id } } }')).cases.nodes as { id: string }[]).map(({ id }) => id);

test('a link goes on with its case where that continues as another, and is replaced and claimed for both', async () => {
  const scene = await openOne();
  const first = await linkTo(scene);
  await hand(grid, scene.id).typed('continueElsewhereCommunityDispute', { into: 'night-market-dispute' });
  const both = await seenBy(city.byLink(first));
  expect(both).toHaveLength(2);
  const [id = ''] = both.filter((one) => one !== scene.id);
  const officer = city.as('demo-officer');
  const [respondent] = ((await hand(officer, id).look('parties { id side }')).parties as { id: string; side: string }[]).filter(
    ({ side }) => side === 'RESPONDENT',
  );
  const input = { party: respondent?.id ?? '', expectedVersion: await versionOf(officer, id), idempotencyKey: key() };
  const second = good(await officer.query(making, { input })).done.secret as string;
  expect(codeOf(await city.byLink(first).query('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
  expect(await seenBy(city.byLink(second))).toEqual(both);
  good(await claim(city.as('demo-further'), second));
  expect(await seenBy(city.as('demo-further'))).toEqual(both);
});
