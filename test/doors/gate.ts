import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient as createEventsClient, type Client as EventsClient, type ClientOptions } from 'graphql-sse';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import {
  eventsPath,
  openDevelopmentIssuer,
  openDoors,
  openIdentity,
  openLog,
  readConfig,
  readTrusted,
  securityLog,
  type DevelopmentIssuer,
  type DoorPlan,
  type Doors,
} from '@maplebridge/gateway';
import { openTicks, tinySchema, type Ticks } from './tinySchema';

/** A gateway's doors over a tiny schema, with everything that was logged. */
export interface Gate extends Doors {
  readonly issuer: DevelopmentIssuer;
  readonly ticks: Ticks;
  readonly logged: readonly string[];
  readonly post: (query: string, options?: Sending) => Promise<Answer>;
  readonly send: (options: RequestOptions, body?: string | Buffer) => Promise<Answer>;
  readonly client: (connectionParams?: Record<string, unknown>, onClosed?: (event: { code: number; reason: string }) => void) => Client;
  /** A stock client of server-sent events; by its connection mode. */
  readonly events: <Single extends boolean>(singleConnection: Single, options?: Partial<ClientOptions<Single>>) => EventsClient<Single>;
  readonly socket: (headers?: Record<string, string>, protocol?: string) => WebSocket;
}

interface Sending {
  readonly variables?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; parsing fails the test when it is none. */
  readonly json: () => {
    data?: Record<string, unknown> | null;
    errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  };
}

export async function openGate(env: Record<string, string> = {}, plan: Partial<DoorPlan> = {}): Promise<Gate> {
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'info', ...env }, []);
  const home = await mkdtemp(join(tmpdir(), 'doors-'));
  const issuer = await openDevelopmentIssuer(home);
  const logged: string[] = [];
  const log = openLog('info', { write: (line) => void logged.push(line) });
  const ticks = openTicks();
  const schema = tinySchema(ticks);
  const identify = openIdentity({ kind: 'development', audience: 'maplebridge' }, issuer, securityLog(log));
  const doors = await openDoors({
    config,
    log,
    identify,
    schema: () => schema,
    trusted: await readTrusted(config, schema),
    contextFor: async (arrival) => ({ ...arrival }),
    ready: async () => ({ database: true }),
    ...plan,
  });
  const send = sender(doors.port);
  const socketUrl = `ws://127.0.0.1:${doors.port}/graphql`;
  return {
    ...doors,
    issuer,
    ticks,
    logged,
    send,
    post: (query, { variables, headers } = {}) =>
      send(
        { method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', ...headers } },
        JSON.stringify({ query, variables }),
      ),
    client: (connectionParams, onClosed) =>
      createClient({
        url: socketUrl,
        webSocketImpl: WebSocket,
        connectionParams,
        retryAttempts: 0,
        lazy: true,
        on: { closed: (event) => onClosed?.(event as { code: number; reason: string }) }, // ws's close event
      }),
    events: (singleConnection, options) =>
      createEventsClient({
        url: `http://127.0.0.1:${doors.port}${eventsPath}`,
        retryAttempts: 0,
        ...options,
        singleConnection,
      }),
    socket: (headers = {}, protocol = 'graphql-transport-ws') => new WebSocket(socketUrl, protocol, { headers }),
    close: async () => {
      await doors.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const sender =
  (port: number) =>
  (options: RequestOptions, body?: string | Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, agent: false, ...options }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: () => JSON.parse(text) });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });

/** The code and reason with which a socket ends. */
export const closing = (socket: WebSocket): Promise<{ code: number; reason: string }> =>
  new Promise((resolve) => socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })));

/** The next message of a socket. */
export const message = (socket: WebSocket): Promise<Record<string, unknown>> =>
  new Promise((resolve) => socket.once('message', (text: Buffer) => resolve(JSON.parse(text.toString()))));

export const opened = (socket: WebSocket): Promise<void> => new Promise((resolve) => socket.once('open', () => resolve()));

/** A socket that was let in. */
export async function ready(socket: WebSocket, payload: Record<string, unknown> = {}): Promise<WebSocket> {
  await opened(socket);
  const acknowledged = message(socket);
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  await acknowledged;
  return socket;
}
