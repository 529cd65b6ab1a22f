import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin, type BaseContext, type HTTPGraphQLRequest } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import type { Documents } from '../documents/documents';
import type { ExecutedResult, Executor } from '../executor';
import { limitRules, memoryLimits, parseOptions, refuseOverCost, refuseStream, validationOptions, type Pay } from '../limits';
import type { Log } from '../log';
import { asKeyValueCache, boundedCache } from '../boundedCache';

type Gateway = NonNullable<ApolloServerOptions<BaseContext>['gateway']>;
type SchemaListener = Parameters<Gateway['onSchemaLoadOrUpdate']>[0];

export interface ApolloFacts {
  readonly schema: () => GraphQLSchema;
  readonly executor: Executor;
  readonly documents: Documents;
  readonly development: boolean;
  readonly log: Log;
}

export interface StartedApollo {
  readonly server: ApolloServer;
  /** Takes over a schema that changed since the last request. */
  readonly refresh: () => void;
  /** Who pays for this request, once Apollo has read what it asks for. */
  readonly pays: (request: HTTPGraphQLRequest, pay: Pay) => void;
}

/** The result as Apollo hands it to be printed; its errors are the originals. */
export interface UnprintedResult {
  readonly errors?: readonly unknown[];
  readonly data?: unknown;
  readonly extensions?: unknown;
}

/**
 * A parsed document holds its text and every token of it, comments too: about 100 bytes for a token of two letters. Apollo's own
 * store weighs a document as JSON, which leaves both out: documents of one field and 250 kB of comment would never fill it.
 */
const weightOf = ({ loc }: DocumentNode): number => (loc?.source.body.length ?? 0) * 50;

/** Apollo as pipeline only: it neither prints nor formats, for it knows neither the language nor the id of a request there. */
export async function startApollo(facts: ApolloFacts): Promise<StartedApollo> {
  const live = liveSchema(facts);
  const payers = new WeakMap<object, Pay>();
  const server = new ApolloServer({
    gateway: live.gateway,
    introspection: true, // our own rule decides, at both doors alike
    validationRules: [...limitRules({ introspection: facts.development })],
    validationOptions,
    parseOptions,
    documentStore: asKeyValueCache(boundedCache({ weigh: weightOf, atMost: memoryLimits.documents })),
    persistedQueries: {
      cache: asKeyValueCache(boundedCache<string>({ weigh: (text) => text.length * 2, atMost: memoryLimits.persistedQueries })),
    },
    hideSchemaDetailsFromClientErrors: !facts.development,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    logger: facts.log,
    formatError: keepOriginal,
    // The door prints. Apollo passes on whatever this returns as the body, without looking at it.
    stringifyResult: (result) => result as unknown as string,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), costFence(facts.documents, payers)],
  });
  await server.start();
  return { server, refresh: live.refresh, pays: (request, pay) => void payers.set(request, pay) };
}

/** The error as it was thrown, in the place of the formatted one. */
const keepOriginal = (_formatted: unknown, error: unknown): GraphQLError => error as GraphQLError; // printed by the door only

/** Prices what is about to run; a document without the operation that was named is refused by the executor. */
const costFence = (documents: Documents, payers: WeakMap<object, Pay>): ApolloServerPlugin => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, source, request }) {
        if (operation) refuseStream(operation);
        documents.passed(source, document);
        if (!operation) return;
        const cost = refuseOverCost({ schema, document, operation, variables: request.variables ?? {} });
        if (request.http) payers.get(request.http)?.(cost); // a context would be another: Apollo copies it
      },
    };
  },
});

/** Apollo hands the data on to be printed without looking at it. */
const passedOn = (result: ExecutedResult): GatewayExecutionResult => result as GatewayExecutionResult;

type GatewayExecutionResult = Awaited<ReturnType<NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>>>;

/** Apollo's way to let a schema change while requests run: each keeps the one it was validated against. */
function liveSchema({ schema, executor, documents }: ApolloFacts) {
  const listeners = new Set<SchemaListener>();
  let current = schema();
  const tell = (listener: SchemaListener): void => listener({ apiSchema: current, coreSupergraphSdl: '' });
  const gateway: Gateway = {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      listeners.forEach(tell);
      return {
        executor: async ({ schema: validated, document, source, request, context }) =>
          passedOn(
            await executor({
              schema: validated,
              document,
              operationName: request.operationName,
              variables: request.variables ?? {},
              context,
              operation: documents.known(source, request.operationName)?.operation,
            }),
          ),
      };
    },
    async stop() {
      listeners.clear();
    },
  };
  const refresh = (): void => {
    const next = schema();
    if (next === current) return;
    current = next;
    listeners.forEach(tell);
  };
  return { gateway, refresh };
}
