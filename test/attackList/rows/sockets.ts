import { once } from 'node:events';
import WebSocket from 'ws';
import type { Row } from '../row';
import { alike, errorFaults } from '../send';
import type { World } from '../world';

const patience = 10_000;

function open({ url }: World, headers: Readonly<Record<string, string>> = {}, protocol = 'graphql-transport-ws'): WebSocket {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, { headers });
  socket.on('error', () => undefined);
  return socket;
}

/** The code it is closed with, or the status it is refused with. */
const ending = (socket: WebSocket): Promise<string> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.terminate();
      reject(new Error(`The socket was still open after ${patience} ms.`));
    }, patience);
    const end = (how: string): void => {
      clearTimeout(timer);
      resolve(how);
    };
    socket.once('close', (code) => end(String(code)));
    socket.once('unexpected-response', (request, { statusCode }) => {
      request.destroy();
      end(`HTTP ${statusCode}`);
    });
  });

const say = (socket: WebSocket, said: object): void => socket.send(JSON.stringify(said));

/** How a socket ends after this was said: by nobody before `connection_init`, or by somebody signed in after it. */
async function after(world: World, said: readonly (object | string | Buffer)[], isReady: boolean): Promise<string> {
  const socket = open(world);
  const over = ending(socket);
  await once(socket, 'open');
  if (isReady) {
    say(socket, { type: 'connection_init', payload: { authorization: `Bearer ${await world.token('demo-supervisor')}` } });
    await once(socket, 'message');
  }
  for (const one of said) socket.send(typeof one === 'string' || Buffer.isBuffer(one) ? one : JSON.stringify(one));
  return over;
}

const subscription = (id: string, query = 'subscription { caseEvents { __typename } }') => ({ id, type: 'subscribe', payload: { query } });

/** What a socket answers to one operation of nobody. */
export async function answered(world: World, query: string): Promise<string> {
  const socket = open(world);
  await once(socket, 'open');
  say(socket, { type: 'connection_init' });
  await once(socket, 'message');
  say(socket, subscription('1', query));
  const [raw] = (await once(socket, 'message')) as [Buffer];
  const { type, payload } = JSON.parse(String(raw)) as { type: string; payload: readonly { extensions: { code: string } }[] };
  const over = ending(socket);
  socket.close();
  await over;
  if (type !== 'error') return type;
  world.note(errorFaults(JSON.stringify({ errors: payload })));
  return alike(payload.map(({ extensions }) => extensions.code));
}

/** Rows about sockets. */
export const socketRows: readonly Row[] = [
  {
    row: 'A064',
    sent: 'the origin https://evil.test',
    expected: 'HTTP 403',
    run: (world) => ending(open(world, { origin: 'https://evil.test' })),
  },
  { row: 'A065', sent: 'no init', expected: '4408', run: (world) => after(world, [], false) },
  { row: 'A065', sent: 'subscribe before init', expected: '4401', run: (world) => after(world, [subscription('1')], false) },
  { row: 'A065', sent: 'init twice', expected: '4429', run: (world) => after(world, [{ type: 'connection_init' }], true) },
  { row: 'A065', sent: 'an id twice', expected: '4409', run: (world) => after(world, [subscription('1'), subscription('1')], true) },
  {
    row: 'A065',
    sent: 'garbage, as text and as bytes',
    expected: '4400',
    run: async (world) => alike([await after(world, ['{'], true), await after(world, [Buffer.from([0, 255])], true)]),
  },
  { row: 'A065', sent: 'another subprotocol', expected: '1006', run: (world) => ending(open(world, {}, 'graphql-ws')) },
  {
    row: 'A059',
    sent: 'a bad token on a socket',
    expected: '4403',
    run: (world) => after(world, [{ type: 'connection_init', payload: { authorization: 'Bearer a.b.c' } }], false),
  },
  {
    row: 'A068',
    sent: '21 subscriptions on one socket',
    expected: '4429',
    run: (world) =>
      after(
        world,
        Array.from({ length: 21 }, (_, index) => subscription(String(index))),
        true,
      ),
  },
  { row: 'A069', sent: 'a frame of 5 MB', expected: '1009', run: (world) => after(world, ['x'.repeat(5_000_000)], true) },
  {
    row: 'A069',
    sent: '1000 messages at once',
    expected: '4429',
    run: (world) =>
      after(
        world,
        Array.from({ length: 1000 }, () => ({ type: 'ping' })),
        true,
      ),
  },
  {
    row: 'A037',
    sent: 'introspection on a socket',
    expected: 'OPERATION_NOT_ALLOWED',
    run: (world) => answered(world, '{ __schema { types { name } } }'),
  },
  {
    row: 'A019',
    sent: '101 aliases on a socket',
    expected: 'COST_EXCEEDED',
    run: (world) => answered(world, `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: __typename`).join(' ')} }`),
  },
];
