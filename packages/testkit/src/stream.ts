import type { ExecutionResult } from 'graphql';
import { createClient, type Client, type Sink } from 'graphql-ws';
import WebSocket from 'ws';

/** One event of a subscription: the value of its root field. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever its document selected, and fails when it is not there
export type StreamEvent = any;

/** How a stream was over: completed by the gateway, or ended with an error or by a closed socket. */
export type Ending = { readonly kind: 'complete' } | { readonly kind: 'error'; readonly error: unknown };

export interface Stream {
  /** The next event that fits, in order; those before it are passed over. Waits for the message, never for time. */
  next(fits?: (event: StreamEvent) => boolean, patience?: number): Promise<StreamEvent>;
  /** Waits until the stream is over. */
  ended(patience?: number): Promise<Ending>;
  /** What came and was not read yet. */
  waiting(): readonly StreamEvent[];
  /** Lets go of the subscription and waits until the socket is closed. */
  close(): Promise<void>;
}

export interface Watching {
  readonly url: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly connectionParams: Readonly<Record<string, unknown>>;
}

const usualPatience = 10_000;

/** What changes while a stream lives. */
interface Line {
  readonly events: StreamEvent[];
  over: Ending | null;
  ring: () => void;
}

/** A subscription of a stock graphql-ws client, on a socket of its own. */
export function openStream({ url, query, variables, connectionParams }: Watching): Stream {
  const line: Line = { events: [], over: null, ring: () => undefined };
  const socket = openSocket(url, connectionParams);
  const leave = socket.client.subscribe<Record<string, unknown>>({ query, variables }, sinkOf(line));
  return {
    next: (fits = () => true, patience = usualPatience) => next(line, fits, patience),
    ended: async (patience = usualPatience) => {
      while (!line.over) await rung(line, patience, 'The end of the stream');
      return line.over;
    },
    waiting: () => line.events.slice() as readonly unknown[],
    close: async () => {
      leave();
      await socket.close();
    },
  };
}

function sinkOf(line: Line): Sink<ExecutionResult<Record<string, unknown>>> {
  const end = (how: Ending): void => {
    line.over ??= how;
    line.ring();
  };
  return {
    next: ({ data, errors }) => {
      if (errors) return end({ kind: 'error', error: errors });
      line.events.push(Object.values(data ?? {})[0]);
      line.ring();
    },
    error: (error) => end({ kind: 'error', error }),
    complete: () => end({ kind: 'complete' }),
  };
}

async function next(line: Line, fits: (event: StreamEvent) => boolean, patience: number): Promise<StreamEvent> {
  for (;;) {
    while (line.events.length > 0) {
      const event = line.events.shift() as unknown;
      if (fits(event)) return event;
    }
    if (line.over) throw new Error(`The stream is over: ${JSON.stringify(line.over)}.`);
    await rung(line, patience, 'The event that was waited for');
  }
}

const rung = (line: Line, patience: number, awaited: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${awaited} did not come in ${patience} ms.`)), patience);
    line.ring = () => {
      clearTimeout(timer);
      resolve();
    };
  });

/** The client with the end of its socket, which `dispose` does not wait for. */
function openSocket(url: string, connectionParams: Readonly<Record<string, unknown>>): { client: Client; close(): Promise<void> } {
  let closed: Promise<void> = Promise.resolve();
  class Socket extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol);
      closed = new Promise((resolve) => this.once('close', () => resolve()));
    }
  }
  const client = createClient({ url, webSocketImpl: Socket, connectionParams: { ...connectionParams }, retryAttempts: 0 });
  return {
    client,
    close: async () => {
      await client.dispose();
      await closed;
    },
  };
}
