import {
  appendEntries,
  beginning,
  covers,
  findGaps,
  headPositions,
  past,
  readAfter,
  uuidv7,
  type Positions,
  type Query,
} from '@maplebridge/ledger';
import { draftOf, openScratch, the, type Scratch } from './ledger/scratch';

const writers = 32;
const rounds = 60;
const cases = Array.from({ length: 200 }, () => uuidv7());

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch(writers + 4);
  await scratch.query('create table core.subject (id uuid primary key, version integer not null)');
  await scratch.query('insert into core.subject select unnest($1::uuid[]), 0', [cases]);
  await scratch.query('create table core.naive (id bigserial primary key, token text not null)');
});
afterAll(() => scratch.close());

/** One change of one case, told to both ledgers; it commits late, and one in twenty never. */
async function write(query: Query): Promise<string> {
  const id = the(cases[Math.floor(Math.random() * cases.length)]);
  const [subject] = await query<{ version: number }>('update core.subject set version = version + 1 where id = $1 returning version', [id]);
  const token = `${id}:${the(subject).version}`;
  await query('insert into core.naive (token) values ($1)', [token]);
  await appendEntries(query, [draftOf(id, { subjectVersion: the(subject).version })]);
  await query('select pg_sleep(random() * 0.02)'); // the slow commit, not a wait of the test
  if (Math.random() < 0.05) throw new Error('rolled back');
  return token;
}

async function writeAll(): Promise<readonly string[]> {
  const told = await Promise.all(
    Array.from({ length: writers }, async () => {
      const tokens: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const token = await scratch
          .transaction(write)
          .catch((error: Error) => (error.message === 'rolled back' ? null : Promise.reject(error)));
        if (token) tokens.push(token);
      }
      return tokens;
    }),
  );
  return told.flat();
}

/** Reads by position until it has all that was committed when `isOver` became true. */
async function followPositions(isOver: () => boolean): Promise<readonly string[]> {
  const seen: string[] = [];
  let at: Positions = beginning;
  for (let end: Positions | null = null; !end || !covers(at, end);) {
    if (isOver()) end ??= await headPositions(scratch.query);
    const entries = await readAfter(scratch.query, at, 200);
    at = entries.reduce(past, at);
    seen.push(...entries.map(({ caseId, subjectVersion }) => `${caseId}:${subjectVersion}`));
  }
  return seen;
}

/** Reads as a first attempt would: everything with an id above the highest seen. */
async function followHighestId(isOver: () => boolean): Promise<readonly string[]> {
  const seen: string[] = [];
  let highest = '0';
  for (let last = false; ;) {
    const wasOver = isOver();
    const rows = await scratch.query<{ id: string; token: string }>('select id, token from core.naive where id > $1 order by id', [
      highest,
    ]);
    highest = rows.at(-1)?.id ?? highest;
    seen.push(...rows.map(({ token }) => token));
    if (last) return seen;
    last = wasOver;
  }
}

test('32 writers that commit late or roll back lose nothing, twice nothing and no order; a reader by highest id loses entries', async () => {
  let isOver = false;
  const [committed, byPosition, byId] = await Promise.all([
    writeAll().finally(() => {
      isOver = true;
    }),
    followPositions(() => isOver),
    followHighestId(() => isOver),
  ]);

  expect(committed.length).toBeGreaterThan(writers * rounds * 0.85);
  expect(byPosition.toSorted()).toEqual(committed.toSorted());
  expect(outOfOrder(byPosition)).toEqual([]);
  expect(await findGaps(scratch.query)).toEqual([]);

  const seenById = new Set(byId);
  expect(committed.filter((token) => !seenById.has(token)).length).toBeGreaterThan(0);
});

function outOfOrder(tokens: readonly string[]): readonly string[] {
  const versions = new Map<string, number>();
  return tokens.filter((token) => {
    const [id = '', version] = token.split(':');
    const isNext = Number(version) === (versions.get(id) ?? 0) + 1;
    versions.set(id, Number(version));
    return !isNext;
  });
}
