import { appendEntries, uuidv7, type Query } from '@maplebridge/ledger';
import type { Live } from '@maplebridge/live';
import { draftOf, openScratch, the, type Scratch } from './ledger/scratch';
import { isCaughtUp, north, openGatewayLive, read, troubles, viewerOf } from './live/board';

const cases = Array.from({ length: 60 }, () => uuidv7());
const writers = 16;
const rounds = 60;

let scratch: Scratch;
let gateways: readonly Live[];
beforeAll(async () => {
  scratch = await openScratch(writers + 6);
  await scratch.query('create table core.subject (id uuid primary key, version integer not null)');
  await scratch.query('insert into core.subject select unnest($1::uuid[]), 0', [cases]);
  gateways = await Promise.all([openGatewayLive(scratch, { batch: 64 }), openGatewayLive(scratch, { batch: 64, pollEvery: 35 })]);
});
afterAll(async () => {
  await Promise.all(gateways.map((live) => live.close()));
  await scratch.close();
});

async function write(query: Query): Promise<void> {
  const id = the(cases[Math.floor(Math.random() * cases.length)]);
  const [subject] = await query<{ version: number }>('update core.subject set version = version + 1 where id = $1 returning version', [id]);
  await appendEntries(query, [draftOf(id, { subjectVersion: the(subject).version, unitId: north })]);
  await query('select pg_sleep(random() * 0.01)'); // the slow commit, not a wait of the test
  if (Math.random() < 0.05) throw new Error('rolled back');
}

const writeAll = () =>
  Promise.all(
    Array.from({ length: writers }, async () => {
      for (let round = 0; round < rounds; round += 1) {
        await scratch.transaction(write).catch((error: Error) => (error.message === 'rolled back' ? undefined : Promise.reject(error)));
      }
    }),
  );

interface Listening {
  /** Absent: a naive listener, who comes back without saying where it was. */
  readonly after?: string;
  readonly caseId?: string;
  /** How much there is to hear; null while more is written. */
  readonly until: () => Promise<number | null>;
}

/** Reads some events, is cut off, comes back at the other gateway, until everything was heard or, for the naive one, nothing more is written. */
async function listenWithCuts({ after, caseId, until }: Listening): Promise<readonly string[]> {
  const heard: string[] = [];
  const viewer = viewerOf(north);
  for (let turn = 0, cursor = after; ; turn += 1) {
    const expected = await until();
    const stream = the(gateways[turn % 2])
      .streamsFor(viewer)
      .watch({ after: cursor, caseId });
    const patience = 1 + Math.floor(Math.random() * 40);
    const events = await read(stream, (soFar) => isCaughtUp(soFar) || soFar.length >= patience);
    await stream.return?.();
    cursor = after && (events.at(-1)?.cursor ?? cursor);
    heard.push(
      ...events.flatMap((event) => (event.kind === 'change' ? [`${event.change.entry.caseId}:${event.change.entry.subjectVersion}`] : [])),
    );
    if (expected !== null && (heard.length >= expected || !after)) return heard;
  }
}

test('listeners who are cut off again and again, between two gateways, lose nothing, hear nothing twice and keep each case in order; one without a cursor loses', async () => {
  const start = await the(gateways[0]).currentCursor();
  let isOver = false;
  const countOf = (caseId?: string) => async () => {
    if (!isOver) return null;
    const [row] = await scratch.query<{ count: number }>(
      'select count(*)::integer as count from core.entry where case_id = $1 or $1 is null',
      [caseId ?? null],
    );
    return the(row).count;
  };
  const [, naive, ...heard] = await Promise.all([
    writeAll().finally(() => {
      isOver = true;
    }),
    listenWithCuts({ until: countOf() }),
    ...Array.from({ length: 4 }, () => listenWithCuts({ after: start, until: countOf() })),
    ...cases.slice(0, 4).map((caseId) => listenWithCuts({ after: start, caseId, until: countOf(caseId) })),
  ]);
  const rows = await scratch.query<{ token: string; case_id: string }>(
    `select case_id || ':' || subject_version as token, case_id from core.entry`,
  );
  heard.slice(0, 4).forEach((tokens) => expect(tokens.toSorted()).toEqual(rows.map(({ token }) => token).toSorted()));
  heard.slice(4).forEach((tokens, nth) => expect(tokens).toHaveLength(rows.filter((row) => row.case_id === cases[nth]).length));
  heard.forEach((tokens) => expect(outOfOrder(tokens)).toEqual([]));
  expect(troubles).toEqual([]);
  expect(rows.length - new Set(naive).size).toBeGreaterThan(0);
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
