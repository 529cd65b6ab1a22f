import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCommand, type Outcome } from '../import/command';
import { keepAll, openGround, type Ground } from './ground';

jest.setTimeout(120_000); // a dozen processes

let ground: Ground;
let publicKey: string;
beforeAll(async () => {
  ground = await openGround();
  publicKey = join(ground.home, 'auditor.pub');
  writeFileSync(publicKey, ground.keys.publicPem);
  await ground.write(30, 10);
  await ground.seal();
});
afterAll(() => ground.close());

const run = (...args: readonly string[]): Promise<Outcome> => startCommand(ground.database, ground.home, ['audit', ...args]).outcome;
const asAuditor = (...args: readonly string[]): Promise<Outcome> =>
  run(...args, '--database', ground.auditorUrl, '--public-key', publicKey);

test('whoever may only read verifies, with a key that lies elsewhere, and is told what was found and what is open', async () => {
  await ground.write(2, 1);
  const kept = await keepAll(ground);
  const sound = await asAuditor('verify', '--lang', 'en');
  expect(sound).toMatchObject({ code: 0 });
  expect(sound.out).toMatch(
    /^Sound: 40 records under 1 checkpoints, the last of them signed 20\d\d-\S+Z\.\nNot yet sealed: 3 records, the oldest written 20/,
  );
  const changed = await ground.sql<{ id: string }>(
    `update core.entry set unit_id = gen_random_uuid() where (shard, position) = (select shard, position from audit.leaf where shard is not null order by index limit 1) returning id`,
  );
  const tampered = await asAuditor('verify', '--lang', 'zh-CN');
  expect(tampered).toMatchObject({ code: 1, err: '' });
  expect(tampered.out).toContain(`发现篡改（altered）：办理记录 ${changed[0]?.id}`);
  const told = (await asAuditor('verify', '--json')).answer();
  expect(told).toMatchObject({
    event: 'auditVerified',
    isSound: false,
    keysFrom: 'option',
    bad: { what: 'altered', leaf: 0, record: changed[0] },
  });
  await ground.sql(`delete from core.entry where id = $1`, [changed[0]?.id]);
  expect((await asAuditor('verify', '--json')).answer()).toMatchObject({ bad: { what: 'removed', leaf: 0 } });
  await kept.putBack();
});

test('another key, a folder without keys and a login without the right are told what would work', async () => {
  const other = join(ground.home, 'other');
  expect(await run('keygen', other)).toMatchObject({ code: 0 });
  expect(await run('verify', '--lang', 'en', '--database', ground.auditorUrl, '--public-key', `${other}.pub`)).toMatchObject({
    code: 1,
    out: expect.stringContaining(
      'Tampering found (forged): file 1 in the folder of checkpoints was not signed by a key that was named.',
    ) as string,
  });
  const nowhere = await run('verify', '--lang', 'en', '--checkpoints', join(ground.home, 'nowhere'));
  expect(nowhere).toMatchObject({ code: 78, err: expect.stringContaining('name one with --public-key') as string });
  const runtime = await run('verify', '--lang', 'en', '--public-key', publicKey);
  expect(runtime).toMatchObject({ code: 78, err: expect.stringContaining('grant maplebridge_auditor to') as string });
  expect(await run('verify', '--since', 'yesterday', '--public-key', publicKey)).toMatchObject({ code: 2 });
  expect(await run('verify', '--public-key', ground.folder)).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be read') as string,
  });
});

test('a proof is made from the database and checked without one, and says nothing about any other record', async () => {
  const [row] = await ground.sql<{ id: string; type: string }>(
    `select e.id, e.type from core.entry e join audit.leaf l on l.shard = e.shard and l.position = e.position order by l.index desc limit 1`,
  );
  const [access] = await ground.sql<{ id: string }>(`select record_id as id from audit.leaf where shard is null limit 1`);
  for (const id of [row?.id ?? '', access?.id ?? '']) {
    const made = await asAuditor('proof', id);
    expect(made).toMatchObject({ code: 0 });
    const file = join(ground.home, 'proof.json');
    writeFileSync(file, made.out);
    const check = (...args: readonly string[]) => run('check', file, '--lang', 'en', ...args);
    expect(await check('--public-key', publicKey)).toMatchObject({ code: 0, out: expect.stringMatching(/^Proven/) as string });
    writeFileSync(file, made.out.replace(id, '00000000-0000-4000-8000-000000000000'));
    expect(await check('--public-key', publicKey)).toMatchObject({ code: 1, out: expect.stringMatching(/^Not proven/) as string });
    expect(made.out).not.toContain('电话通知');
  }
  expect(await asAuditor('proof', '00000000-0000-4000-8000-000000000000')).toMatchObject({ code: 1 });
  expect(await asAuditor('proof', 'x')).toMatchObject({ code: 2 });
});

test('a key is made for its owner alone, never over another, and seals with it', async () => {
  const file = join(ground.home, 'signing.pem');
  expect(await run('keygen', file)).toMatchObject({ code: 0 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = readFileSync(file, 'utf8');
  expect(await run('keygen', file)).toMatchObject({ code: 1, err: expect.stringContaining('a name that is not taken yet') as string });
  expect(readFileSync(file, 'utf8')).toBe(before);
});
