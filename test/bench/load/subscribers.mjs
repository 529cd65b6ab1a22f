import { once } from 'node:events';
import WebSocket from 'ws';

/** Clients of a stream, all in one process: they count what arrives and look into nothing. */
const state = { sockets: [], deliveries: 0, bytes: 0, closed: 0 };
const atOnce = 50;
const isNext = Buffer.from('"type":"next"');
/** Only what happened to a case names a move: a heartbeat does not. */
const isChange = Buffer.from('"move":');

async function open({ url, subscriptions }) {
  for (let at = 0; at < subscriptions.length; at += atOnce)
    state.sockets.push(...(await Promise.all(subscriptions.slice(at, at + atOnce).map((one) => subscribe(url, one)))));
  return {};
}

async function subscribe(url, { init, query, variables }) {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: init }));
  const [welcome] = await once(socket, 'message');
  if (!welcome.includes('connection_ack')) throw new Error(`Not welcome: ${welcome}`);
  socket.on('message', (frame) => count(socket, frame));
  socket.on('close', () => (state.closed += 1));
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
  return socket;
}

function count(socket, frame) {
  if (frame.includes('"type":"ping"')) socket.send('{"type":"pong"}');
  if (frame.includes('"type":"error"')) throw new Error(`A stream was refused: ${frame}`);
  if (!frame.includes(isNext) || !frame.includes(isChange)) return;
  state.deliveries += 1;
  state.bytes += frame.length;
}

const counted = async () => ({ deliveries: state.deliveries, bytes: state.bytes, closed: state.closed });

/** Waits until so many have arrived in all, or nothing more does for a while. */
async function arrived({ deliveries, patience }) {
  let last = state.deliveries;
  let quietSince = performance.now();
  while (state.deliveries < deliveries && performance.now() - quietSince < patience) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (state.deliveries !== last) quietSince = performance.now();
    last = state.deliveries;
  }
  return counted();
}

const tasks = { open, counted, arrived };
process.on('message', ({ task, ...given }) => {
  tasks[task](given).then(
    (result) => process.send(result),
    (error) => process.send({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
