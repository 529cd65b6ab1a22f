import {
  appendEntries,
  beginning,
  consumeBatch,
  enterConsumer,
  findGaps,
  headPositions,
  readAfter,
  readCase,
  shardOf,
  uuidv7,
  type Query,
} from '@maplebridge/ledger';
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

test('a stretch of a case comes in order from either end, and only for the audiences asked for', async () => {
  const id = uuidv7();
  const entries = await scratch.transaction((query) =>
    appendEntries(
      query,
      Array.from({ length: 9 }, (_, nth) => draftOf(id, { subjectVersion: nth, audience: nth % 3 === 0 ? 'unit' : 'case' })),
    ),
  );
  const versions = async (stretch: object) =>
    (await readCase(scratch.query, id, { limit: 3, forward: true, audiences: ['case'], ...stretch })).map(
      ({ subjectVersion }) => subjectVersion,
    );
  expect(await versions({})).toEqual([1, 2, 4]);
  expect(await versions({ after: the(entries[2]).position })).toEqual([4, 5, 7]);
  expect(await versions({ forward: false })).toEqual([5, 7, 8]);
  expect(await versions({ forward: false, before: the(entries[7]).position, audiences: 'all' })).toEqual([4, 5, 6]);
});

test('a busy shard does not hold up the others', async () => {
  const at = await headPositions(scratch.query);
  const busy = uuidv7();
  const quiet = the(Array.from({ length: 200 }, () => uuidv7()).find((id) => shardOf(id) !== shardOf(busy)));
  await append(...Array.from({ length: 300 }, () => busy));
  await append(quiet);
  const first = await readAfter(scratch.query, at, 100);
  expect(first.some(({ caseId }) => caseId === quiet)).toBe(true);
  expect(first.length).toBeLessThanOrEqual(101);
  expect((await readAfter(scratch.query, at, 1000)).length).toBe(301);
});

test('reading on walks the key of the ledger, and a case its own index', async () => {
  await scratch.query('analyze core.entry');
  const plans: string[] = [];
  const explain: Query = async (sql, values) => {
    const bound = (values ?? []).map(literal);
    plans.push(
      (await scratch.query<{ 'QUERY PLAN': string }>(`explain ${sql.replace(/\$(\d)/g, (_, nth: string) => the(bound[Number(nth) - 1]))}`))
        .map((row) => row['QUERY PLAN'])
        .join('\n'),
    );
    return [];
  };
  await readAfter(explain, beginning, 500);
  await readCase(explain, uuidv7(), { limit: 10, forward: false, audiences: ['case'] });
  expect(plans[0]).toContain('Index Scan using entry_pkey');
  expect(plans[1]).toContain('entry_by_case');
  expect(plans.join()).not.toContain('Seq Scan on entry');
});

const literal = (value: unknown): string => (Array.isArray(value) ? `'{${value.join()}}'` : `'${String(value)}'`);

test('two consumers at once never deal with an entry twice, and a rolled back batch is dealt with again', async () => {
  await enterConsumer(scratch.query, 'rollup', 'beginning');
  const dealtWith: string[] = [];
  const consume = async (): Promise<void> => {
    for (let round = 0, idle = 0; idle < 2; round += 1) {
      const ids = await scratch.transaction((query) => consumeOnce(query, round)).catch(() => null);
      idle = ids?.length === 0 ? idle + 1 : 0;
      dealtWith.push(...(ids ?? []));
    }
  };
  await Promise.all([consume(), consume(), append(...Array.from({ length: 50 }, () => uuidv7())), consume()]);
  await consume();
  const all = await scratch.query<{ id: string }>('select id from core.entry');
  expect(dealtWith.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
});

async function consumeOnce(query: Query, round: number): Promise<readonly string[]> {
  const { entries } = await consumeBatch(query, 'rollup', 100);
  if (round % 5 === 3) throw new Error('the gateway was killed here');
  return entries.map(({ id }) => id);
}

test('a gap is found and named', async () => {
  const [entry] = (await readAfter(scratch.query, beginning, 64)).slice(0, 1);
  await scratch.query('delete from core.entry where shard = $1 and position = $2', [the(entry).shard, String(the(entry).position)]);
  expect(await findGaps(scratch.query)).toMatchObject([{ shard: the(entry).shard }]);
});
