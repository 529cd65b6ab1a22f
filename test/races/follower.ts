import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

/** What a board tells, as far as these races look at it. */
export interface Seen {
  readonly __typename: 'Change' | 'CaseLeft' | 'CaughtUp' | 'Resync';
  readonly cursor: string;
  readonly id?: string;
  readonly caseId?: string;
  readonly move?: string;
  readonly reason?: string;
}

export const events = `subscription ($after: Cursor, $filter: CaseFilter) { caseEvents(after: $after, filter: $filter) {
  __typename cursor ... on Change { id caseId move } ... on CaseLeft { caseId } ... on Resync { reason } } }`;

/** Somebody at a stock graphql-ws client that comes back whenever it is cut off, for as long as it is open. */
export interface Follower {
  readonly seen: readonly Seen[];
  /** How often the socket was opened. */
  readonly visits: () => number;
  /** Waits until it is so, looking at each event. */
  until(isSo: (seen: readonly Seen[]) => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface Following {
  readonly url: string;
  readonly token: string;
  /** Where to begin. Null: a naive one, that comes back without saying where it was. */
  readonly after: string | null;
  readonly filter?: object;
  /** Milliseconds of silence after which the client asks whether the line is alive. */
  readonly keepAlive?: number;
}

export function follow({ url, token, after, filter, keepAlive = 0 }: Following): Follower {
  const seen: Seen[] = [];
  let cursor = after;
  let visits = 0;
  let look: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const sockets = openSockets();
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: sockets.Socket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: Infinity,
    shouldRetry: () => true,
    // At once, but after the events that wait: the stock client would wait a second and more.
    retryWait: () => new Promise((resolve) => setImmediate(resolve)),
    keepAlive,
    on: { connected: () => (visits += 1), ...(keepAlive > 0 ? sockets.impatient(keepAlive) : {}) },
  });
  const variables = {
    filter,
    // Read anew at every subscribe: this is all that resuming takes.
    get after() {
      return cursor ?? undefined;
    },
  };
  const leave = client.subscribe<{ caseEvents: Seen }>(
    { query: events, variables },
    {
      next: ({ data, errors }) => {
        if (!data) return fail(new Error(JSON.stringify(errors)));
        if (cursor !== null) cursor = data.caseEvents.cursor;
        seen.push(data.caseEvents);
        look();
      },
      error: (error) => fail(new Error(`The stream failed: ${JSON.stringify(error)}`)),
      complete: () => undefined,
    },
  );
  return {
    seen,
    visits: () => visits,
    until: (isSo) =>
      new Promise((resolve, reject) => {
        fail = reject;
        look = () => isSo(seen) && resolve();
        look();
      }),
    close: async () => {
      leave();
      await client.dispose();
      await sockets.closed();
    },
  };
}

/** The sockets a client opens, so that their ends can be waited for. */
function openSockets() {
  const ends: Promise<void>[] = [];
  const opened: WebSocket[] = [];
  let patience: NodeJS.Timeout | undefined;
  class Socket extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol);
      opened.push(this);
      ends.push(new Promise((resolve) => this.once('close', () => resolve())));
    }
  }
  return {
    Socket,
    closed: async () => void (await Promise.all(ends)),
    /** The recipe of graphql-ws: a ping without its pong is the end of the line. */
    impatient: (milliseconds: number) => ({
      ping: (isReceived: boolean) => {
        if (!isReceived) patience = setTimeout(() => opened.at(-1)?.terminate(), milliseconds);
      },
      pong: (isReceived: boolean) => {
        if (isReceived) clearTimeout(patience);
      },
      closed: () => clearTimeout(patience),
    }),
  };
}
