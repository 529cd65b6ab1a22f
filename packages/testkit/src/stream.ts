import { createClient, type Client } from 'graphql-ws';
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

/** A subscription of a stock graphql-ws client, on a socket of its own. */
export function openStream({ url, query, variables, connectionParams }: Watching): Stream {
  const events: StreamEvent[] = [];
  let over: Ending | null = null;
  let ring: () => void = () => undefined;
  const socket = openSocket(url, connectionParams);
  const leave = socket.client.subscribe<Record<string, unknown>>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (errors) over ??= { kind: 'error', error: errors };
        else events.push(Object.values(data ?? {})[0]);
        ring();
      },
      error: (error) => {
        over ??= { kind: 'error', error };
        ring();
      },
      complete: () => {
        over ??= { kind: 'complete' };
        ring();
      },
    },
  );
  const rung = (patience: number, awaited: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${awaited} did not come in ${patience} ms.`)), patience);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    next: async (fits = () => true, patience = usualPatience) => {
      for (;;) {
        const event = events.shift();
        if (event !== undefined && fits(event)) return event;
        if (event !== undefined) continue;
        if (over) throw new Error(`The stream is over: ${JSON.stringify(over)}.`);
        await rung(patience, 'The event that was waited for');
      }
    },
    ended: async (patience = usualPatience) => {
      while (!over) await rung(patience, 'The end of the stream');
      return over;
    },
    waiting: () => [...events],
    close: async () => {
      leave();
      await socket.close();
    },
  };
}

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
