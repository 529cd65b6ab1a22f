import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TOKEN_HEADER_KEY, TOKEN_QUERY_KEY } from 'graphql-sse';
import type { Documents } from '../documents/documents';
import { formatErrors, refusalIn, type FormatError } from '../errors';
import { addressOf, answer } from '../http/app';
import { answers } from '../http/answers';
import { identityOf, setRefusalStatus, type GraphqlDoor } from '../http/graphql';
import { posedIn } from '../http/posed';
import { negotiateLanguage } from '../language';
import { arrivalPrice, type Census, type ConnectionLimits } from '../limits';
import type { Log } from '../log';
import type { OriginRule } from '../origin';
import type { Peers } from '../peer';
import type { Caller } from '../sockets/operations';
import { foreignPage, methods, refusedByProtocol, tooManyConnections } from './answers';
import { openEventStreams, type EventStream, type EventStreams, type Texts } from './eventStream';
import {
  abandon,
  eventsProtocol,
  isTexts,
  NotRun,
  type Exchange,
  type ExchangeRequest,
  type Protocol,
  type ProtocolFacts,
} from './protocol';

export interface EventsFacts extends Omit<ProtocolFacts, 'ended'>, Pick<GraphqlDoor, 'identify' | 'sessions' | 'payerOf'> {
  readonly path: string;
  readonly documents: Documents;
  readonly census: Census;
  readonly limits: ConnectionLimits;
  readonly isAllowedOrigin: OriginRule;
  readonly peers: Peers;
  readonly format: FormatError;
  readonly log: Log;
}

interface Desk extends EventsFacts {
  readonly streams: EventStreams;
  readonly protocol: Protocol;
}

/** The door of server-sent events. `close` ends every stream at once: their clients go on elsewhere, after their last cursor. */
export function openEvents(app: FastifyInstance, facts: EventsFacts): { readonly close: () => Promise<void> } {
  const streams = openEventStreams({ ...facts, abandon: (stream) => void letGo(desk, stream) });
  const desk: Desk = { ...facts, streams, protocol: eventsProtocol({ ...facts, ended: streams.ended }) };
  app.route({
    method: [...methods],
    url: facts.path,
    handler: async (request, reply) => {
      if (isForeign(request, facts.isAllowedOrigin)) return refuseForeign(desk, request, reply);
      try {
        return await exchange(desk, request, reply);
      } catch (error) {
        return refuse(desk, { request, reply, error });
      }
    },
  });
  return {
    close: async () => {
      await Promise.all(streams.all().map((stream) => (stream.texts ? stream.texts.return() : letGo(desk, stream))));
    },
  };
}

/** No Origin and no word of another site means no page, or one of our own. */
function isForeign({ headers: { origin, 'sec-fetch-site': site } }: FastifyRequest, isAllowedOrigin: OriginRule): boolean {
  return origin === undefined ? site === 'cross-site' : !isAllowedOrigin(origin);
}

function refuseForeign({ security, peers }: Desk, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  security({ event: 'origin refused', reason: 'not in ALLOWED_ORIGINS', address: addressOf(request, peers), requestId: request.id });
  return answer(request, reply, foreignPage);
}

async function exchange(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const caller = await callerOf(desk, request, reply);
  desk.payerOf(caller)(arrivalPrice);
  const found = streamFor(desk, request, caller);
  if (found === null) return answer(request, reply, refusedByProtocol[404] ?? answers.noSuchPath);
  const { stream, isNew } = found;
  try {
    const [body, { status }] = await desk.protocol(protocolRequest(request, desk.documents, { stream, caller }));
    if (isTexts(body)) return await send(desk, { stream, texts: body, address: caller.address }, reply);
    if (isNew && status !== 201) desk.streams.forget(stream);
    const refused = refusedByProtocol[status];
    return refused
      ? answer(request, reply, refused)
      : reply
          .code(status)
          .type('text/plain; charset=utf-8')
          .send(body ?? '');
  } catch (error) {
    if (isNew) desk.streams.forget(stream);
    throw error;
  }
}

async function callerOf({ peers, ...desk }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
  const address = addressOf(request, peers);
  const identity = await identityOf({ request, reply }, { address, requestId: request.id }, desk);
  return { identity, address, language: negotiateLanguage(request.headers['accept-language']), transport: 'events' };
}

interface Found {
  readonly stream: EventStream;
  readonly isNew: boolean;
}

/** Null: the stream that is meant is not there. Throws when the caller holds too many. */
function streamFor({ streams }: Desk, request: FastifyRequest, caller: Caller): Found | null {
  const token = tokenIn(request);
  const isReserving = request.method === 'PUT';
  if (!isReserving && token !== undefined) {
    const stream = streams.find(token, caller);
    return stream && { stream, isNew: false };
  }
  if (!isReserving && request.headers.accept !== 'text/event-stream') return null;
  const stream = streams.open(caller, isReserving ? 'single' : 'distinct');
  if (stream === null) throw tooManyConnections();
  return { stream, isNew: true };
}

function tokenIn({ headers, query }: FastifyRequest): string | undefined {
  const token = headers[TOKEN_HEADER_KEY] ?? (query as Readonly<Record<string, unknown>>)[TOKEN_QUERY_KEY];
  return typeof token === 'string' ? token : undefined;
}

/** With the text of the document in it, whichever way it was named: graphql-sse knows no names. */
const protocolRequest = (raw: FastifyRequest, documents: Documents, context: Exchange): ExchangeRequest => {
  const { body, search } = posedIn(raw, documents);
  return {
    method: raw.method,
    url: `${pathOf(raw.url)}${search}`,
    headers: headersIn(raw),
    body: body as ExchangeRequest['body'],
    raw,
    context,
  }; // as Fastify read it; graphql-sse looks at what it is
};

const pathOf = (url: string): string => url.replace(/\?.*$/s, '');

const headersIn = ({ headers }: FastifyRequest): ExchangeRequest['headers'] => ({
  get: (name) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  },
});

interface Sending {
  readonly stream: EventStream;
  readonly texts: Texts;
  readonly address: string;
}

/** Resolves when the stream is over. */
async function send({ streams, security }: Desk, { stream, texts, address }: Sending, reply: FastifyReply): Promise<FastifyReply> {
  const response = reply.hijack().raw;
  // A proxy that collects what is sent would make a board look frozen (nginx).
  response.writeHead(200, { ...headersOf(reply), 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  response.once('close', () => void texts.return());
  streams.begin(stream, texts);
  try {
    await stream.line.write(texts, response, () => security({ event: 'stream closed', reason: 'Slow reader', address }));
  } finally {
    streams.forget(stream);
  }
  return reply;
}

const headersOf = (reply: FastifyReply): OutgoingHttpHeaders => reply.getHeaders() as OutgoingHttpHeaders; // every header that we set has a value

async function letGo({ protocol, streams, log }: Desk, stream: EventStream): Promise<void> {
  streams.forget(stream);
  await abandon(protocol, stream).catch((error: unknown) => log.error({ err: error }, 'a reserved event stream did not end cleanly'));
}

interface Refused {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly error: unknown;
}

function refuse({ format }: Desk, { request, reply, error }: Refused): FastifyReply {
  if (error instanceof NotRun && 'status' in error.answer) return answer(request, reply, error.answer);
  const thrown = error instanceof NotRun && 'errors' in error.answer ? error.answer.errors : [error];
  if (!(error instanceof NotRun) && refusalIn(error) === null) throw error;
  const answering = { requestId: request.id, language: negotiateLanguage(request.headers['accept-language']) };
  const errors = formatErrors(thrown, format, answering);
  setRefusalStatus(reply.code(500), errors[0]?.extensions ?? {}); // made 400 there, unless HTTP has a status for it
  return reply.type('application/json; charset=utf-8').send(JSON.stringify({ errors }));
}
