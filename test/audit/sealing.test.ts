import { readPrivateKey } from '@maplebridge/audit';
import { openLog, openSealer, seal } from '@maplebridge/gateway';
import { appendEntries } from '@maplebridge/storage';
import { startCommand } from '../import/command';
import { draft, look, openGround, type Ground } from './ground';

let ground: Ground;
beforeEach(async () => {
  ground = await openGround();
});
afterEach(() => ground.close());

const key = () => readPrivateKey(ground.keys.privatePem);
const count = async (what: string): Promise<number> =>
  (await ground.sql<{ many: number }>(`select count(*)::int as many from ${what}`))[0]?.many ?? 0;
const records = async (): Promise<number> => (await count('core.entry')) + (await count('privacy.access'));

test('a record that is committed late is sealed late and never passed over, and what came meanwhile does not wait for it', async () => {
  const late = { commit: (): void => undefined };
  const committing = new Promise<void>((done) => (late.commit = done));
  const writing = { isOpen: (): void => undefined };
  const open = new Promise<void>((done) => (writing.isOpen = done));
  const written = ground.running.transaction(async (query) => {
    await look(query);
    await appendEntries(query, [draft()]);
    writing.isOpen();
    await committing;
  });
  await open;
  for (let nth = 0; nth < 5; nth += 1) await look(ground.running.query);
  expect(await ground.seal()).toMatchObject({ records: 5 });
  expect(await ground.seal()).toMatchObject({ records: 0, isNew: false });
  late.commit();
  await written;
  expect(await ground.seal()).toMatchObject({ records: 2, isNew: true });
  expect(await ground.verify()).toMatchObject({ bad: null, sealed: 7, unsealed: { records: 0 } });
});

/** Commits after others that began later: reads that go by the clock of a row pass it over. */
const writeSlowly = (naps: number): Promise<void> =>
  ground.running.transaction(async (query) => {
    await look(query);
    await query(`select pg_sleep($1)`, [naps / 1000]);
    await appendEntries(query, [draft()]);
  });

/** Two looks, the first of which is committed when the second was read: who goes by the clock never reads it, whatever chance does. */
const lookPassedOver = (read: () => Promise<void>): Promise<void> =>
  ground.running.transaction(async (query) => {
    await look(query);
    await look(ground.running.query);
    await read();
  });

test('four writers and three sealers at once: every record has one leaf, and a sealer by the clock would have lost some', async () => {
  const naive = { since: '-infinity', seen: 0 };
  const sealByClock = async (): Promise<void> => {
    const [row] = await ground.sql<{ many: number; last: string | null }>(
      `select count(*)::int as many, max(at)::text as last from privacy.access where at > $1::text::timestamptz`,
      [naive.since],
    );
    naive.seen += row?.many ?? 0;
    naive.since = row?.last ?? naive.since;
  };
  await lookPassedOver(sealByClock);
  const writing = { isOver: false };
  const writers = [1, 7, 13, 29].map(async (naps) => {
    for (let nth = 0; nth < 30; nth += 1) await writeSlowly((naps * (nth % 5)) % 23);
  });
  const sealers = [1, 2, 3].map(async (which) => {
    while (!writing.isOver) {
      await seal({ database: ground.running, key: key(), folder: ground.folder, reason: 'asked' });
      if (which === 1) await sealByClock();
    }
  });
  await Promise.all(writers);
  writing.isOver = true;
  await Promise.all(sealers);
  await ground.seal();
  expect(await ground.verify()).toMatchObject({ bad: null, sealed: 242, unsealed: { records: 0 } });
  expect(await count('audit.leaf')).toBe(await records());
  expect((await ground.verify()).checkpoints).toBeGreaterThan(3);
  await sealByClock();
  expect(naive.seen).toBeLessThan(122);
});

test('a sealer that is killed in the middle leaves nothing half done, and the next one ends the work', async () => {
  for (let nth = 0; nth < 8; nth += 1) await ground.write(4_000, 3);
  const { child, outcome } = startCommand(ground.database, ground.home, ['audit', 'seal']);
  while ((await count('audit.leaf')) === 0 && child.exitCode === null);
  child.kill('SIGKILL');
  expect((await outcome).code).toBeNull();
  const sessions = `pg_stat_activity where datname = current_database() and application_name = 'maplebridge cli'`;
  while ((await count(sessions)) > 0); // the server ends the batch of whoever was killed
  const half = await count('audit.leaf');
  expect([half > 0, half < 32_024, await count('audit.checkpoint')]).toEqual([true, true, 0]);
  const next = await startCommand(ground.database, ground.home, ['audit', 'seal', '--json']).outcome;
  expect(next.answer()).toMatchObject({ event: 'sealed', records: 32_024 - half, checkpoint: 1, size: 32_024, written: 1 });
  const verified = await startCommand(ground.database, ground.home, ['audit', 'verify', '--json', '--database', ground.auditorUrl]).outcome;
  expect(verified.answer()).toMatchObject({ event: 'auditVerified', isSound: true, sealed: 32_024, outside: 1, keysFrom: 'folder' });
});

test('a sealer that is killed before it wrote a checkpoint out leaves it to the next one', async () => {
  await ground.write(3, 1);
  await seal({ database: ground.running, key: key(), folder: null, reason: 'asked' });
  expect(await ground.verify()).toMatchObject({ bad: null, checkpoints: 1, outside: 0 });
  expect(await ground.seal()).toMatchObject({ isNew: false, written: 1 });
  expect(await ground.verify()).toMatchObject({ bad: null, checkpoints: 1, outside: 1 });
});

test('two gateways look once an hour, and the hour has one checkpoint, also when nothing happened', async () => {
  const logged: string[] = [];
  const log = openLog('warn', { write: (line) => void logged.push(line) });
  const plan = { database: ground.running, key: key(), folder: ground.folder, log, looksEvery: 1 };
  const gateways = [openSealer(plan), openSealer(plan)];
  while ((await count('audit.checkpoint where hour is not null')) === 0);
  await ground.sql(`update audit.checkpoint set hour = hour - interval '1 hour'`); // an hour goes by
  while ((await count('audit.checkpoint where hour is not null')) < 2);
  await Promise.all(gateways.map((one) => one.close()));
  expect(await count('audit.checkpoint')).toBe(2);
  expect(logged).toEqual([]);
  expect(await ground.verify()).toMatchObject({ bad: null, sealed: 0, checkpoints: 2 });
});

test('a database that was restored elsewhere numbers its transactions anew, and no record is passed over', async () => {
  await ground.write(2, 4);
  await ground.seal();
  await ground.sql(`update audit.log set horizon = 9000000000000, epoch = gen_random_uuid()`); // as a dump of a busier server has it
  await ground.write(1, 2);
  expect(await ground.seal()).toMatchObject({ records: 3 });
  expect(await ground.verify()).toMatchObject({ bad: null, sealed: 9 });
});

test('the login that serves requests can neither write a leaf nor change one, nor read who looked at whom', async () => {
  await ground.write(1, 1);
  await ground.seal();
  const refused = [
    `insert into audit.leaf select * from audit.leaf`,
    `update audit.leaf set hash = hash`,
    `delete from audit.leaf`,
    `update audit.checkpoint set note = note`,
    `delete from audit.checkpoint`,
    `select * from audit.access_record`,
    `select audit.append_entries(1)`,
    `select privacy.forget_purposes(gen_random_uuid())`,
  ];
  for (const statement of refused) await expect(ground.running.query(statement)).rejects.toThrow(/permission denied/);
  for (const statement of [
    `insert into audit.checkpoint select * from audit.checkpoint`,
    `select audit.append(1)`,
    `select purpose from privacy.access`,
  ])
    await expect(ground.auditor.query(statement)).rejects.toThrow(/permission denied/);
});
