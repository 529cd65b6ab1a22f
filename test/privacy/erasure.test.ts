import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockKeptCase, openDatabase, placeHold } from '@maplebridge/storage';
import { asRuntime, type TestGateway } from '@maplebridge/testkit';
import { startCommand, type Outcome } from '../import/command';
import { good, hand, key, openCity, opened, placeId } from '../stories/city';

let city: TestGateway;
let folder: string;
beforeAll(async () => {
  city = await openCity();
  folder = mkdtempSync(join(tmpdir(), 'maplebridge-erasure-'));
  expect((await run('audit', 'keygen', join(folder, 'seal.pem'))).code).toBe(0);
});
afterAll(async () => {
  await city.close();
  rmSync(folder, { recursive: true });
});

const env = (): Readonly<Record<string, string>> => ({
  MAPLEBRIDGE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  AUDIT_CHECKPOINTS: join(folder, 'checkpoints'),
});
const run = (...args: readonly string[]): Promise<Outcome> =>
  startCommand({ url: city.databaseUrl, runtimeUrl: asRuntime(city.databaseUrl), env: env() }, folder, args).outcome;
const audit = (...args: readonly string[]): Promise<Outcome> =>
  startCommand(
    { url: city.databaseUrl, runtimeUrl: asRuntime(city.databaseUrl), env: { ...env(), AUDIT_SIGNING_KEY_FILE: join(folder, 'seal.pem') } },
    folder,
    ['audit', ...args],
  ).outcome;

const secrets = ['欧阳独一', '13712345678', '上官唯二', '独一无二的手术', '电话里说过的目的', '写在备注里的话'];
const parties = [
  { side: 'APPLICANT', capacity: 'SELF', name: '欧阳独一', phone: '13712345678', subject: 'demo-resident' },
  { side: 'RESPONDENT', capacity: 'SELF', name: '上官唯二', subject: 'demo-neighbour' },
];

/** Everything that a dump of the database holds, as text. */
async function dump(): Promise<string> {
  const tables = await city.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts = [];
  for (const { name } of tables)
    texts.push((await city.sql<{ text: string }>(`select coalesce(json_agg(t)::text, '') as text from ${name} t`))[0]?.text);
  return texts.join('\n');
}

interface Opened {
  readonly id: string;
  readonly number: string;
}

/** Opened, signed for, read by the handler and by whoever states a purpose, and closed so many days before the clock of the test. */
async function closedCase(daysAgo = 0): Promise<Opened> {
  const office = city.as('demo-mediation');
  const id = await opened(city.as('demo-resident'), 'MedicalDispute', { parties, details: { treatment: '独一无二的手术' } });
  await hand(office, id).act('signFor', { note: '写在备注里的话' });
  const { number, parties: people } = await hand(office, id).look('number parties { id }');
  const input = { party: people[0].id, classes: ['IDENTITY'], purpose: '电话里说过的目的', idempotencyKey: key() };
  good(await office.query(`mutation ($input: UnmaskInput!) { unmask(input: $input) { until } }`, { input }));
  await close(number, daysAgo);
  return { id, number };
}

const close = (number: string, daysAgo: number): Promise<unknown> =>
  city.sql(
    `update core."case" set closed_at = now() - make_interval(days => $2), phase = 'closed', outcome = 'settled' where number = $1`,
    [number, daysAgo],
  );

const look = `query ($id: ID!) { case(id: $id) { summary parties { name { text } } history(last: 1) { nodes { move note label(lang: "en") } }
  ... on MedicalDispute { details { treatment { text } } } } }`;

test('what is past its time goes with its keys: no plaintext is left anywhere, and the sealed log still verifies', async () => {
  const { id, number } = await closedCase(2_000);
  expect((await dump()).includes('写在备注里的话')).toBe(true);
  expect((await audit('seal')).code).toBe(0);
  const keysBefore = await keys();

  const dry = (await run('privacy', 'retention', '--dry-run', '--json')).answer();
  expect(dry).toMatchObject({
    isDryRun: true,
    values: 0,
    lines: expect.arrayContaining([{ type: 'medical-dispute', kind: 'health', cases: 1 }]) as object,
  });
  expect(await keys()).toBe(keysBefore);

  const done = await run('privacy', 'retention', '--json');
  expect(done.answer()).toMatchObject({ isDryRun: false, values: 4, keys: 3, held: 0 });
  const left = await dump();
  for (const secret of secrets) expect(left.includes(secret)).toBe(false);
  expect(left).toContain(number);
  expect(await keys()).toBe(keysBefore - 3);
  expect(await audit('verify', '--database', city.databaseUrl, '--public-key', join(folder, 'seal.pem.pub'))).toMatchObject({ code: 0 });

  const seen = good(await city.as('demo-mediation').query(look, { id })).case;
  expect(seen).toMatchObject({
    summary: '',
    parties: [{ name: { text: '***' } }, { name: { text: '***' } }],
    details: { treatment: null },
    history: { nodes: [{ move: 'valuesErased', note: null, label: 'Personal values erased' }] },
  });
  const log = good(await city.as('demo-resident').query(`{ viewer { accessLog(first: 5) { nodes { role purpose } } } }`)).viewer.accessLog
    .nodes;
  expect(log[0]).toEqual({ role: expect.any(String), purpose: '' });
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ values: 0, lines: [] });
});
const keys = async (): Promise<number> => Number((await city.sql<{ count: string }>('select count(*) from privacy.key'))[0]?.count);

test('a legal hold keeps everything, from a rule and from a request, until it is released', async () => {
  const { number } = await closedCase(2_000);
  const placed = await run('privacy', 'hold', number, '--reason', '法院调卷', '--source', '（2026）某法 1 号', '--json');
  const { id } = placed.answer() as { id: string };
  expect((await run('privacy', 'holds', '--lang', 'en')).out).toContain(`${id}  ${number}`);
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ held: 1, values: 0 });
  expect((await run('privacy', 'erase', 'demo-neighbour', '--issuer', 'maplebridge-development', '--json')).answer()).toMatchObject({
    isAccountErased: false,
  });
  expect((await dump()).includes('上官唯二')).toBe(false); // sealed as ever
  expect(await held(number)).toBe(4);
  expect((await run('privacy', 'release', id, '--json')).answer()).toMatchObject({ event: 'holdReleased', number });
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ held: 0, values: 4 });
  expect(await run('privacy', 'release', id, '--lang', 'en')).toMatchObject({ code: 1, err: expect.stringContaining('No hold') as string });
  expect(await run('privacy', 'hold', 'XX-1', '--reason', 'a', '--source', 'b', '--lang', 'en')).toMatchObject({ code: 1 });
  await expect(city.sqlAtRunTime('delete from core.legal_hold')).rejects.toThrow(/permission denied/);
});
const held = async (number: string): Promise<number> =>
  Number(
    (
      await city.sql<{ count: string }>('select count(*) from privacy.value v join core."case" c on c.id = v.case_id where c.number = $1', [
        number,
      ])
    )[0]?.count,
  );

test('a person is erased where nothing has to stay, and what has to stay is named', async () => {
  const over = await closedCase(1);
  const open = await opened(city.as('demo-neighbour'), 'CommunityDispute', {
    place: placeId('DOOR-301'),
    parties: [{ side: 'APPLICANT', capacity: 'SELF', name: '上官唯二', subject: 'demo-neighbour' }],
  });
  const erase = () => run('privacy', 'erase', 'demo-neighbour', '--issuer', 'maplebridge-development', '--json');
  const first = (await erase()).answer() as { subjects: { number: string; done: unknown }[]; isAccountErased: boolean };
  expect(first.isAccountErased).toBe(false);
  expect(first.subjects.find((one) => one.number === over.number)?.done).toEqual({ values: 1, keys: 1, texts: 0 });
  expect(first.subjects.map(({ done }) => done)).toContain('isOpen');
  expect(await held(over.number)).toBe(3);

  for (const one of first.subjects.filter(({ done }) => done === 'isOpen')) await close(one.number, 1);
  expect((await erase()).answer()).toMatchObject({ isAccountErased: true });
  expect((await dump()).includes('demo-neighbour')).toBe(false);
  expect(good(await city.as('demo-neighbour').query('query ($id: ID!) { case(id: $id) { id } }', { id: open })).case).toBeNull();
});

test('values that an open case goes on from stay where they are', async () => {
  const [resident, grid] = [city.as('demo-resident'), city.as('demo-grid')];
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: parties.slice(0, 1) });
  await hand(grid, id).act('signFor');
  await hand(grid, id).typed('continueElsewhereCommunityDispute', { into: 'night-market-dispute' });
  const { number, links } = await hand(resident, id).look('number links { case { number } }');
  await close(number, 2_000);
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ continued: 1, values: 0 });
  expect(await held(number)).toBe(2);
  await close(links[0].case.number, 100);
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ continued: 0, values: 0 });
  await close(links[0].case.number, 2_000);
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ continued: 0, values: 2 });
});

test('a hold on a case that goes on from another keeps the values of its parties where they stand', async () => {
  const [resident, grid] = [city.as('demo-resident'), city.as('demo-grid')];
  const id = await opened(resident, 'CommunityDispute', { place: placeId('DOOR-301'), parties: parties.slice(0, 1) });
  await hand(grid, id).act('signFor');
  await hand(grid, id).typed('continueElsewhereCommunityDispute', { into: 'night-market-dispute' });
  const { number, links } = await hand(resident, id).look('number links { case { number } }');
  const later = links[0].case.number as string;
  for (const one of [number as string, later]) await close(one, 2_000);
  const placed = await run('privacy', 'hold', later, '--reason', '法院调卷', '--source', '（2026）某法 2 号', '--json');
  const erased = (await run('privacy', 'erase', 'demo-resident', '--issuer', 'maplebridge-development', '--json')).answer();
  expect(erased).toMatchObject({ isAccountErased: false, subjects: expect.arrayContaining([expect.objectContaining({ number, done: 'isHeld' })]) as object }); // prettier-ignore
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ held: 2, values: 0 });
  expect(await held(number as string)).toBe(2);
  await run('privacy', 'release', (placed.answer() as { id: string }).id);
  await expect(holdWhileErasing(number as string, later)).rejects.toMatchObject({ code: '55P03' }); // it waits for the lock
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ held: 0, values: 2 });
});

/** Places a hold on the later case while the earlier one is locked to be erased. */
async function holdWhileErasing(earlier: string, later: string): Promise<void> {
  const database = await openDatabase({ url: city.databaseUrl, poolSize: 2 });
  const [found] = await city.sql<{ id: string }>('select id from core."case" where number = $1', [earlier]);
  const hold = { number: later, reason: 'r', source: 's', placedBy: 'test', since: new Date(), until: null };
  const place = () =>
    database.transaction(async (query) => {
      await query(`set local lock_timeout = '50ms'`);
      await placeHold(query, hold);
    });
  try {
    await database.transaction(async (query) => {
      await lockKeptCase(query, found?.id ?? '', new Date());
      await place();
    });
  } finally {
    await database.close();
  }
}

test('who takes part in an open case without being named in it keeps the account until it is over; a token goes with the account', async () => {
  const person = 'resident-of-door-302';
  const made = (await run('tokens', 'create', person, '--json')).answer() as { token: string };
  const desk = city.withToken(made.token);
  const id = await opened(desk, 'CommunityDispute', { place: placeId('DOOR-301'), parties: [] });
  const { number } = await hand(desk, id).look('number');
  const erase = async () => (await run('privacy', 'erase', person, '--issuer', 'maplebridge-service', '--json')).answer();
  expect(await erase()).toMatchObject({ subjects: [], isAccountErased: false });
  expect((await hand(desk, id).look('number')).number).toBe(number);
  await close(number as string, 1);
  expect(await erase()).toMatchObject({ isAccountErased: true });
  expect((await dump()).includes(person)).toBe(false);
  expect((await desk.query('{ viewer { name } }')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('who ever held a post keeps the account: what was done in office stays attributable', async () => {
  const done = await run('privacy', 'erase', 'demo-grid', '--issuer', 'maplebridge-development', '--json');
  expect(done.answer()).toMatchObject({ isAccountErased: false });
  expect(await run('privacy', 'erase', 'nobody-at-all', '--lang', 'zh-CN')).toMatchObject({
    code: 1,
    err: expect.stringContaining('没有用户') as string,
  });
  expect(good(await city.as('demo-grid').query('{ viewer { posts { role } } }')).viewer.posts).toHaveLength(1);
});
