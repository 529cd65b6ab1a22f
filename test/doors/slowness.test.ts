import { connect } from 'node:net';
import { openGate, type Gate } from './gate';

let gate: Gate;
beforeAll(async () => (gate = await openGate({}, { arrivals: { headersMs: 300, requestMs: 600, lookMs: 50 } })));
afterAll(() => gate.close());

/** Says the beginning, then a letter every 20 ms for as long as the line holds; answers what was heard and after how long. */
async function drip(beginning: string): Promise<{ readonly heard: string; readonly after: number }> {
  const started = performance.now();
  const line = connect(gate.port, '127.0.0.1', () => line.write(beginning));
  const dripping = setInterval(() => line.write('x'), 20);
  let heard = '';
  line.on('data', (part) => (heard += part.toString()));
  line.on('error', () => undefined); // a letter may meet a line that was just cut
  await new Promise((resolve) => line.once('close', resolve));
  clearInterval(dripping);
  return { heard, after: performance.now() - started };
}

const head = 'POST /graphql HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n';

test.each([
  ['headers', `${head}slow: `, 300],
  ['a body', `${head}content-length: 100000\r\n\r\n`, 600],
  ['a body in chunks', `${head}transfer-encoding: chunked\r\n\r\nfffff\r\n`, 600],
])('%s that never end are cut off in their time, while others are answered (A015)', async (_what, beginning, limit) => {
  const dripped = drip(beginning);
  expect((await gate.post('{ ping }')).json().data).toEqual({ ping: 'pong' });
  const { heard, after } = await dripped;
  expect(after).toBeGreaterThanOrEqual(limit * 0.9);
  expect(after).toBeLessThan(limit + 3000);
  expect(heard).toMatch(/^HTTP\/1.1 408 /);
});

test('two hundred slow lines leave room for a quick one, and all are cut (A015)', async () => {
  const dripped = Promise.all(Array.from({ length: 200 }, () => drip(`${head}slow: `)));
  expect((await gate.post('{ ping }')).json().data).toEqual({ ping: 'pong' });
  for (const { after } of await dripped) expect(after).toBeLessThan(5000);
});
