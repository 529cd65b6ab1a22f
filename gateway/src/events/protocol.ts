import type { FastifyRequest } from 'fastify';
import { getOperationAST, GraphQLError, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { createHandler, type Handler, type Request, type RequestParams } from 'graphql-sse';
import { refusalIn } from '../errors';
import { readResult, type Executor } from '../executor';
import { statusOfRefusal, type HttpAnswer } from '../http/answers';
import type { SecurityLog } from '../log';
import { openFollowing } from '../sockets/following';
import type { Caller, SocketOperations } from '../sockets/operations';
import { mutationByGet, tooManyOperations } from './answers';
import type { EventStream, EventStreams, Texts } from './eventStream';
import { faultOfMembers, operationIdIn } from './members';
import { openRun, type Results } from './run';

/** One request to the door of event streams. */
export interface Exchange {
  readonly stream: EventStream;
  readonly caller: Caller;
}

export type ExchangeRequest = Request<FastifyRequest, Exchange>;
export type Protocol = Handler<FastifyRequest, Exchange>;

/** What was asked is refused: thrown through graphql-sse, which knows no codes. */
export class NotRun extends Error {
  override readonly name = 'NotRun';
  constructor(readonly answer: HttpAnswer | { readonly errors: readonly unknown[] }) {
    super('The operation was refused.');
  }
}

export interface ProtocolFacts {
  readonly operations: SocketOperations;
  readonly executor: Executor;
  readonly security: SecurityLog;
  readonly ended: EventStreams['ended'];
}

/**
 * GraphQL over Server-Sent Events as graphql-sse speaks it, in both modes. It reads the request and keeps streams and ids of operations
 * apart; what an operation may be and what it answers is ours, as on sockets.
 */
export function eventsProtocol(facts: ProtocolFacts): Protocol {
  const handler = createHandler<FastifyRequest, Exchange>({
    authenticate: ({ context: { stream } }) => stream.token,
    onSubscribe: (request, params) => runOf(facts, request, params),
    onComplete: (_context, request) => facts.ended(request.context.stream, request),
  });
  return async (request) => {
    if (request.method === 'POST') refuseOddMembers(request.body);
    try {
      const answer = await handler(request);
      if (request.method === 'POST' && answer[1].status !== 202 && !isTexts(answer[0])) facts.ended(request.context.stream, request);
      return answer;
    } catch (error) {
      facts.ended(request.context.stream, request);
      if (error instanceof NotRun) await handler(deletionOf(request));
      throw error;
    }
  };
}

function refuseOddMembers(params: unknown): void {
  const fault = faultOfMembers(params);
  if (fault !== null) throw new NotRun(fault);
}

export const isTexts = (body: unknown): body is Texts => typeof body === 'object' && body !== null;

/** graphql-sse keeps the id of an operation that was refused: the client could not send it again. */
const deletionOf = ({ body, raw, context }: ExchangeRequest): ExchangeRequest => ({
  ...{ method: 'DELETE', url: `/?operationId=${encodeURIComponent(operationIdIn(body))}`, headers: { get: () => null } },
  ...{ body: null, raw, context },
});

/** graphql-sse forgets a reservation when its stream ends, and only then: so the stream is opened and ended. */
export async function abandon(protocol: Protocol, stream: EventStream): Promise<void> {
  const headers = { get: (name: string) => (name === 'accept' ? 'text/event-stream' : null) };
  // Nothing of a request is looked at where a reserved stream is opened.
  const request = { method: 'GET', url: '/', headers, body: null, context: { stream, caller: stream.caller } } as Omit<
    ExchangeRequest,
    'raw'
  >;
  const [texts] = await protocol(request as ExchangeRequest);
  if (isTexts(texts)) await texts.return();
}

async function runOf(facts: ProtocolFacts, request: ExchangeRequest, params: RequestParams): Promise<AsyncIterable<ExecutionResult>> {
  const { stream, caller } = request.context;
  refuseOddMembers(params); // of a GET, which graphql-sse has just read
  if (!stream.place.mayRun(stream.runs.size + 1)) throw new NotRun({ errors: [tooManyOperations()] });
  stream.runs.set(request, null); // counted from now on, however many come at once
  const checked = await facts.operations.check(caller, params);
  if (isRefusal(checked)) refuseByStatus(request, checked);
  else if (request.method === 'GET' && isMutation(checked)) throw new NotRun(mutationByGet);
  const format = (result: ExecutionResult) => facts.operations.formatResult(caller, params, result) ?? result;
  const run = openRun({
    start: async () => (isRefusal(checked) ? { errors: checked } : started(facts, checked)),
    format,
    failed: (error) => format({ errors: [asGraphQLError(error)] }),
    room: stream.line.room,
    handed: stream.line.handed,
  });
  stream.runs.set(request, run);
  if (isRefusal(checked)) facts.security({ event: 'request refused', reason: 'operation', address: caller.address });
  return run as AsyncIterable<ExecutionResult>; // read to be printed, which is all the same for a formatted error
}

/** A refused operation is told as an event where the stream is its own, unless HTTP has a status for it. */
function refuseByStatus({ context: { stream } }: ExchangeRequest, errors: readonly GraphQLError[]): void {
  const code = refusalIn(errors[0])?.code;
  const hasStatus = code !== undefined && statusOfRefusal[code] !== undefined;
  if (stream.token !== null || hasStatus) throw new NotRun({ errors });
}

const following = openFollowing();

async function started({ executor }: ProtocolFacts, checked: ExecutionArgs): Promise<Results | ExecutionResult> {
  const { schema, document, operationName, variableValues, contextValue } = checked;
  if (operationIn(checked) === OperationTypeNode.SUBSCRIPTION) return following.subscribe(checked);
  return readResult(await executor({ schema, document, operationName, variables: variableValues ?? {}, context: contextValue }));
}

const operationIn = ({ document, operationName }: ExecutionArgs): OperationTypeNode | undefined =>
  getOperationAST(document, operationName)?.operation;

const isMutation = (checked: ExecutionArgs): boolean => operationIn(checked) === OperationTypeNode.MUTATION;

const isRefusal = (checked: ExecutionArgs | readonly GraphQLError[]): checked is readonly GraphQLError[] => Array.isArray(checked);

const asGraphQLError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError('The stream failed.', { originalError: error instanceof Error ? error : null });
