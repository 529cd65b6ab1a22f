import { randomUUID } from 'node:crypto';
import {
  appendEntries,
  appendFrom,
  draftColumns,
  entryById,
  findGaps,
  headPositions,
  readCase,
  shardOf,
  uuidv7,
} from '@maplebridge/ledger';
import fc from 'fast-check';
import { draftOf, openScratch, the, type Scratch } from './ledger/scratch';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const append = (...cases: readonly string[]) =>
  scratch.transaction((query) =>
    appendEntries(
      query,
      cases.map((id) => draftOf(id)),
    ),
  );

test('an id stands in the same shard in SQL and in TypeScript', async () => {
  const ids = fc.sample(fc.uuid(), 500).concat(Array.from({ length: 100 }, () => uuidv7()));
  const rows = await scratch.query<{ shard: number }>(
    'select core.shard_of(id) as shard from unnest($1::uuid[]) with ordinality as given (id, nth) order by nth',
    [ids],
  );
  expect(rows.map(({ shard }) => shard)).toEqual(ids.map(shardOf));
});

test('a made id says its instant and is a version 7 of its variant', () => {
  const at = new Date('2026-03-01T08:00:00.123Z');
  const id = uuidv7(at);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at.getTime());
});

test('entries of several cases come back in the order of their drafts, and each case in its own shard without a gap', async () => {
  const [one, other] = [uuidv7(), uuidv7()];
  const entries = await append(one, other, one, one);
  expect(entries.map(({ caseId }) => caseId)).toEqual([one, other, one, one]);
  expect(entries.map(({ shard }) => shard)).toEqual([one, other, one, one].map(shardOf));
  const [first, second, third] = entries.filter(({ caseId }) => caseId === one).map(({ position }) => position);
  expect([second, third]).toEqual([the(first) + 1n, the(first) + 2n]);
  expect(await findGaps(scratch.query)).toEqual([]);
});

test('an entry is read again as it was written', async () => {
  const [entry] = await scratch.transaction((query) =>
    appendEntries(query, [draftOf(uuidv7(), { payload: { move: '接收', count: 3 }, unitId: randomUUID(), audience: 'side:applicant' })]),
  );
  expect(await entryById(scratch.query, the(entry).id)).toEqual(entry);
  expect(await entryById(scratch.query, uuidv7())).toBeNull();
});

test('a transaction that rolls back takes no position', async () => {
  const before = await headPositions(scratch.query);
  await expect(
    scratch.transaction(async (query) => {
      await appendEntries(query, [draftOf(uuidv7()), draftOf(uuidv7())]);
      throw new Error('changed its mind');
    }),
  ).rejects.toThrow('changed its mind');
  expect(await headPositions(scratch.query)).toEqual(before);
});

test('a set of rows is numbered by one statement, and an update ahead of it that finds nothing appends nothing', async () => {
  const columns = `core.uuid_of(nth) as id, 'case' as subject_kind, core.uuid_of(nth % 100) as subject_id, 1 as subject_version, core.uuid_of(nth % 100) as case_id,
    'x' as case_type, 1 as type_version, 'opened' as type, null::uuid as unit_id, null::uuid as previous_unit_id, null as state_before, 'a' as state_after,
    null as phase_before, 'intake' as phase_after, 'case' as audience, '{}'::jsonb as actor, now() as happened_at, '{}'::jsonb as payload, nth as ordinal`;
  await scratch.query(`create function core.uuid_of(n bigint) returns uuid language sql as $$ select md5(n::text)::uuid $$`);
  const rows = await scratch.query<{ position: string }>(
    `${appendFrom(`select ${columns} from generate_series(1, 500) as nth`)} returning position`,
  );
  expect(rows).toHaveLength(500);
  const heads = await headPositions(scratch.query);
  const none = appendFrom(`select ${columns} from updated cross join generate_series(1, 5) as nth`, [
    `updated as (update core.tree set version = version + 1 where version = -1 returning version)`,
  ]);
  expect(await scratch.query(`${none} returning position`)).toEqual([]);
  expect(await headPositions(scratch.query)).toEqual(heads);
  expect(await findGaps(scratch.query)).toEqual([]);
});

test('transactions over the same cases in opposite order wait for each other and never deadlock', async () => {
  const cases = Array.from({ length: 20 }, () => uuidv7());
  const orders = [cases, [...cases].reverse()];
  await Promise.all(Array.from({ length: 60 }, (_, nth) => append(...the(orders[nth % 2]))));
  expect((await readCase(scratch.query, the(cases[0]), { limit: 100, forward: true, audiences: 'all' })).length).toBe(60);
  expect(await findGaps(scratch.query)).toEqual([]);
});

test('the same transactions deadlock when each takes its counters as it goes', async () => {
  const cases = [uuidv7(), uuidv7()].sort((one, other) => shardOf(one) - shardOf(other));
  if (shardOf(the(cases[0])) === shardOf(the(cases[1])))
    cases[1] = the(cases[1]).slice(0, -2) + ((shardOf(the(cases[0])) + 1) % 64).toString(16).padStart(2, '0');
  const bothHaveOne = openBarrier(2);
  const asItGoes = (order: readonly string[]) =>
    scratch.transaction(async (query) => {
      await appendEntries(query, [draftOf(the(order[0]))]);
      await bothHaveOne();
      await appendEntries(query, [draftOf(the(order[1]))]);
    });
  const ends = await Promise.allSettled([asItGoes(cases), asItGoes([...cases].reverse())]);
  expect(ends.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: '40P01' } }]);
});

function openBarrier(size: number): () => Promise<void> {
  let waiting = size;
  let open: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    waiting -= 1;
    if (waiting === 0) open();
    return opened;
  };
}

test('moves of one statement that wait for one counter all get a position of their own', async () => {
  const id = uuidv7();
  await scratch.query(`insert into core.setting (name, value) select 'race' || nth, '0' from generate_series(1, 40) as nth`);
  const columns = Object.entries(draftColumns)
    .map(([name, type]) => `draft.${name}::${type} as ${name}`)
    .join(', ');
  const sql = `${appendFrom(
    `select ${columns}, 1 as ordinal from moved, (values (gen_random_uuid(), 'case', '${id}', 1, '${id}', 'x', 1, 'accept', null, null, null, 'a',
    null, 'intake', 'case', '{}', now(), '{}')) as draft (${Object.keys(draftColumns).join(', ')})`,
    [`moved as (update core.setting set value = '1' where name = $1 and value = '0' returning name)`],
  )} returning position`;
  const taken = await Promise.all(
    Array.from({ length: 80 }, (_, nth) => scratch.query<{ position: string }>(sql, [`race${(nth % 40) + 1}`])),
  );
  expect(new Set(taken.flat().map(({ position }) => position)).size).toBe(40);
  expect(await findGaps(scratch.query)).toEqual([]);
});
