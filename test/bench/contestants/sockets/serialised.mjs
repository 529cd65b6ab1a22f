import { createServer } from 'node:http';
import { buildSchema, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { dataOf, frameOf, onEvents, typeDefs } from './events.mjs';

/** graphql-ws keeps the protocol; each event is serialised once and sent by hand to everybody who asked for its topic. */
const topics = new Map();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

/** A stream that never yields: frames go past it. It ends with the operation. */
function silent(topic, member) {
  const members = topics.get(topic) ?? new Set();
  topics.set(topic, members.add(member));
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => new Promise(() => undefined),
    return: async () => {
      members.delete(member);
      return { done: true, value: undefined };
    },
  };
}

const schema = buildSchema(typeDefs);
const contextOf = ({ extra }, id) => ({ socket: extra.socket, id });
useServer(
  {
    onSubscribe: (context, id, { query, variables }) => ({
      schema,
      document: parse(query),
      contextValue: contextOf(context, id),
      variableValues: variables,
    }),
    subscribe: ({ contextValue, variableValues }) => silent(variableValues.topic, contextValue),
  },
  sockets,
);
await onEvents((event) => {
  const data = JSON.stringify(dataOf(event));
  for (const topic of event.topics) for (const { socket, id } of topics.get(topic) ?? []) socket.send(frameOf(id, data));
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit());
