import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { onEvents, typeDefs } from './events.mjs';

/** GraphQL Yoga with its own publish and subscribe, over graphql-ws as its guide wires it. */
// Its publish and subscribe is one event target with a listener for each subscriber.
setMaxListeners(0);
const pubsub = createPubSub();
const resolvers = {
  Query: { isHere: () => true },
  Subscription: { changed: { subscribe: (_root, { topic }) => pubsub.subscribe('changed', topic), resolve: (event) => event } },
};
const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers }), logging: false });
const server = createServer(yoga);
const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint, perMessageDeflate: false });

useServer(
  {
    execute: (args) => args.rootValue.execute(args),
    subscribe: (args) => args.rootValue.subscribe(args),
    onSubscribe: async (context, _id, params) => {
      const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
        ...context,
        req: context.extra.request,
        socket: context.extra.socket,
        params,
      });
      const args = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
      const errors = validate(args.schema, args.document);
      return errors.length > 0 ? errors : args;
    },
  },
  sockets,
);
await onEvents((event) => {
  for (const topic of event.topics) pubsub.publish('changed', topic, event);
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit());
