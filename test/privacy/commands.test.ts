import { openDatabase } from '@maplebridge/storage';
import { asRuntime } from '@maplebridge/testkit';
import { startCommand } from '../import/command';
import { begin, city, closedCase, end, folder, masterKey, run, started } from './keeping';

beforeAll(begin);
afterAll(end);

const dashes = '-'.repeat(2) + 'a'.repeat(34);
const hold = (number: string, ...rest: readonly string[]) => run('privacy', 'hold', number, '--lang', 'en', ...rest);

test('what was mistyped is named in a sentence, not as an error of the database, and nothing is kept', async () => {
  const { number } = await closedCase(1);
  for (const [given, said] of [
    [['--reason', ' ', '--source', 'b'], '--reason is empty.'],
    [['--reason', 'a', '--source', ''], '--source is empty.'],
    [['--reason', 'a', '--source', 'b', '--until', '2020-01-01'], '--until 2020-01-01 has to be a day after today.'],
  ] as const)
    expect(await hold(number, ...given)).toMatchObject({ code: 1, err: expect.stringMatching(new RegExp(`${said}\\s*$`)) as string });
  expect((await run('privacy', 'holds', '--json')).answer()).toMatchObject({ holds: [] });
  const release = await run('privacy', 'release', '--lang', 'en', '--', dashes);
  expect(release).toMatchObject({ code: 1, err: expect.stringContaining('No hold') as string });
  const erase = await run('privacy', 'erase', '--party', '--lang', 'en', '--', dashes);
  expect(erase).toMatchObject({ code: 1, err: expect.stringContaining('There is no party') as string });
});

test('a retention that is interrupted ends after the case it is at, says so without a stack, and goes on when it is run again', async () => {
  for (let made = 0; made < 2; made += 1) await closedCase(2_000);
  const database = await openDatabase({ url: city.databaseUrl, poolSize: 1 });
  const { child, outcome } = started('privacy', 'retention', '--lang', 'en');
  await database.transaction(async (query) => {
    await query(`select from core."case" where closed_at < now() - interval '1999 days' for update`);
    const waiting = `select from pg_stat_activity where application_name = 'maplebridge keeper' and wait_event_type = 'Lock' and datname = current_database()`;
    while ((await city.sql(waiting)).length === 0) if (child.exitCode !== null) throw new Error('It ended before it was interrupted.');
    child.kill('SIGINT');
  });
  await database.close();
  expect(await outcome).toMatchObject({ code: 1, err: expect.stringMatching(/Stopped\. What is done stays done[^\n]*\n$/) as string });
  expect((await run('privacy', 'retention', '--json')).answer()).toMatchObject({ values: 4 });
});

test('the master key is not changed to one that nobody named', async () => {
  const forgotten = { MAPLEBRIDGE_MASTER_KEY_FILE: '', MAPLEBRIDGE_MASTER_KEY: '', MAPLEBRIDGE_MASTER_KEY_PREVIOUS: masterKey };
  const refused = await startCommand({ url: city.databaseUrl, runtimeUrl: asRuntime(city.databaseUrl), env: forgotten }, folder, ['keys', 'rotate', '--lang', 'en']).outcome; // prettier-ignore
  expect(refused).toMatchObject({ code: 78, err: expect.stringContaining('Set MAPLEBRIDGE_MASTER_KEY') as string });
  const status = (await run('keys', 'status', '--json')).answer() as { current: string; masters: { master: string }[] };
  expect(status.masters.map(({ master }) => master)).toEqual([status.current]);
});
