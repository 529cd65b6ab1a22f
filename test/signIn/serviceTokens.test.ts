import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRuntime, type StreamEvent, type TestGateway } from '@maplebridge/testkit';
import { startCommand, type Outcome } from '../import/command';
import { bothSides, openCity, opened, placeId } from '../stories/city';

let city: TestGateway;
let folder: string;
beforeAll(async () => {
  city = await openCity();
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-tokens-'));
});
afterAll(async () => {
  await city.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: readonly string[]): Promise<Outcome> =>
  startCommand({ url: city.databaseUrl, runtimeUrl: asRuntime(city.databaseUrl) }, folder, args).outcome;
const made = async (...args: readonly string[]): Promise<{ readonly id: string; readonly token: string }> => {
  const outcome = await run('tokens', 'create', ...args, '--json');
  if (outcome.code !== 0) throw new Error(outcome.err);
  return outcome.answer() as { id: string; token: string };
};
const who = `{ viewer { name posts { role unit { code } } } }`;
const events = `subscription { caseEvents { __typename ... on Resync { reason } } }`;
const isCaughtUp = ({ __typename }: StreamEvent): boolean => __typename === 'CaughtUp';

test('a partner system is somebody with posts of its own, and of its secret the database has only a hash', async () => {
  const { id, token } = await made('hospital-desk');
  expect(token).toMatch(/^mbs_[0-9a-f]{32}_[\w-]{43}$/);
  const desk = city.withToken(token);
  expect((await desk.query(who)).data.viewer).toEqual({ name: 'hospital-desk', posts: [] });
  expect(await run('grant', 'hospital-desk', 'officer', 'E-RIVER', '--issuer', 'maplebridge-service')).toMatchObject({ code: 0 });
  expect((await desk.query(who)).data.viewer.posts).toEqual([{ role: 'officer', unit: { code: 'E-RIVER' } }]);
  const [row] = await city.sql<{ all: string; used: boolean }>(
    `select t::text as all, used_at is not null as used from core.service_token t where id = $1`,
    [id],
  );
  expect(row?.used).toBe(true);
  expect(row?.all).not.toContain(token.slice(-20));
});

test('one that is taken back opens nothing more: not at the next request, not on a socket that was open, and its streams end', async () => {
  const { id, token } = await made('gate-camera');
  await run('grant', 'gate-camera', 'officer', 'E-RIVER', '--issuer', 'maplebridge-service');
  const camera = city.withToken(token);
  const stream = await camera.stream(events);
  await stream.next(isCaughtUp);
  expect((await camera.query(who)).errors).toEqual([]); // warm: known for a minute, were it not taken back
  expect((await run('tokens', 'revoke', id, '--lang', 'en')).out).toBe('the token of gate-camera is taken back\n');
  await opened(city.as('demo-resident'), 'CommunityDispute', { place: placeId('DOOR-301'), parties: bothSides, details: { kind: 'debt' } });
  expect(await stream.next()).toEqual({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
  expect(await stream.ended()).toEqual({ kind: 'complete' });
  for (const attempt of ['warm', 'again'])
    expect([attempt, (await camera.query(who)).errors[0]?.extensions.code]).toEqual([attempt, 'UNAUTHENTICATED']);
  expect((await camera.query('{ cases(first: 1) { nodes { id } } }')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('a changed secret is good at once, and the old one for as long as was said', async () => {
  const old = await made('his');
  const rotated = async (hours: string, id: string) =>
    (await run('tokens', 'rotate', id, '--keep-hours', hours, '--json')).answer() as { id: string; token: string };
  const second = await rotated('1', old.id);
  for (const { token } of [old, second]) expect((await city.withToken(token).query(who)).data.viewer.name).toBe('his');
  const third = await rotated('0', second.id);
  expect((await city.withToken(third.token).query(who)).data.viewer.name).toBe('his');
  expect((await city.withToken(second.token).query(who)).status).toBe(401);
});

test('a token is good from its own addresses only, and until its end only', async () => {
  const here = await made('here', '--address', '127.0.0.0/8,::1');
  const elsewhere = await made('elsewhere', '--address', '192.0.2.0/24');
  expect((await city.withToken(here.token).query(who)).data.viewer.name).toBe('here');
  expect((await city.withToken(elsewhere.token).query(who)).status).toBe(401);
  await city.sql(`update core.service_token set ends_at = now() where id = $1`, [here.id]);
  expect((await city.withToken((await made('here')).token).query(who)).status).toBe(200);
});

test('whoever guesses is slowed and told for how long; a good token beside them, from the same address, is never refused', async () => {
  const { token } = await made('kiosk');
  const guesses = [];
  for (let nth = 0; nth < 12; nth += 1) {
    // Any part of the secret: what is counted is whom it names.
    const guess = String(nth).padStart(4, '0');
    const wrong = nth % 2 ? `${token.slice(0, -4)}${guess}` : `${token.slice(0, 37)}${guess}${token.slice(41)}`;
    const { status, headers, errors } = await city.withToken(wrong).query(who);
    guesses.push([status, errors[0]?.extensions.code, Number(headers['retry-after'] ?? 0) > 0]);
  }
  expect(guesses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => [401, 'UNAUTHENTICATED', false]));
  expect(guesses.slice(10)).toEqual(Array.from({ length: 2 }, () => [429, 'RATE_LIMITED', true]));
  expect((await city.withToken(token).query(who)).status).toBe(200);
});

test('what is no token gets the answer of a wrong one, and nothing of it is logged', async () => {
  const forms = ['mbs_', 'mbs_x', `mbs_${'0'.repeat(32)}_${'A'.repeat(43)}`, `mbs_${"'".repeat(32)}_x`, `mbs_${'a'.repeat(5000)}`];
  for (const one of forms) {
    const { status, errors } = await city.withToken(one).query(who);
    expect([one.slice(0, 20), status, errors[0]?.message]).toEqual([
      one.slice(0, 20),
      401,
      'The token is not valid, or not any more. Get a new one and send it again.',
    ]);
  }
  expect(city.logged.join('')).not.toMatch(/mbs_/);
});

test('wrong use of the command is told in a sentence, and nothing is made', async () => {
  const count = async () => (await city.sql<{ n: string }>(`select count(*) n from core.service_token`))[0]?.n;
  const before = await count();
  for (const args of [
    ['create', 'x', '--until', '2020-01-01'],
    ['create', 'x', '--address', '10.0.0.0/99'],
    ['revoke', 'nonsense'],
    ['rotate', '00000000-0000-0000-0000-000000000000'],
    ['rotate', 'x', '--keep-hours', '-1'],
  ]) {
    const { code, err } = await run('tokens', ...args, '--lang', 'en');
    expect([args.join(' '), code === 0, err.length > 20]).toEqual([args.join(' '), false, true]);
  }
  expect(await count()).toBe(before);
});
