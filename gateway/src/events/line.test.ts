import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openLine } from './line';
import { openRun, type Run } from './run';

const part = 'x'.repeat(256 * 1024);
const most = 1000;

/** A source that has as much as anybody takes, and how much was taken. */
function openSource() {
  let [taken, isEnded] = [0, false];
  const source = {
    [Symbol.asyncIterator]: () => source,
    next: async () =>
      taken >= most ? { done: true as const, value: undefined } : { done: false as const, value: { data: { nth: (taken += 1) } } },
    return: async () => {
      isEnded = true;
      return { done: true as const, value: undefined };
    },
  };
  return { source, taken: () => taken, isEnded: () => isEnded };
}

/** Asks for the next result at once and keeps what is not written yet without a bound, as graphql-sse does. */
async function* greedily(run: Run): AsyncGenerator<string> {
  const kept: string[] = [];
  let [isOver, wake] = [false, (): void => undefined];
  const reading = (async () => {
    for await (const _result of run) {
      kept.push(`event: next\ndata: ${part}\n\n`);
      wake();
    }
    isOver = true;
    wake();
  })();
  try {
    while (!isOver || kept.length > 0) {
      if (kept.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      yield* kept.splice(0);
    }
  } finally {
    await run.return();
    await reading;
  }
}

async function serve(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sent = request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: false });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { response, close: () => new Promise((closed) => server.close(closed)) };
}

const runOver = ({ source }: ReturnType<typeof openSource>, line: ReturnType<typeof openLine>): Run =>
  openRun({ start: async () => source, format: (result) => result, failed: () => ({}), room: line.room, handed: line.handed });

test('a reader who stops reading stops the source, and is cut off when they do not go on', async () => {
  const [line, source] = [openLine({ waitingBytes: 65_536, slowMs: 200 }), openSource()];
  let [slow, written] = [0, Promise.resolve()];
  const { response, close } = await serve((to) => {
    to.writeHead(200).flushHeaders();
    written = line.write(greedily(runOver(source, line)), to, () => (slow += 1));
  });
  response.pause();
  await written;
  expect(slow).toBe(1);
  expect(source.isEnded()).toBe(true);
  expect(source.taken()).toBeLessThan(most / 5); // what the buffers of the system hold, and one more
  response.destroy();
  await close();
});

test('a reader who reads gets everything, one after the other', async () => {
  const [line, source] = [openLine({ waitingBytes: 65_536, slowMs: 10_000 }), openSource()];
  const { response, close } = await serve((to) => void line.write(greedily(runOver(source, line)), to, () => undefined));
  let heard = 0;
  for await (const text of response) heard += (text as Buffer).length;
  expect([source.taken(), heard]).toEqual([most, most * `event: next\ndata: ${part}\n\n`.length]);
  await close();
});

test('what was said at the end is the last result, whether somebody waits for one or not', async () => {
  const never = new Promise<never>(() => undefined);
  const silent = { [Symbol.asyncIterator]: () => ({ next: () => never, return: async () => ({ done: true as const, value: undefined }) }) };
  for (const isWaiting of [true, false]) {
    const run = openRun({
      start: async () => silent,
      format: (result) => result,
      failed: () => ({}),
      room: async () => undefined,
      handed: () => undefined,
    });
    const early = isWaiting ? run.next() : null;
    await Promise.resolve();
    run.end({ data: { last: true } });
    expect(await (early ?? run.next())).toEqual({ done: false, value: { data: { last: true } } });
    expect((await run.next()).done).toBe(true);
  }
});

test('a source that fails says so as a result, and one that is left while it starts is ended', async () => {
  const port = {
    format: (result: object) => result,
    failed: () => ({ data: { failed: true } }),
    room: async () => undefined,
    handed: () => undefined,
  };
  const failing = openRun({ ...port, start: () => Promise.reject(new Error('no source')) });
  expect([await failing.next(), await failing.next()]).toEqual([
    { done: false, value: { data: { failed: true } } },
    { done: true, value: undefined },
  ]);
  const { source, isEnded } = openSource();
  let begin = (): void => undefined;
  const starting = new Promise<typeof source>((resolve) => (begin = () => resolve(source)));
  const run = openRun({ ...port, start: () => starting });
  const next = run.next();
  await run.return();
  begin();
  expect((await next).done).toBe(true);
  await starting;
  await new Promise((resolve) => setImmediate(resolve));
  expect(isEnded()).toBe(true);
});
