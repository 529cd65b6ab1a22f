import type { Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { ConnectionLimits } from '../limits';
import type { Log, SecurityLog } from '../log';
import { closings, type Closing } from './closings';
import type { Visit } from './visit';

export interface Wiring {
  readonly server: Server<Visit>;
  readonly limits: ConnectionLimits;
  readonly log: Log;
  readonly security: SecurityLog;
}

/**
 * One socket under graphql-ws. The stock binding (`graphql-ws/use/ws`) prints to the console and knows no bound of what waits to be
 * sent, so this takes its place: keep-alive, floods, slow readers, and nothing sent once a closing was decided.
 */
export function wire(socket: WebSocket, visit: Visit, { server, limits, log, security }: Wiring): Promise<void> {
  const force = (closing: Closing): void => shut(visit, closing, security);
  const stopWatching = [keepAlive(socket, limits.pingMs), refuseFloods(socket, limits.messagesPerSecond, force)];
  const watchBuffer = refuseSlowReaders(visit, limits, force);
  visit.watchReader = watchBuffer.look;
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) => {
        visit.watchReader();
        visit.outbox.flush();
        return visit.isEnding ? Promise.resolve() : sendText(socket, text);
      },
      close: (code, reason) => {
        visit.outbox.flush();
        socket.close(code, reason);
      },
      onMessage: (take) =>
        socket.on('message', (data) => {
          // Our sockets keep ws's default `binaryType`, which makes every message one Buffer.
          take((data as Buffer).toString()).catch((error: unknown) => {
            log.error({ err: error }, 'a socket message failed');
            force(closings.broken);
          });
        }),
    },
    visit,
  );
  // A frame over the limit is an error event too; ws has answered it with 1009 by then.
  socket.on('error', (error) => log.debug({ err: error }, 'a socket broke'));
  const leave = async (code: number, reason: string): Promise<void> => {
    for (const stop of [...stopWatching, watchBuffer.stop]) stop();
    await closed(code, reason).catch((error: unknown) => log.error({ err: error }, 'a socket did not close cleanly'));
  };
  return new Promise((resolve) => socket.once('close', (code, reason) => resolve(leave(code, String(reason)))));
}

/** Ends a visit at once and says so in the security log. */
export function shut(visit: Visit, closing: Closing, security: SecurityLog): void {
  if (visit.isEnding) return;
  visit.isEnding = true;
  security({ event: 'socket closed', reason: closing.reason, address: visit.address });
  end(visit.socket, closing);
}

/** Closes with a code, and tears the line down when the other side does not answer: its buffer may be what is full. */
export function end(socket: WebSocket, { code, reason }: Closing): void {
  socket.close(code, reason);
  const impatience = setTimeout(() => socket.terminate(), 1000);
  impatience.unref();
  socket.once('close', () => clearTimeout(impatience));
}

const sendText = (socket: WebSocket, text: string): Promise<void> =>
  new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(text, () => resolve()); // a failed send is followed by the close event, which ends everything
  });

function keepAlive(socket: WebSocket, everyMs: number): () => void {
  let isAlive = true;
  socket.on('pong', () => (isAlive = true));
  const pinging = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, everyMs);
  pinging.unref();
  return () => clearInterval(pinging);
}

function refuseFloods(socket: WebSocket, perSecond: number, force: (closing: Closing) => void): () => void {
  let count = 0;
  const onFrame = (): void => {
    count += 1;
    if (count > perSecond) force(closings.tooManyMessages);
  };
  socket.on('message', onFrame);
  socket.on('ping', onFrame);
  const second = setInterval(() => (count = 0), 1000);
  second.unref();
  return () => clearInterval(second);
}

function refuseSlowReaders({ socket, outbox }: Visit, limits: ConnectionLimits, force: (closing: Closing) => void) {
  let patience: NodeJS.Timeout | undefined;
  const isBehind = (): boolean => outbox.isFull || socket.bufferedAmount > limits.bufferedBytes;
  const judge = (): void => {
    patience = undefined;
    if (isBehind()) force(closings.slowReader);
  };
  return {
    /** Looks after this message has been handed over. */
    look: () =>
      setImmediate(() => {
        if (patience !== undefined || socket.readyState !== socket.OPEN || !isBehind()) return;
        patience = setTimeout(judge, limits.slowMs);
        patience.unref();
      }),
    stop: () => clearTimeout(patience),
  };
}
