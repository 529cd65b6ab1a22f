import { join } from 'node:path';
import { good, hand, opened, placeId } from '../stories/city';
import { audit, begin, city, close, closedCase, dump, end, folder, held, keys, parties, run } from './keeping';

beforeAll(begin);
afterAll(end);

const secrets = ['欧阳独一', '13712345678', '上官唯二', '独一无二的手术', '电话里说过的目的', '写在备注里的话'];
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

test('who ever held a post keeps the account: what was done in office stays attributable', async () => {
  const done = await run('privacy', 'erase', 'demo-grid', '--issuer', 'maplebridge-development', '--json');
  expect(done.answer()).toMatchObject({ isAccountErased: false });
  expect(await run('privacy', 'erase', 'nobody-at-all', '--lang', 'zh-CN')).toMatchObject({
    code: 1,
    err: expect.stringContaining('没有用户') as string,
  });
  expect(good(await city.as('demo-grid').query('{ viewer { posts { role } } }')).viewer.posts).toHaveLength(1);
});
