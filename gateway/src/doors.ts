import type { Live } from '@maplebridge/live';
import type { GraphQLSchema } from 'graphql';
import type { ContextFor } from './arrival';
import { openDocuments } from './documents/documents';
import type { TrustedDocuments } from './documents/trusted';
import type { Config } from './config/readConfig';
import { errorFormatter } from './errors';
import { methods as eventMethods } from './events/answers';
import { openEvents } from './events/openEvents';
import { plainExecutor, type Executor } from './executor';
import { answerStrangers, createApp } from './http/app';
import { startApollo } from './http/apollo';
import { answerPreflights, raiseFences } from './http/fences';
import { answerGraphiql } from './http/graphiql';
import { answerGraphql } from './http/graphql';
import { answerHealth, type Readiness } from './http/health';
import { listen } from './http/listen';
import { countRequests, type RunningRequests } from './http/requests';
import { listRoutes, type ServedRoute } from './http/routes';
import type { Identify } from './identity/identity';
import { arrivalLimits, connectionLimits, openCensus, openRequestLimits, type ArrivalLimits, type ConnectionLimits } from './limits';
import { securityLog, type Log } from './log';
import { originRule } from './origin';
import { answerSignIn, type Pages } from './pages/signIn';
import { knowPeers } from './peer';
import { openSockets, type SocketFacts } from './sockets/openSockets';
import { socketOperations } from './sockets/operations';

export interface DoorPlan {
  readonly config: Config;
  /** Asked at every request: a schema may change while the doors are open. */
  readonly schema: () => GraphQLSchema;
  /** Documents of the manifests of clients; absent: there are none, and every document is answered. */
  readonly trusted?: TrustedDocuments;
  readonly identify: Identify;
  /** How pages sign in; absent: they cannot. */
  readonly pages?: Pages;
  /** What resolvers receive, made anew for every request and every socket operation. A Refusal becomes the answer. */
  readonly contextFor: ContextFor;
  /** By name, what this process needs to serve requests; false is not well. */
  readonly ready: () => Promise<Readiness>;
  /** As of `live`: without it, every subscription is answered on its own. */
  readonly share?: Live['share'];
  readonly log: Log;
  readonly executor?: Executor;
  /** Tests lower these, so that they need not wait. */
  readonly sockets?: Partial<ConnectionLimits> & { readonly shares?: boolean };
  readonly arrivals?: Partial<ArrivalLimits>;
  /** How long `close` waits for HTTP requests; 4 s when absent. */
  readonly patienceMs?: number;
}

export interface Doors {
  /** Without a trailing slash: PUBLIC_URL, or where the server listens. */
  readonly url: string;
  readonly port: number;
  readonly hasGraphiql: boolean;
  /** All that HTTP answers. */
  readonly routes: readonly ServedRoute[];
  /** Answers `not ready`, takes nobody new, lets HTTP requests finish (4 s at most), then says 1001 to sockets. */
  readonly close: () => Promise<void>;
}

export const graphqlPath = '/graphql';
export const eventsPath = '/graphql/stream';
const defaultPatienceMs = 4000;

/** Opens HTTP, server-sent events and WebSocket on one port. Throws a Refusal with a sentence when the port cannot be had. */
export async function openDoors(plan: DoorPlan): Promise<Doors> {
  const { config } = plan;
  const running = countRequests();
  const shared = sharedBy(plan);
  const { app, apollo, events, routes, hasGraphiql } = await openHttp(plan, shared, running);
  const sockets = openSockets(app.server, socketFacts(plan, shared));
  const port = await listen(app, config);

  const close = once(async () => {
    const deadline = running.finish(plan.patienceMs ?? defaultPatienceMs);
    const closed = app.close();
    await events.close(); // requests without an end of their own
    await deadline;
    await sockets.close();
    app.server.closeAllConnections();
    await closed;
    await apollo.server.stop();
  });
  return { url: config.publicUrl ?? `http://${inUrl(config.host)}:${port}`, port, routes, hasGraphiql, close };
}

type Shared = ReturnType<typeof sharedBy>;

/** What all doors go by. */
function sharedBy({ config, log, schema, trusted, executor = plainExecutor, sockets, contextFor }: DoorPlan) {
  const development = config.mode === 'development';
  const { shares = true, ...lowered } = sockets ?? {};
  const limits = { ...connectionLimits, ...lowered };
  const documents = openDocuments({ schema, development, trusted });
  const format = errorFormatter({ development, log });
  const payerOf = openRequestLimits(config.rates);
  return {
    development,
    executor,
    documents,
    shares,
    limits,
    census: openCensus(limits),
    security: securityLog(log),
    peers: knowPeers(config.trustProxy),
    isAllowedOrigin: originRule(config),
    format,
    payerOf,
    operations: socketOperations({ documents, contextFor, format, payerOf }),
  };
}

async function openHttp({ config, log, schema, identify, contextFor, pages, ...plan }: DoorPlan, shared: Shared, running: RunningRequests) {
  const { development, executor, documents, security, peers, isAllowedOrigin } = shared;
  const app = createApp({ log, security, peers, arrivals: { ...arrivalLimits, ...plan.arrivals } });
  const routes = listRoutes(app);
  running.watch(app);
  raiseFences(app, { isAllowedOrigin, isSecure: config.publicUrl?.startsWith('https:') === true, isClosing: running.isClosing });
  const apollo = await startApollo({ schema, executor, documents, development, log });
  answerGraphql(app, graphqlPath, { ...shared, apollo, identify, contextFor, sessions: pages?.sessions });
  const events = openEvents(app, { ...shared, path: eventsPath, log, identify, sessions: pages?.sessions });
  if (pages) answerSignIn(app, { ...pages, peers, security });
  answerPreflights(app, { path: graphqlPath, methods: 'GET, POST' }, isAllowedOrigin);
  answerPreflights(app, { path: eventsPath, methods: eventMethods.join(', ') }, isAllowedOrigin);
  answerHealth(app, plan.ready);
  // Pages that are for staff stand here too: at a gateway for residents there are none.
  const hasGraphiql = development && config.surface === 'all' && (await answerGraphiql(app));
  answerStrangers(app, routes);
  return { app, apollo, events, routes, hasGraphiql };
}

const socketFacts = ({ log, identify, share, pages }: DoorPlan, shared: Shared): SocketFacts => ({
  ...shared,
  path: graphqlPath,
  log,
  identify,
  share,
  sessions: pages?.sessions,
});

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}

const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);
