import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeys, readPrivateKey, readPublicKeys } from '@maplebridge/audit';
import { seal } from '@maplebridge/gateway';
import { keepAll, openGround, type Ground } from './ground';

let ground: Ground;
let kept: { putBack(): Promise<void> };
let files: ReadonlyMap<string, Buffer>;
beforeAll(async () => {
  ground = await openGround();
  for (let nth = 0; nth < 4; nth += 1) {
    await ground.write(10, 5);
    await ground.seal();
  }
  kept = await keepAll(ground);
  files = new Map(readdirSync(ground.folder).map((name) => [name, readFileSync(join(ground.folder, name))]));
});
afterEach(async () => {
  await kept.putBack();
  rmSync(ground.folder, { recursive: true });
  mkdirSync(ground.folder);
  for (const [name, content] of files) writeFileSync(join(ground.folder, name), content);
});
afterAll(() => ground.close());

const inFolder = (number: number, ending = 'checkpoint'): string => join(ground.folder, `${String(number).padStart(12, '0')}.${ending}`);
const bad = async (otherwise = {}) => (await ground.verify(otherwise)).bad;

/** What somebody does who owns the database: changes a record and makes all leaves and checkpoints anew, with a key of their own or with ours. */
async function rebuild(privatePem: string): Promise<string> {
  const [{ id } = { id: '' }] = await ground.sql<{ id: string }>(`select record_id as id from audit.leaf where index = 21`);
  await ground.sql(`update core.entry set actor = '{"kind": "post", "role": "somebody else"}' where id = $1`, [id]);
  await ground.sql(`update privacy.access set actor_id = gen_random_uuid() where id = $1`, [id]);
  const sizes = await ground.sql<{ size: string }>(`select size from audit.checkpoint order by number`);
  // The very function that sealed them makes the new leaves; they are put in the old order, as a patient forger would.
  await ground.sql(`create table kept.old as select * from audit.leaf`);
  await ground.sql(`delete from audit.checkpoint`);
  await ground.sql(`delete from audit.leaf`);
  await ground.sql(`update audit.log set horizon = 0`);
  await ground.sql(`select audit.append(1000)`);
  await ground.sql(`create table kept.made as select o.index, l.shard, l.position, l.record_id, l.format, l.hash
    from kept.old o join audit.leaf l on l.record_id = o.record_id`);
  await ground.sql(`delete from audit.leaf`);
  for (const { size } of sizes) {
    await ground.sql(`insert into audit.leaf select * from kept.made where index < $1 and index >= (select count(*) from audit.leaf)`, [
      size,
    ]);
    await forge(privatePem);
  }
  await ground.sql(`drop table kept.old, kept.made`);
  return id;
}

async function forge(privatePem: string): Promise<void> {
  const key = readPrivateKey(privatePem);
  const database = {
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      text.includes('audit.append') ? [] : ground.sql<Row>(text, values),
  };
  await seal({ database, key, folder: null, reason: 'asked' });
}

test('the whole chain is rebuilt and signed with another key: found without and with what lies outside, which names the record', async () => {
  const other = makeKeys();
  const id = await rebuild(other.privatePem);
  expect(await bad({ folder: null })).toMatchObject({ what: 'forged', part: 'checkpoint', checkpoint: 1 });
  expect(await bad()).toMatchObject({ what: 'rebuilt', part: 'record', leaf: 21, record: { id }, checkpoint: 2 });
});

test('the whole chain is rebuilt with the stolen key: nothing inside shows it, and outside the very record is named', async () => {
  const id = await rebuild(ground.keys.privatePem);
  expect(await ground.verify({ folder: null })).toMatchObject({ bad: null, sealed: 60, checkpoints: 4 });
  expect(await bad()).toMatchObject({ what: 'rebuilt', part: 'record', leaf: 21, record: { id }, checkpoint: 2 });
  rmSync(inFolder(2, 'leaves'));
  expect(await bad()).toMatchObject({ what: 'rebuilt', part: 'leaf', leaf: 15, lastLeaf: 29, checkpoint: 2 });
});

test('the end of everything is cut off: outside it is found, and inside nothing can show it', async () => {
  const [{ size } = { size: '' }] = await ground.sql<{ size: string }>(`select size from audit.checkpoint where number = 3`);
  await ground.sql(`delete from core.entry e using audit.leaf l where l.shard = e.shard and l.position = e.position and l.index >= $1`, [
    size,
  ]);
  await ground.sql(`delete from privacy.access a using audit.leaf l where l.record_id = a.id and l.index >= $1`, [size]);
  await ground.sql(`delete from audit.leaf where index >= $1`, [size]);
  await ground.sql(`delete from audit.checkpoint where number = 4`);
  await ground.sql(`update core.shard s set position = (select coalesce(max(position), 0) from core.entry e where e.shard = s.shard)`);
  expect(await ground.verify({ folder: null })).toMatchObject({ bad: null, sealed: 45, checkpoints: 3, outside: 0 });
  expect(await bad()).toMatchObject({ what: 'truncated', part: 'leaf', leaf: 45, checkpoint: 4 });
});

test('only checkpoints are cut off, or taken out: they are missed', async () => {
  await ground.sql(`delete from audit.checkpoint where number = 4`);
  expect(await bad()).toMatchObject({ what: 'removed', part: 'checkpoint', checkpoint: 4 });
  await ground.sql(`delete from audit.checkpoint where number = 2`);
  expect(await bad({ folder: null })).toMatchObject({ what: 'removed', part: 'checkpoint', checkpoint: 2 });
});

test('files change places, one is gone, and one bit is turned in each: the file is named', async () => {
  copyFileSync(inFolder(2), inFolder(3));
  expect(await bad()).toMatchObject({ what: 'swapped', part: 'file', checkpoint: 3 });
  writeFileSync(inFolder(3), files.get('000000000003.checkpoint') ?? '');
  rmSync(inFolder(2));
  expect(await bad()).toMatchObject({ what: 'removed', part: 'file', checkpoint: 2 });
  const note = files.get('000000000002.checkpoint') ?? Buffer.of();
  for (let at = 0; at < note.length; at += 7) {
    const turned = Buffer.from(note);
    turned[at] = (turned[at] ?? 0) ^ 1;
    writeFileSync(inFolder(2), turned);
    expect(await bad()).toMatchObject({ what: 'forged', part: 'file', checkpoint: 2 });
  }
});

test('a bit is turned in a checkpoint of the database, or in the leaves outside: neither is laid at the door of a record', async () => {
  await ground.sql(`update audit.checkpoint set note = replace(note, 'number 2', 'number 3') where number = 2`);
  expect(await bad()).toMatchObject({ what: 'rebuilt', part: 'checkpoint', checkpoint: 2 });
  expect(await bad({ folder: null })).toMatchObject({ what: 'swapped', part: 'checkpoint', checkpoint: 2 });
  await kept.putBack();
  const leaves = Buffer.from(files.get('000000000002.leaves') ?? '');
  leaves[40] = (leaves[40] ?? 0) ^ 1;
  writeFileSync(inFolder(2, 'leaves'), leaves);
  expect(await bad()).toMatchObject({ what: 'altered', part: 'file', checkpoint: 2 });
});

test('two histories of one number, both signed, are a split view', async () => {
  await ground.sql(`delete from audit.checkpoint where number = 4`);
  await seal({ database: ground.running, key: readPrivateKey(ground.keys.privatePem), folder: null, reason: 'asked' });
  expect(await bad()).toMatchObject({ what: 'splitView', checkpoint: 4 });
});

test('the sealer signs nothing on top of a history that is not the one outside, and nothing on top of a changed checkpoint', async () => {
  await ground.sql(`delete from audit.checkpoint where number = 4`);
  await ground.write(1, 0);
  await expect(ground.seal()).rejects.toThrow(/000000000004.checkpoint is not the checkpoint that the database has/);
  await kept.putBack();
  for (const change of [`size = size - 1`, `frontier = sha256('x')`, `note = replace(note, 'epoch ', 'epoch 0')`]) {
    await ground.sql(`update audit.checkpoint set ${change} where number = 4`);
    await ground.write(1, 0);
    const sealing = seal({ database: ground.running, key: readPrivateKey(ground.keys.privatePem), folder: null, reason: 'asked' });
    await expect(sealing).rejects.toThrow('Checkpoint 4 in the database was changed');
    await kept.putBack();
  }
});

test('a key is changed for a new one, and the log is sound to whoever has both', async () => {
  const next = makeKeys();
  await ground.write(3, 1);
  await seal({ database: ground.running, key: readPrivateKey(next.privatePem), folder: ground.folder, reason: 'asked' });
  expect(await ground.verify({ keys: readPublicKeys(ground.keys.publicPem + next.publicPem) })).toMatchObject({
    bad: null,
    checkpoints: 5,
  });
  expect(await bad()).toMatchObject({ what: 'forged', checkpoint: 5 });
});
