import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OriginRule } from '../origin';
import { httpLimits } from '../limits';
import { answer } from './app';
import { always, answers, type HttpAnswer } from './answers';

export interface FenceFacts {
  readonly isAllowedOrigin: OriginRule;
  /** Served over https in the end: browsers are told to stay there. */
  readonly isSecure: boolean;
  readonly isClosing: () => boolean;
}

/** What every request passes before anything reads its body, and what every answer carries. */
export function raiseFences(app: FastifyInstance, { isAllowedOrigin, isSecure, isClosing }: FenceFacts): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...always, 'x-request-id': request.id, vary: 'Origin' });
    if (isSecure) reply.header('strict-transport-security', 'max-age=31536000');
    const { origin } = request.headers;
    if (origin !== undefined && isAllowedOrigin(origin)) {
      reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': 'x-request-id, retry-after' });
    }
    const refused = isClosing() ? answers.closing : refusedHead(request);
    if (refused !== null) return answer(request, reply, refused);
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing()) reply.header('connection', 'close');
  });
}

const allowedHeaders =
  'accept-language, apollo-require-preflight, authorization, content-type, x-apollo-operation-name, x-graphql-event-stream-token';

export interface Preflight {
  readonly path: string;
  /** As a header names them: `GET, POST`. */
  readonly methods: string;
}

/** Answers a preflight. Bearer tokens travel in a header, so credentials (cookies) are never allowed. */
export function answerPreflights(app: FastifyInstance, { path, methods }: Preflight, isAllowedOrigin: OriginRule): void {
  app.options(path, async (request, reply) => {
    const { origin } = request.headers;
    if (origin !== undefined && isAllowedOrigin(origin)) {
      reply.headers({
        'access-control-allow-methods': methods,
        'access-control-allow-headers': allowedHeaders,
        'access-control-max-age': '600',
      });
    }
    return reply.header('allow', methods).code(204).send();
  });
}

function refusedHead(request: FastifyRequest): HttpAnswer | null {
  if (request.url.length > httpLimits.url) return answers.longUrl;
  if (request.raw.rawHeaders.length / 2 > httpLimits.headers) return answers.headers;
  return isForeignCharset(request.headers['content-type']) ? answers.mediaType : null;
}

/** JSON is UTF-8 (RFC 8259); another charset would be read as something it is not. */
function isForeignCharset(contentType: string | undefined): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType ?? '')?.[1];
  return charset !== undefined && !/^utf-?8$/i.test(charset);
}
