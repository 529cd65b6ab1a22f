import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import { Pool } from 'pg';
import { Column, DataSource, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

// What the race tests of moves would let through if moves were written in the ways that suggest themselves: same server, same number of
// officers, same row and version. If one of these ever held, the races beside it would prove nothing.

@Entity({ name: 'naive_case', schema: 'public' })
class NaiveCase {
  @PrimaryColumn('integer')
  id!: number;

  @Column('integer')
  signatures!: number;

  @VersionColumn({ type: 'integer' })
  version!: number;
}

const officers = 32;
let database: MigratedDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await openMigratedDatabase([]);
  pool = new Pool({ connectionString: database.url, max: officers });
  pool.on('error', () => undefined); // dropping the database may cut a connection that is already on its way out
});
afterAll(async () => {
  await pool.end();
  await database.close();
});
beforeEach(async () => {
  await pool.query('drop table if exists public.naive_case');
  await pool.query('create table public.naive_case (id integer primary key, signatures integer not null, version integer not null)');
  await pool.query('insert into public.naive_case values (1, 0, 1)');
});

const row = async (): Promise<{ signatures: number; version: number }> =>
  (await pool.query<{ signatures: number; version: number }>('select signatures, version from public.naive_case')).rows[0] ?? {
    signatures: -1,
    version: -1,
  };

/** Resolves for all when all have come: everybody has read before anybody writes. */
function meeting(count: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  return () => {
    come += 1;
    if (come === count) open();
    return all;
  };
}

/** Sends all officers off at once and counts those who believe that they did it. */
async function race(attempt: () => Promise<boolean>): Promise<number> {
  const outcomes = await Promise.all(Array.from({ length: officers }, () => attempt()));
  return outcomes.filter((isDone) => isDone).length;
}

test('save() with a version column lets every officer through and loses all signatures but one', async () => {
  const source = new DataSource({
    type: 'postgres',
    entities: [NaiveCase],
    installExtensions: false,
    poolSize: officers,
    extra: { connectionString: database.url },
  });
  await source.initialize();
  const cases = source.getRepository(NaiveCase);
  const everybodyHasRead = meeting(officers);
  const done = await race(async () => {
    const read = await cases.findOneByOrFail({ id: 1 });
    await everybodyHasRead();
    await cases.save({ ...read, signatures: read.signatures + 1 });
    return true;
  });
  await source.destroy();
  expect(done).toBe(officers);
  expect((await row()).signatures).toBeLessThan(officers);
});

test('a check of the version in the process lets everybody through who read in time', async () => {
  const everybodyHasRead = meeting(officers);
  const done = await race(async () => {
    const { version } = await row();
    await everybodyHasRead();
    if (version !== 1) return false;
    await pool.query('update public.naive_case set signatures = signatures + 1, version = $1 where id = 1', [version + 1]);
    return true;
  });
  expect(done).toBeGreaterThan(1);
  expect(await row()).toEqual({ signatures: done, version: 2 });
});

test('the same harness with the version in the statement lets exactly one through', async () => {
  const everybodyHasRead = meeting(officers);
  const done = await race(async () => {
    const { version } = await row();
    await everybodyHasRead();
    const { rowCount } = await pool.query(
      'update public.naive_case set signatures = signatures + 1, version = version + 1 where id = 1 and version = $1',
      [version],
    );
    return rowCount === 1;
  });
  expect(done).toBe(1);
  expect(await row()).toEqual({ signatures: 1, version: 2 });
});
