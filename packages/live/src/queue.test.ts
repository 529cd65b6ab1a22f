import type { LiveEvent } from '@maplebridge/contract';
import { caughtUpEvent, caseLeftEvent } from './events';
import { openQueue } from './queue';

const left = (caseId: string): LiveEvent => caseLeftEvent(caseId, () => `after ${caseId}`);

function open(limit = 3) {
  let closed = 0;
  const queue = openQueue({
    limit,
    startCursor: () => 'start',
    onClosed: () => {
      closed += 1;
    },
  });
  return { queue, events: queue.events, closed: () => closed };
}

test('what was pushed is read in order, whether the reader waits or not', async () => {
  const { queue, events } = open();
  const waiting = [events.next(), events.next()];
  ['1', '2', '3'].forEach((id) => queue.push(left(id)));
  const read = [...(await Promise.all(waiting)), await events.next()];
  expect(read.map(({ value }) => (value as { caseId: string }).caseId)).toEqual(['1', '2', '3']);
});

test('a full queue becomes one resync, which names the last event that was read and goes on from there', async () => {
  const { queue, events } = open();
  queue.push(left('1'));
  await events.next();
  for (const id of ['2', '3', '4', 'too many', '5', '6', 'too many again', '7']) queue.push(left(id));
  expect((await events.next()).value).toMatchObject({ kind: 'resync', reason: 'slowReader', cursor: 'after 1' });
  expect((await events.next()).value).toMatchObject({ kind: 'caseLeft', caseId: '7' });
});

test('a resync before anything was read names the start', async () => {
  const { queue, events } = open(1);
  queue.push(left('1'));
  queue.push(left('2'));
  expect((await events.next()).value).toMatchObject({ kind: 'resync', reason: 'slowReader', cursor: 'start' });
});

test('heartbeats that nobody reads do not fill the queue', async () => {
  const { queue, events } = open();
  for (let nth = 0; nth < 50; nth += 1) queue.push(caughtUpEvent(new Date(nth), () => String(nth)));
  expect((await events.next()).value).toMatchObject({ kind: 'caughtUp', cursor: '49' });
});

test('a reader that returns while it waits is released at once and the queue is closed once', async () => {
  const { queue, events, closed } = open();
  const waiting = [events.next(), events.next()];
  await events.return?.();
  expect(await Promise.all(waiting)).toEqual([
    { done: true, value: undefined },
    { done: true, value: undefined },
  ]);
  queue.push(left('1'));
  queue.end();
  expect(await events.next()).toEqual({ done: true, value: undefined });
  expect(closed()).toBe(1);
});

test('the last word replaces what waits, and then the stream is over', async () => {
  const { queue, events, closed } = open();
  queue.push(left('1'));
  queue.finish('rightsChanged');
  queue.push(left('2'));
  expect(closed()).toBe(1);
  expect((await events.next()).value).toMatchObject({ kind: 'resync', reason: 'rightsChanged', cursor: 'start' });
  expect((await events.next()).done).toBe(true);
});

test('a failure reaches the reader once, whether it waits or comes later', async () => {
  for (const isWaiting of [true, false]) {
    const { queue, events } = open();
    const early = isWaiting ? events.next() : null;
    early?.catch(() => undefined);
    queue.end(new Error('the judge is away'));
    await expect(early ?? events.next()).rejects.toThrow('the judge is away');
    expect((await events.next()).done).toBe(true);
  }
});

test('there is room again when half of what waited was read, or when nobody reads any more', async () => {
  const { queue, events } = open(2);
  queue.push(left('1'));
  queue.push(left('2'));
  const room = queue.room();
  await events.next();
  await room;
  queue.push(left('3'));
  const never = queue.room();
  await events.return?.();
  await never;
});
