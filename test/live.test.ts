import { randomUUID } from 'node:crypto';
import type { LiveEvent } from '@maplebridge/contract';
import { appendEntries, shardOf, uuidv7 } from '@maplebridge/ledger';
import type { Live } from '@maplebridge/live';
import { draftOf, openScratch, the, type Scratch } from './ledger/scratch';
import { cursorsOf, happenings, isCaughtUp, north, openGatewayLive, province, read, south, tell, tellMany, viewerOf } from './live/board';

let scratch: Scratch;
let live: Live;
beforeAll(async () => {
  scratch = await openScratch();
  live = await openGatewayLive(scratch);
});
afterAll(async () => {
  await live.close();
  await scratch.close();
});

const officer = viewerOf(north);
const watch = (settings = {}, viewer = officer, by = live) => by.streamsFor(viewer).watch(settings);
const count = (many: number) => (events: readonly LiveEvent[]) => happenings(events).length === many;

test('a board says that it is live and then tells what happens, in order', async () => {
  const board = watch();
  expect(await read(board, isCaughtUp)).toMatchObject([{ kind: 'caughtUp', at: expect.any(Date) }]);
  const entries = await tellMany(scratch, 20);
  expect(happenings(await read(board, count(20)))).toEqual(entries.map(({ id }) => id));
  await board.return?.();
});

test('a reader whose stream was cut hears everything missed and nothing twice, through board and case cursors', async () => {
  const caseId = uuidv7();
  for (const settings of [{}, { caseId }]) {
    const first = watch(settings);
    await read(first, isCaughtUp);
    await tell(scratch, caseId);
    const [heard] = await read(first, count(1));
    await first.return?.();
    const missed = [await tell(scratch, caseId), await tell(scratch, caseId)];
    const again = watch({ ...settings, after: the(heard).cursor });
    expect(happenings(await read(again, isCaughtUp))).toEqual(missed.map(({ id }) => id));
    const next = await tell(scratch, caseId);
    expect(happenings(await read(again, count(1)))).toEqual([next.id]);
    await again.return?.();
  }
});

test('a stream of one case begins at the cursor of a list, or right after an entry', async () => {
  const caseId = uuidv7();
  const after = await live.currentCursor();
  const [first, second] = await tellMany(scratch, 2, caseId);
  await tellMany(scratch, 5);
  expect(happenings(await read(watch({ caseId, after }), isCaughtUp))).toEqual([the(first).id, the(second).id]);
  expect(happenings(await read(watch({ caseId, after: live.cursorOf(the(first)) }), isCaughtUp))).toEqual([the(second).id]);
});

test('a transferred case leaves the old unit exactly once, enters the new one, and stays with the province', async () => {
  const [left, entered, stayed] = [
    watch({ filter: { unitId: north } }, viewerOf(province)),
    watch({}, viewerOf(south)),
    watch({}, viewerOf(province)),
  ];
  await Promise.all([left, entered, stayed].map((stream) => read(stream, isCaughtUp)));
  const caseId = uuidv7();
  const before = await tell(scratch, caseId);
  const moved = await tell(scratch, caseId, { unitId: south, previousUnitId: north });
  const after = await tell(scratch, caseId, { unitId: south });
  const last = await tell(scratch, uuidv7());
  expect(happenings(await read(left, count(3)))).toEqual([before.id, `left ${caseId}`, last.id]);
  expect(happenings(await read(entered, count(2)))).toEqual([moved.id, after.id]);
  expect(happenings(await read(stayed, count(4)))).toEqual([before.id, moved.id, after.id, last.id]);
});

test('a case that no longer fits the filter leaves once, even when the entry is not of the types asked for', async () => {
  const board = watch({ filter: { phases: ['intake', 'handling'] }, entryTypes: ['opened', 'accept'] });
  await read(board, isCaughtUp);
  const caseId = uuidv7();
  const opened = await tell(scratch, caseId, { type: 'opened', stateBefore: null, phaseBefore: null, phaseAfter: 'intake' });
  await tell(scratch, caseId, { type: 'amended', phaseBefore: 'intake', phaseAfter: 'intake' });
  await tell(scratch, caseId, { type: 'mediate', phaseBefore: 'intake', phaseAfter: 'mediation' });
  await tell(scratch, caseId, { type: 'settle', phaseBefore: 'mediation', phaseAfter: 'agreement' });
  const other = await tell(scratch, uuidv7());
  expect(happenings(await read(board, count(3)))).toEqual([opened.id, `left ${caseId}`, other.id]);
});

test('an entry for supervisors reaches them and leaves no trace for others', async () => {
  const caseId = uuidv7();
  const [plain, supervisor] = [watch({ caseId }), watch({ caseId }, viewerOf(north, 'supervisor'))];
  await Promise.all([plain, supervisor].map((stream) => read(stream, isCaughtUp)));
  const hidden = await tell(scratch, caseId, { audience: 'supervisors' });
  const open = await tell(scratch, caseId);
  expect(happenings(await read(plain, count(1)))).toEqual([open.id]);
  expect(happenings(await read(supervisor, count(2)))).toEqual([hidden.id, open.id]);
});

test('a reader who does not read gets one resync, and after its cursor everything again', async () => {
  const narrow = await openGatewayLive(scratch, { limits: { queue: 10 } });
  const [slow, quick] = [watch({}, officer, narrow), watch({}, officer, narrow)];
  const [first] = await read(slow, isCaughtUp);
  await read(quick, isCaughtUp);
  const entries = [];
  for (let nth = 0; nth < 15; nth += 1) {
    entries.push(await tell(scratch, uuidv7()));
    await read(quick, count(1));
  }
  const [resync] = await read(slow, count(1));
  expect(resync).toMatchObject({ kind: 'resync', reason: 'slowReader' });
  const again = watch({ after: the(resync).cursor });
  expect(new Set(happenings(await read(again, isCaughtUp)))).toEqual(new Set(entries.map(({ id }) => id)));
  expect(happenings(await read(watch({ after: the(first).cursor }), isCaughtUp))).toHaveLength(15);
  await narrow.close();
});

test('a stream ends with one resync when the rights of its viewer change', async () => {
  const [own, foreign] = [watch(), watch({}, viewerOf(north))];
  await Promise.all([own, foreign].map((stream) => read(stream, isCaughtUp)));
  const { personId } = officer;
  const changed = { subjectKind: 'person', subjectId: personId, caseId: null, type: 'rightsChanged' };
  await tell(scratch, uuidv7(), { ...changed, subjectVersion: officer.rightsVersion }); // loaded already: nothing to ask anew
  const known = await tell(scratch, uuidv7());
  await tell(scratch, uuidv7(), { ...changed, subjectVersion: officer.rightsVersion + 1 });
  expect(happenings(await read(own, () => false))).toEqual([known.id, 'rightsChanged']);
  await read(foreign, count(1));
  const next = await tell(scratch, uuidv7());
  expect(happenings(await read(foreign, count(1)))).toEqual([next.id]);
});

test('a stream ends with the session of its viewer, and nobody gets one without being signed in', async () => {
  const ended = watch({}, viewerOf(north, 'officer', { sessionEndsAt: new Date(0) }));
  await expect(ended.next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(() => live.streamsFor(null).watch({})).toThrow(/signed in/);
});

test('too much missed, history removed and a restored database are told, and then the stream goes on', async () => {
  const board = watch();
  const [{ cursor: start }] = (await read(board, isCaughtUp)) as [LiveEvent];
  const [entry] = await tellMany(scratch, 60);
  await read(board, count(60)); // so that only who asks for history meets the gap
  const impatient = await openGatewayLive(scratch, { limits: { replay: 50 } });
  const restored = await openGatewayLive(scratch, { cursors: cursorsOf('two') });
  await scratch.query('delete from core.entry where shard = $1 and position = $2', [the(entry).shard, String(the(entry).position)]);
  const future = cursorsOf().seal({ kind: 'case', shard: the(entry).shard, position: 1_000_000n });
  const streams = [
    watch({ after: start }, officer, impatient),
    watch({ after: start }),
    watch({ after: start }, officer, restored),
    watch({ caseId: the(the(entry).caseId), after: future }),
  ];
  const reasons = await Promise.all(streams.map(async (stream) => happenings(await read(stream, isCaughtUp))));
  expect(reasons).toEqual([['historyGone'], ['historyGone'], ['otherEpoch'], ['otherEpoch']]);
  const next = await tell(scratch, the(the(entry).caseId));
  for (const stream of streams) expect(happenings(await read(stream, count(1)))).toEqual([next.id]);
  await Promise.all([impatient.close(), restored.close()]);
});

test('a cursor that was altered, or of another case, is refused with what would work', async () => {
  const cursor = await live.currentCursor();
  const altered = (cursor.startsWith('A') ? 'B' : 'A') + cursor.slice(1);
  const caseId = uuidv7();
  const other = cursorsOf().seal({ kind: 'case', shard: (shardOf(caseId) + 1) % 64, position: 1n });
  expect(() => watch({ after: altered })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  expect(() => watch({ caseId, after: other })).toThrow(/another case/);
  expect(() => watch({ after: other })).toThrow(/liveCursor/);
  expect(() => watch({ caseId: 'x' })).toThrow(/not an id/);
});

test('a reader that leaves while it waits is let go at once, and so is one whose connection is aborted', async () => {
  const connection = new AbortController();
  const [leaving, aborted] = [watch(), live.streamsFor(officer, connection.signal).watch({})];
  await Promise.all([leaving, aborted].map((stream) => read(stream, isCaughtUp)));
  const waiting = [leaving.next(), leaving.next(), aborted.next()];
  await leaving.return?.();
  connection.abort();
  expect(await Promise.all(waiting)).toEqual(Array(3).fill({ done: true, value: undefined }));
});

test('the heartbeat carries a fresh cursor, whoever was concerned by what happened', async () => {
  const beating = await openGatewayLive(scratch, { limits: { caughtUpEvery: 10 } });
  const stream = watch({}, viewerOf(south), beating);
  const [first] = await read(stream, isCaughtUp);
  await scratch.transaction((query) => appendEntries(query, [draftOf(uuidv7(), { unitId: randomUUID() })]));
  const at = ({ cursor }: LiveEvent) =>
    JSON.stringify(cursorsOf().open(cursor), (_, value) => (typeof value === 'bigint' ? String(value) : value));
  await read(stream, (events) => isCaughtUp(events) && at(the(events.at(-1))) !== at(the(first)));
  await beating.close();
});
