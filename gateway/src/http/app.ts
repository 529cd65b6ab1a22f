import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { negotiateLanguage } from '../language';
import { httpLimits, type ArrivalLimits } from '../limits';
import type { Log, SecurityLog } from '../log';
import type { Peers } from '../peer';
import { systemCode } from '../systemCode';
import { always, answers, errorBody, methodNotAllowed, type HttpAnswer } from './answers';
import { allowedAt, type ServedRoute } from './routes';

export interface HttpFacts {
  readonly log: Log;
  readonly security: SecurityLog;
  readonly peers: Peers;
  readonly arrivals: ArrivalLimits;
}

/** Fastify with every answer in JSON, a request id on each, and nothing said about what stands behind it. */
export function createApp({ log, security, peers, arrivals }: HttpFacts): FastifyInstance {
  const app = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    bodyLimit: httpLimits.body,
    requestTimeout: arrivals.requestMs,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // our own answer is given by the closing hook
    exposeHeadRoutes: false,
    trustProxy: (address) => peers.isProxy(address),
    http: { maxHeaderSize: httpLimits.headerBytes, connectionsCheckingInterval: arrivals.lookMs },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) => {
      // No hook runs for a URL that cannot be read: the answer brings its headers itself.
      reply.headers({ ...always, 'x-request-id': request.id, vary: 'Origin' });
      void answer(request, reply, answerTo(error) ?? answers.malformed);
    },
  });
  app.server.headersTimeout = arrivals.headersMs;
  app.removeContentTypeParser('text/plain');
  app.addHook('onResponse', async (request, { statusCode }) => {
    // 401 has its line from whoever looked at the token.
    if (statusCode < 400 || statusCode >= 500 || statusCode === 401) return;
    security({ event: 'request refused', reason: String(statusCode), address: addressOf(request, peers), requestId: request.id });
  });
  app.setErrorHandler((error, request, reply) => {
    const known = answerTo(error);
    if (known === null) log.error({ err: error, requestId: request.id }, 'a bug reached a client as INTERNAL_SERVER_ERROR');
    return answer(request, reply, known ?? answers.broken);
  });
  return app;
}

export const addressOf = (request: FastifyRequest, peers: Peers): string => {
  const forwarded = request.headers['x-forwarded-for'];
  return peers.addressOf(request.socket.remoteAddress, Array.isArray(forwarded) ? forwarded.join(',') : forwarded);
};

export function answer(request: FastifyRequest, reply: FastifyReply, given: HttpAnswer): FastifyReply {
  if (given.allow !== undefined) reply.header('allow', given.allow);
  if (given.status === 413 || given.status === 503) reply.header('connection', 'close');
  if (given.status === 503) reply.header('retry-after', '1');
  const body = errorBody(given, negotiateLanguage(request.headers['accept-language']), request.id);
  return reply.code(given.status).type('application/json; charset=utf-8').send(body);
}

/** Anything at a path of ours by another method is 405 with Allow; anything else is 404. */
export function answerStrangers(app: FastifyInstance, routes: readonly ServedRoute[]): void {
  app.setNotFoundHandler((request, reply) => {
    const allow = allowedAt(routes, request.url.split('?', 1)[0] ?? '');
    return answer(request, reply, allow === undefined ? answers.noSuchPath : methodNotAllowed(allow));
  });
}

/** What Fastify and Node say about a request that cannot be read; null is a bug of ours. */
function answerTo(error: unknown): HttpAnswer | null {
  const code = systemCode(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return answers.tooLarge;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return answers.mediaType;
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? answers.malformed : null;
}

/** Node could not even read the head of the request: there is no request object, only the socket. */
function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const given = unreadable[error.code ?? ''] ?? answers.malformed;
  socket.end(rawAnswer(given, randomUUID()));
}

const unreadable: Readonly<Record<string, HttpAnswer>> = {
  HPE_HEADER_OVERFLOW: answers.headers,
  ERR_HTTP_REQUEST_TIMEOUT: answers.timeout,
};

/** A whole HTTP answer as text, for sockets that are not, or not yet, Fastify's. */
export function rawAnswer(given: HttpAnswer, requestId: string): string {
  const body = errorBody(given, 'en', requestId);
  return [
    `HTTP/1.1 ${given.status} ${statusTexts[given.status] ?? 'Error'}`,
    ...Object.entries(always).map(([name, value]) => `${name}: ${value}`),
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

const statusTexts: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  503: 'Service Unavailable',
};
