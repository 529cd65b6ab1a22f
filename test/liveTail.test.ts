import { randomUUID } from 'node:crypto';
import type { LedgerEntry, Viewer } from '@maplebridge/contract';
import { uuidv7, type Query } from '@maplebridge/ledger';
import { openTail, type Judge, type Judgement, type Listen, type Traits } from '@maplebridge/live';
import { Client } from 'pg';
import { openScratch, the, type Scratch } from './ledger/scratch';
import { happenings, isCaughtUp, judge, north, openGatewayLive, read, south, tell, tellMany, viewerOf } from './live/board';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const never = 3_600_000;
const traits: Traits = { jurisdiction: 'x', placeIds: [], handlerId: null, isUnsigned: false, dueAt: null, openedAt: new Date(0) };
const sightOfAll: Judgement = { before: traits, after: traits, told: { note: null, source: null } };

/** Resolves each time something happens that was asked for before. */
function openBell<Value>() {
  const rung: Value[] = [];
  let wake: (() => void) | null = null;
  return {
    ring: (value: Value): void => {
      rung.push(value);
      wake?.();
    },
    until: async (isEnough: (values: readonly Value[]) => boolean): Promise<readonly Value[]> => {
      while (!isEnough(rung))
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return rung;
    },
  };
}

/** LISTEN on a connection of its own, as a gateway does. */
const listenOn =
  (url: string, onOpen: (backend: number) => void): Listen =>
  async (onHint, onLost) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    client.on('notification', onHint).on('error', onLost);
    await client.query('listen ledger');
    onOpen((await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows.map(({ pid }) => pid)[0] ?? 0);
    return { close: () => client.end() };
  };

test('a hint wakes the tail, and a listener that was cut off listens again and has missed nothing', async () => {
  const backends = openBell<number>();
  const entries = openBell<LedgerEntry>();
  const troubles = openBell<Error>();
  const tail = await openTail({
    query: scratch.query,
    pollEvery: never,
    listen: listenOn(scratch.url, backends.ring),
    onEntries: async (batch) => batch.forEach(entries.ring),
    onTrouble: troubles.ring,
  });
  const [first] = await backends.until((all) => all.length === 1);
  await tell(scratch, uuidv7());
  await scratch.query('notify ledger');
  await entries.until((all) => all.length === 1);

  await scratch.query('select pg_terminate_backend($1)', [first]);
  await troubles.until((all) => all.length > 0);
  await tell(scratch, uuidv7());
  await backends.until((all) => all.length === 2);
  await entries.until((all) => all.length === 2);
  await tail.close();
});

test('trouble with the database is reported, held against the heartbeat, and costs no entry', async () => {
  let isAway = false;
  const query: Query = (sql, values) => (isAway ? Promise.reject(new Error('the database is away')) : scratch.query(sql, values));
  const troubles = openBell<Error>();
  const entries = openBell<LedgerEntry>();
  const tail = await openTail({ query, pollEvery: 5, onEntries: async (batch) => batch.forEach(entries.ring), onTrouble: troubles.ring });
  expect(tail.isFollowing()).toBe(true);
  isAway = true;
  await troubles.until((all) => all.length >= 2);
  expect(tail.isFollowing()).toBe(false);
  const missed = await tellMany(scratch, 3);
  isAway = false;
  expect((await entries.until((all) => all.length >= 3)).map(({ id }) => id)).toEqual(missed.map(({ id }) => id));
  await tail.close();
});

test('entries that could not be dealt with come again, and the close awaits those under way', async () => {
  const seen = openBell<string>();
  let failures = 1;
  let finish: () => void = () => undefined;
  const tail = await openTail({
    query: scratch.query,
    pollEvery: 5,
    onTrouble: () => undefined,
    onEntries: async ([entry]) => {
      seen.ring(the(entry).id);
      if (failures-- > 0) throw new Error('the judge is away');
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
  });
  const { id } = await tell(scratch, uuidv7());
  expect(await seen.until((all) => all.length === 2)).toEqual([id, id]);
  let isClosed = false;
  const closing = tail.close().then(() => {
    isClosed = true;
  });
  await scratch.query('select 1');
  expect(isClosed).toBe(false);
  finish();
  await closing;
});

/** Everybody sees everything, after `look` was told of them. */
const openJudge = (look: (viewer: Viewer) => void): Judge => ({
  ...judge,
  hear: async (entries) => ({
    ...(await judge.hear(entries)),
    judge: (viewer) => {
      look(viewer);
      return sightOfAll;
    },
  }),
});

test('an entry is judged for those whom it may concern, not for everyone who watches', async () => {
  const judged: Viewer[] = [];
  const live = await openGatewayLive(scratch, { judge: openJudge((viewer) => judged.push(viewer)) });
  const streams = Array.from({ length: 5000 }, () => live.streamsFor(viewerOf(north)).watch({ caseId: uuidv7() }));
  const elsewhere = live.streamsFor(viewerOf(north)).watch({ filter: { unitId: randomUUID() } });
  const abroad = live.streamsFor(viewerOf(south)).watch({});
  const officer = viewerOf(north);
  const board = live.streamsFor(officer).watch({ filter: { unitId: north } });
  await Promise.all([...streams, elsewhere, abroad, board].map((stream) => read(stream, isCaughtUp)));
  const { id } = await tell(scratch, uuidv7());
  expect(happenings(await read(board, (events) => happenings(events).length === 1))).toEqual([id]);
  expect(judged).toEqual([officer]);
  await live.close();
});

test('a judge that fails for one viewer ends their stream and no other', async () => {
  const [unlucky, lucky] = [viewerOf(north), viewerOf(north)];
  const failing = openJudge((viewer) => {
    if (viewer === unlucky) throw new Error('a rule is broken');
  });
  const live = await openGatewayLive(scratch, { judge: failing });
  const [ended, going] = [unlucky, lucky].map((viewer) => live.streamsFor(viewer).watch({}));
  await Promise.all([the(ended), the(going)].map((stream) => read(stream, isCaughtUp)));
  const { id } = await tell(scratch, uuidv7());
  await expect(the(ended).next()).rejects.toThrow('a rule is broken');
  expect(happenings(await read(the(going), (events) => happenings(events).length === 1))).toEqual([id]);
  await live.close();
});
