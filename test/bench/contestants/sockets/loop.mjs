import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { dataOf, frameOf, onEvents } from './events.mjs';

/** The limit of fan-out with `ws`: a list of sockets a topic, and a loop that sends the same text to each. Nothing else. */
const topics = new Map();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false, handleProtocols: () => 'graphql-transport-ws' });
sockets.on('connection', (socket) => {
  socket.on('message', (text) => {
    const message = JSON.parse(text);
    if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (message.type === 'subscribe') join(message.payload.variables.topic, socket);
  });
});

function join(topic, socket) {
  const members = topics.get(topic) ?? new Set();
  topics.set(topic, members.add(socket));
  socket.on('close', () => members.delete(socket));
}

await onEvents((event) => {
  const frame = frameOf('1', JSON.stringify(dataOf(event)));
  for (const topic of event.topics) for (const socket of topics.get(topic) ?? []) socket.send(frame);
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit());
