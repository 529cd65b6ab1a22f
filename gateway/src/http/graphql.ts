import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { ErrorCode } from '@maplebridge/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Arrival } from '../arrival';
import { DataText } from '../executor';
import { formatErrors, type Answering, type FormatError } from '../errors';
import type { Identify } from '../identity/identity';
import { negotiateLanguage } from '../language';
import type { Peers } from '../peer';
import { acceptsJson } from './accept';
import { addressOf, answer } from './app';
import { answers, statusOfRefusal } from './answers';
import type { StartedApollo, UnprintedResult } from './apollo';

export interface GraphqlDoor {
  readonly apollo: StartedApollo;
  readonly identify: Identify;
  readonly contextFor: (arrival: Arrival) => Promise<object>;
  readonly format: FormatError;
  readonly peers: Peers;
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
      const response = await door.apollo.server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: graphqlRequest(request),
        context: () => contextOf(request, answering, door),
      });
      for (const [name, value] of response.headers) reply.header(name, value);
      reply.code(response.status ?? 200);
      // Neither @defer nor @stream is in the schema, so the body is whole; see `stringifyResult` for what it is.
      const result = (response.body.kind === 'complete' ? response.body.string : {}) as UnprintedResult;
      return reply.send(print(result, reply, (errors) => formatErrors(errors, door.format, answering)));
    },
  });
}

async function contextOf(request: FastifyRequest, answering: Answering, { identify, contextFor, peers }: GraphqlDoor): Promise<object> {
  const address = addressOf(request, peers);
  const identity = await identify(request.headers.authorization, { address, requestId: request.id });
  return contextFor({ identity, address, transport: 'http', ...answering });
}

function graphqlRequest({ method, headers, body, url }: FastifyRequest): HTTPGraphQLRequest {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const query = url.indexOf('?');
  return { method: method.toUpperCase(), headers: map, search: query < 0 ? '' : url.slice(query), body };
}

type FormatAll = (errors: readonly unknown[]) => ReturnType<typeof formatErrors>;

function print(result: UnprintedResult, reply: FastifyReply, formatAll: FormatAll): string {
  if (result.errors === undefined) return printed(result);
  const errors = formatAll(result.errors);
  if (result.data === undefined) setRefusalStatus(reply, errors[0]?.extensions?.['code']);
  return printed({ ...result, errors });
}

/** What the database wrote goes out as it is; errors come first, as in every answer. */
function printed({ data, ...rest }: UnprintedResult): string {
  if (!(data instanceof DataText)) return JSON.stringify(data === undefined ? rest : { ...rest, data });
  const others = JSON.stringify(rest).slice(1, -1);
  return `{${others}${others ? ',' : ''}"data":${data.text}}`;
}

function setRefusalStatus(reply: FastifyReply, code: unknown): void {
  const status = statusOfRefusal[code as ErrorCode]; // an unknown code has no entry
  if (status !== undefined) reply.code(status);
  else if (reply.statusCode === 500 && code !== 'INTERNAL_SERVER_ERROR') reply.code(400);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 429 || status === 503) reply.header('retry-after', '1');
}
