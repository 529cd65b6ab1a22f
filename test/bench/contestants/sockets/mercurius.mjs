import Fastify from 'fastify';
import mercurius from 'mercurius';
import { onEvents, typeDefs } from './events.mjs';

const app = Fastify({ keepAliveTimeout: 65_000 });
const resolvers = {
  Query: { isHere: () => true },
  Subscription: { changed: { subscribe: (_root, { topic }, { pubsub }) => pubsub.subscribe(topic) } },
};
app.register(mercurius, { schema: typeDefs, resolvers, subscription: { fullWsTransport: true }, jit: 1 });
await app.ready();
await onEvents((event) => {
  for (const topic of event.topics) app.graphql.pubsub.publish({ topic, payload: { changed: event } });
});
await app.listen({ port: 0, host: '127.0.0.1' });
process.send({ port: app.server.address().port });
process.on('disconnect', () => process.exit());
