import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { isRefusal, type ErrorCode } from '@maplebridge/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ContextFor, Rights } from '../arrival';
import type { Documents } from '../documents/documents';
import { DataText, type Executor } from '../executor';
import { formatErrors, type Answering, type FormatError } from '../errors';
import type { Identify, Identity, TokenOrigin } from '../identity/identity';
import { negotiateLanguage } from '../language';
import { arrivalPrice, refuseOverCost, refuseStream, type Pay, type PayerOf } from '../limits';
import type { Sessions } from '../pages/sessions';
import type { Peers } from '../peer';
import { acceptsJson, jsonFor } from './accept';
import { addressOf, answer } from './app';
import { answers, statusOfRefusal } from './answers';
import type { StartedApollo, UnprintedResult } from './apollo';
import { posedIn, type Posed } from './posed';
import { faultsOfSubscription, speaksOfSubscriptions } from './subscriptions';
import { shortRequest, type ShortRequest } from './shortWay';

export interface GraphqlDoor {
  readonly apollo: StartedApollo;
  readonly documents: Documents;
  readonly executor: Executor;
  readonly identify: Identify;
  readonly contextFor: ContextFor;
  readonly format: FormatError;
  readonly peers: Peers;
  readonly payerOf: PayerOf;
  /** Of pages; absent: cookies mean nothing. */
  readonly sessions?: Sessions;
}

/**
 * POST and GET /graphql. The stock Fastify integration is not used: it builds a URL from the Host header, which a stranger writes,
 * and prints before the language and the id of the request can be told.
 */
export function answerGraphql(app: FastifyInstance, path: string, door: GraphqlDoor): void {
  app.route({
    method: ['GET', 'POST'],
    url: path,
    handler: async (request, reply) => {
      if (!acceptsJson(request.headers.accept)) return answer(request, reply, answers.notAcceptable);
      door.apollo.refresh();
      const answering = { requestId: request.id, language: negotiateLanguage(request.headers['accept-language']) };
      const result = await run({ request, reply, answering }, door);
      return reply.send(print(result, reply, (errors) => formatErrors(errors, door.format, answering)));
    },
  });
}

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly answering: Answering;
}

async function run(asked: Asked, door: GraphqlDoor): Promise<UnprintedResult> {
  try {
    const posed = posedIn(asked.request, door.documents);
    const short = shortRequest(asked.request, posed.body, door.documents);
    return short ? await runShort(short, asked, door) : await runThroughApollo(posed, asked, door);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return unread(asked, [error]);
  }
}

/** The answer to a document that was not even looked into, or that is faulty. */
function unread({ request, reply }: Asked, errors: readonly unknown[]): UnprintedResult {
  reply.code(400).type(jsonFor(request.headers.accept));
  return { errors };
}

async function runThroughApollo(posed: Posed, asked: Asked, door: GraphqlDoor): Promise<UnprintedResult> {
  const { request, reply } = asked;
  const httpGraphQLRequest = graphqlRequest(request, posed);
  const pays = (pay: Pay): void => {
    pay(arrivalPrice);
    door.apollo.pays(httpGraphQLRequest, pay);
  };
  let visitor: Promise<Visitor> | undefined;
  const arrive = (): Promise<Visitor> => (visitor ??= visitorOf(asked, { ...door, pays }));
  if (speaksOfSubscriptions(posed.text)) {
    await arrive(); // reading costs as much here as it does in Apollo
    const faults = faultsOfSubscription(posed.text, door.documents);
    if (faults !== null) return unread(asked, faults);
  }
  const context = async (): Promise<object> => contextOf(asked, { ...door, visitor: await arrive(), rights: 'fresh' });
  const response = await door.apollo.server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
  for (const [name, value] of response.headers) reply.header(name, value);
  reply.code(response.status ?? 200);
  // Neither @defer nor @stream is in the schema, so the body is whole; see `stringifyResult` for what it is.
  return (response.body.kind === 'complete' ? response.body.string : {}) as UnprintedResult;
}

/** What Apollo would answer, without asking it again what it has found before: rights, limits and variables are of this request. */
async function runShort(short: ShortRequest, asked: Asked, door: GraphqlDoor): Promise<UnprintedResult> {
  const { reply } = asked;
  const { known, operationName, variables, contentType } = short;
  reply.header('content-type', contentType);
  try {
    refuseStream(known.operation); // known from a socket
    const price = refuseOverCost({ ...known, variables });
    const rights = known.checksRights ? 'remembered' : 'fresh';
    const visitor = await visitorOf(asked, { ...door, pays: (pay) => pay(arrivalPrice + price) });
    const context = await contextOf(asked, { ...door, visitor, rights });
    const result = await door.executor({
      schema: known.schema,
      document: known.document,
      operation: known.operation,
      operationName,
      variables,
      context,
    });
    if (result.data === undefined) reply.code(400); // variables that do not fit
    return result;
  } catch (error) {
    reply.code(500); // what it is, the printer finds out from the error
    return { errors: [error] };
  }
}

interface Visitor {
  readonly identity: Identity | null;
  readonly address: string;
}

interface Visiting extends Pick<GraphqlDoor, 'identify' | 'peers' | 'payerOf' | 'sessions'> {
  /** Told who pays, before anything is looked up for them. */
  readonly pays: (pay: Pay) => void;
}

async function visitorOf({ request, reply, answering }: Asked, visiting: Visiting): Promise<Visitor> {
  const address = addressOf(request, visiting.peers);
  const identity = await identityOf({ request, reply }, { address, requestId: answering.requestId }, visiting);
  visiting.pays(visiting.payerOf({ identity, address }));
  return { identity, address };
}

interface Viewing extends Pick<GraphqlDoor, 'contextFor'> {
  readonly visitor: Visitor;
  readonly rights: Rights;
}

const contextOf = ({ answering }: Asked, { contextFor, visitor, rights }: Viewing): Promise<object> =>
  contextFor({ ...visitor, transport: 'http', ...answering }, rights);

type Identifying = Pick<GraphqlDoor, 'identify' | 'sessions' | 'payerOf'>;

/** Who brings a credential that is not good asks as a stranger. */
export async function identityOf(asked: Omit<Asked, 'answering'>, from: TokenOrigin, identifying: Identifying): Promise<Identity | null> {
  try {
    return await identityIn(asked, from, identifying);
  } catch (error) {
    identifying.payerOf({ identity: null, address: from.address })(arrivalPrice);
    throw error;
  }
}

/** A token goes before a cookie: whoever sends one means it. */
async function identityIn({ request, reply }: Omit<Asked, 'answering'>, from: TokenOrigin, { identify, sessions }: Identifying) {
  const { headers } = request;
  if (sessions === undefined || headers.authorization !== undefined) return identify(headers.authorization, from);
  const page = await sessions.identify(headers, from, true);
  if (page?.setCookie !== undefined) reply.header('set-cookie', page.setCookie);
  return page?.identity ?? null;
}

function graphqlRequest({ method, headers }: FastifyRequest, { body, search }: Posed): HTTPGraphQLRequest {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return { method: method.toUpperCase(), headers: map, search, body };
}

type FormatAll = (errors: readonly unknown[]) => ReturnType<typeof formatErrors>;

function print(result: UnprintedResult, reply: FastifyReply, formatAll: FormatAll): string {
  if (result.errors === undefined) return printed(result);
  const errors = formatAll(result.errors);
  if (result.data === undefined) setRefusalStatus(reply, errors[0]?.extensions ?? {});
  return printed({ ...result, errors });
}

/** What the database wrote goes out as it is; errors come first, as in every answer. */
function printed({ data, ...rest }: UnprintedResult): string {
  if (!(data instanceof DataText)) return JSON.stringify(data === undefined ? rest : { ...rest, data });
  const others = JSON.stringify(rest).slice(1, -1);
  return `{${others}${others ? ',' : ''}"data":${data.text}}`;
}

/** The status of a refusal that HTTP has one for, with the headers that belong to it. */
export function setRefusalStatus(
  reply: FastifyReply,
  { code, retryAfter = 1 }: { readonly code?: unknown; readonly retryAfter?: unknown },
): void {
  const status = statusOfRefusal[code as ErrorCode]; // an unknown code has no entry
  if (status !== undefined) reply.code(status);
  else if (reply.statusCode === 500 && code !== 'INTERNAL_SERVER_ERROR') reply.code(400);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 429 || status === 503) reply.header('retry-after', String(retryAfter));
}
