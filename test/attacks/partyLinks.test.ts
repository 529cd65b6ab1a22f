import { randomBytes } from 'node:crypto';
import type { Answer, Person, TestGateway } from '@maplebridge/testkit';
import { codeOf, good, hand, key, openCity, opened, personId, placeId, versionOf } from '../stories/city';

let city: TestGateway;
let grid: Person, supervisor: Person;
beforeEach(async () => {
  city = await openCity({ now: new Date() });
  [grid, supervisor] = [city.as('demo-grid'), city.as('demo-supervisor')];
});
afterEach(() => city.close());

const making = 'mutation ($input: PartyLinkInput!) { createPartyLink(input: $input) { secret } }';
const claiming = 'mutation ($input: ClaimPartyLinkInput!) { claimPartyLink(input: $input) { case { id } } }';
const claim = (by: Person, secret: string): Promise<Answer> => by.query(claiming, { input: { secret, idempotencyKey: key() } });
const guess = (): string => randomBytes(16).toString('base64url');
const bare = (text: string): string => text.replace(/"requestId":"[^"]*"/g, '');

async function openLinked(): Promise<{ id: string; party: string; secret: string }> {
  const parties = [{ side: 'RESPONDENT', capacity: 'SELF', name: '钱样例' }];
  const id = await opened(grid, 'CommunityDispute', { place: placeId('DOOR-301'), parties, details: { kind: 'debt' } });
  const [party] = (await hand(grid, id).look('parties { id }')).parties;
  return { id, party: party.id, secret: await linkTo(id, party.id) };
}

async function linkTo(id: string, party: string): Promise<string> {
  const input = { party, expectedVersion: await versionOf(grid, id), idempotencyKey: key() };
  return good(await grid.query(making, { input })).createPartyLink.secret as string;
}

test('unknown, replaced, claimed, expired and misspelt links are answered alike', async () => {
  const replaced = await openLinked();
  await linkTo(replaced.id, replaced.party);
  const claimed = await openLinked();
  good(await claim(city.as('demo-claimer'), claimed.secret));
  const expired = await openLinked();
  await city.sql(
    `update core.party_link set since = since - interval '200 days', until = until - interval '200 days' where ended_at is null`,
  );
  const secrets = [
    guess(),
    replaced.secret,
    claimed.secret,
    expired.secret,
    `${claimed.secret}x`,
    expired.secret.toUpperCase(),
    "' or 1=1 --",
    '',
  ];
  const answers = await Promise.all(secrets.map((secret) => city.byLink(secret).query('{ viewer { id } }')));
  const [first] = answers;
  expect(first && [first.status, codeOf(first)]).toEqual([401, 'UNAUTHENTICATED']);
  for (const one of answers) expect([one.status, bare(one.text)]).toEqual([first?.status, bare(first?.text ?? '')]);
});

test('ten guesses a minute from one address, and whoever has a link in the same hall goes on', async () => {
  const { id, secret } = await openLinked();
  const codes: (string | undefined)[] = [];
  for (let nth = 0; nth < 15; nth += 1) {
    codes.push(codeOf(await city.byLink(guess()).query('{ viewer { id } }')));
    expect(await hand(city.byLink(secret), id).look('id')).toEqual({ id });
  }
  expect(codes).toEqual([...Array(10).fill('UNAUTHENTICATED'), ...Array(5).fill('RATE_LIMITED')]);
  expect(codeOf(await city.as('demo-resident').query('{ viewer { id } }'))).toBe('0 errors');
  const stream = await city.byLink(guess()).stream('subscription { caseEvents { __typename } }');
  expect((await stream.ended()).kind).toBe('error');
});

test('a secret is good as a link only: not as a bearer token, and no token is good as a link', async () => {
  const { secret } = await openLinked();
  expect(codeOf(await city.byLink(await city.token('demo-grid')).query('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
  const { url } = city;
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  });
  expect(answer.status).toBe(401);
});

test('who works on the case, is excluded from it, or stands on its other side claims no link; nor does a link', async () => {
  const { id, secret } = await openLinked();
  const other = await openLinked();
  expect(codeOf(await claim(grid, secret))).toBe('FORBIDDEN');
  expect(codeOf(await claim(supervisor, secret))).toBe('FORBIDDEN');
  const input = { case: id, reason: '回避', expectedVersion: await versionOf(grid, id), idempotencyKey: key() };
  const excluding = 'mutation ($input: ExcludeFromCaseInput!) { excludeFromCase(input: $input) { change { id } } }';
  const person = await personId(city.as('demo-officer'));
  good(await supervisor.query(excluding, { input: { ...input, person } }));
  expect(codeOf(await claim(city.as('demo-officer'), secret))).toBe('FORBIDDEN');
  const adding = 'mutation ($input: AddPartyInput!) { addParty(input: $input) { change { id } } }';
  const party = { side: 'APPLICANT', capacity: 'SELF', name: '赵示范', subject: 'demo-applicant' };
  good(await grid.query(adding, { input: { case: id, party, expectedVersion: await versionOf(grid, id), idempotencyKey: key() } }));
  expect(codeOf(await claim(city.as('demo-applicant'), secret))).toBe('FORBIDDEN');
  expect(codeOf(await claim(city.byLink(other.secret), secret))).toBe('FORBIDDEN');
  expect(codeOf(await claim(city.as(null), secret))).toBe('UNAUTHENTICATED');
  expect(await hand(city.byLink(secret), id).look('id')).toEqual({ id });
});

test('of many who claim one link at once exactly one has it', async () => {
  const { id, secret } = await openLinked();
  const people = Array.from({ length: 8 }, (_, nth) => city.as(`claimer-${nth}`));
  const answers = await Promise.all(people.map((person) => claim(person, secret)));
  expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  const seeing = await Promise.all(people.map((person) => hand(person, id).look('id')));
  expect(seeing.filter((one) => one !== null)).toHaveLength(1);
});

test('claims in vain are counted for the person who makes them, and for nobody else', async () => {
  const { secret } = await openLinked();
  const codes: (string | undefined)[] = [];
  for (let nth = 0; nth < 12; nth += 1) codes.push(codeOf(await claim(city.as('demo-guesser'), guess())));
  expect(codes).toEqual([...Array(10).fill('NOT_FOUND'), ...Array(2).fill('RATE_LIMITED')]);
  good(await claim(city.as('demo-honest'), secret));
});

test('the hash that the database keeps opens nothing', async () => {
  const { secret } = await openLinked();
  const [row] = await city.sql<{ hash: string }>(`select encode(secret_hash, 'hex') as hash from core.party_link limit 1`);
  for (const form of [row?.hash ?? '', Buffer.from(row?.hash ?? '', 'hex').toString('base64url'), (row?.hash ?? '').slice(0, 22)])
    expect(codeOf(await city.byLink(form).query('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
  expect(secret).not.toBe('');
});
