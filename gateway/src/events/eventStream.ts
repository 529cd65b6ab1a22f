import { randomBytes } from 'node:crypto';
import type { Census, ConnectionLimits, Place } from '../limits';
import { atInstant, tokenExpired } from '../sockets/expiry';
import type { Caller } from '../sockets/operations';
import { openLine, type Line } from './line';
import type { Run } from './run';

/** What graphql-sse writes: read by the line, and returned when the stream ends. */
export type Texts = AsyncIterableIterator<string> & Required<Pick<AsyncIterator<string>, 'return'>>;

/**
 * One event stream. In single connection mode it is reserved (by PUT, with a token) -> open (by GET) -> over; a distinct connection is
 * open from the beginning. Over: the reader left, its token expired and everything has been said, the gateway closes, or nobody opened
 * what was reserved.
 */
export interface EventStream {
  /** 256 bits, of single connection mode; null: a distinct connection. */
  readonly token: string | null;
  readonly caller: Caller;
  readonly place: Place;
  readonly line: Line;
  /** Operations that run, by what graphql-sse shows of them when they end; null while one is looked at. */
  readonly runs: Map<object, Run | null>;
  texts: Texts | null;
}

export interface EventStreams {
  /** Null when the caller holds too many connections. */
  readonly open: (caller: Caller, mode: 'single' | 'distinct') => EventStream | null;
  /** A stream of single connection mode; null when there is none, and when it is somebody else's. */
  readonly find: (token: string, caller: Caller) => EventStream | null;
  /** The response of this stream begins. */
  readonly begin: (stream: EventStream, texts: Texts) => void;
  /** One of its operations has ended, and its client was told. */
  readonly ended: (stream: EventStream, operation: object) => void;
  readonly forget: (stream: EventStream) => void;
  readonly all: () => readonly EventStream[];
}

export interface StreamsFacts {
  readonly census: Census;
  readonly limits: ConnectionLimits;
  /** A reservation that nobody came for. */
  readonly abandon: (stream: EventStream) => void;
}

export function openEventStreams({ census, limits, abandon }: StreamsFacts): EventStreams {
  const streams = new Map<EventStream, () => void>();
  const stopWaiting = (stream: EventStream, next: () => void): void => {
    streams.get(stream)?.();
    streams.set(stream, next);
  };
  const tokens = new Map<string, EventStream>();
  return {
    open: (caller, mode) => {
      const place = census.admit(caller);
      if (place === null) return null;
      const token = mode === 'single' ? randomBytes(32).toString('base64url') : null;
      const stream: EventStream = { token, caller, place, line: openLine(limits), runs: new Map(), texts: null };
      streams.set(stream, token === null ? () => undefined : patiently(limits.initMs, () => abandon(stream)));
      if (token !== null) tokens.set(token, stream);
      return stream;
    },
    find: (token, caller) => {
      const stream = tokens.get(token);
      return stream && isSame(stream.caller, caller) ? stream : null;
    },
    begin: (stream, texts) => {
      stream.texts = texts;
      const { identity } = stream.caller;
      stopWaiting(stream, () => undefined);
      if (identity) stopWaiting(stream, endWithToken(stream, identity.expiresAt));
    },
    ended: (stream, operation) => {
      stream.runs.delete(operation);
      if (isExpired(stream) && stream.runs.size === 0) void stream.texts?.return();
    },
    forget: (stream) => {
      streams.get(stream)?.();
      streams.delete(stream);
      if (stream.token !== null) tokens.delete(stream.token);
      stream.place.leave();
    },
    all: () => [...streams.keys()],
  };
}

function patiently(ms: number, act: () => void): () => void {
  const patience = setTimeout(act, ms);
  patience.unref();
  return () => clearTimeout(patience);
}

/** The token of a stream opens it for whoever reserved it, and for nobody else. */
function isSame({ identity: one }: Caller, { identity: other }: Caller): boolean {
  return one?.subject === other?.subject && one?.issuer === other?.issuer;
}

const isExpired = ({ caller: { identity } }: EventStream): boolean => identity !== null && identity.expiresAt.getTime() <= Date.now();

/** Every running operation is told so; after the last of them the stream ends. */
function endWithToken(stream: EventStream, expiresAt: Date): () => void {
  return atInstant(
    () => expiresAt.getTime(),
    () => {
      if (stream.runs.size === 0) void stream.texts?.return();
      for (const run of stream.runs.values()) run?.end({ errors: [tokenExpired(stream.caller.language)] });
    },
  );
}
