import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { rawAnswer } from '../http/app';
import { answers, type HttpAnswer } from '../http/answers';
import { negotiateLanguage } from '../language';
import type { ConnectionLimits } from '../limits';
import type { Log } from '../log';
import type { OriginRule } from '../origin';
import type { Peers } from '../peer';
import { closings } from './closings';
import { openOutboxes } from './outbox';
import { socketProtocol, type ProtocolFacts } from './protocol';
import { openVisit, type Visit } from './visit';
import { end, shut, wire } from './wire';

export interface SocketFacts extends ProtocolFacts {
  readonly path: string;
  readonly isAllowedOrigin: OriginRule;
  readonly peers: Peers;
  readonly log: Log;
  readonly limits: ConnectionLimits;
}

/** The WebSocket door on the server that HTTP uses. `close` says 1001 to everybody and waits until their operations have ended. */
export function openSockets(server: Server, facts: SocketFacts): { readonly close: () => Promise<void> } {
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: facts.limits.messageBytes,
    perMessageDeflate: false, // a compressed bomb cannot be one, and frames of our own go between those of ws
    handleProtocols: (offered) => handleProtocols(offered),
  });
  const open = new Map<Visit, Promise<void>>();
  const receive = receiver(facts, open);
  let isClosing = false;

  const onUpgrade = (request: IncomingMessage, line: Duplex, head: Buffer): void => {
    const refused = isClosing ? answers.closing : refusalOf(request, facts);
    if (refused === null) return wss.handleUpgrade(request, line, head, (socket) => receive(socket, request, line));
    line.on('error', () => line.destroy());
    line.end(rawAnswer(refused, randomUUID()));
  };
  server.on('upgrade', onUpgrade);

  const close = async (): Promise<void> => {
    isClosing = true;
    for (const { socket } of open.keys()) end(socket, closings.goingAway);
    await Promise.all(open.values());
    server.off('upgrade', onUpgrade);
    wss.close();
  };
  return { close };
}

/** Takes in one socket after another, each with the line under it. */
function receiver(facts: SocketFacts, open: Map<Visit, Promise<void>>) {
  const protocol = socketProtocol(facts);
  const { waitingBytes, bufferedBytes: turnBytes } = facts.limits;
  const openOutbox = openOutboxes({ waitingBytes, turnBytes });
  return (socket: WebSocket, request: IncomingMessage, line: Duplex): void => {
    const address = peerOf(request, facts.peers);
    const place = facts.census.receive(address);
    const language = negotiateLanguage(request.headers['accept-language']);
    const visit = openVisit({
      socket,
      headers: request.headers,
      outbox: openOutbox(line, () => socket.readyState === socket.OPEN),
      address,
      language,
      place,
    });
    const ended = wire(socket, visit, { ...facts, server: protocol });
    open.set(visit, ended);
    void ended.finally(() => open.delete(visit));
    if (place === null) shut(visit, closings.tooManySockets, facts.security);
  };
}

const foreignOrigin: HttpAnswer = {
  status: 403,
  code: 'FORBIDDEN',
  text: { 'zh-CN': '此来源不在 ALLOWED_ORIGINS 中。', en: 'This origin is not in ALLOWED_ORIGINS.' },
};

/** No Origin header means no browser, and so nobody whose cookies or network position could be abused. */
function refusalOf(request: IncomingMessage, { path, isAllowedOrigin, security, peers }: SocketFacts): HttpAnswer | null {
  if (request.url?.split('?', 1)[0] !== path) return answers.noSuchPath;
  const { origin } = request.headers;
  if (origin === undefined || isAllowedOrigin(origin)) return null;
  security({ event: 'origin refused', reason: 'not in ALLOWED_ORIGINS', address: peerOf(request, peers) });
  return foreignOrigin;
}

function peerOf(request: IncomingMessage, peers: Peers): string {
  const forwarded = request.headers['x-forwarded-for'];
  return peers.addressOf(request.socket.remoteAddress, Array.isArray(forwarded) ? forwarded.join(',') : forwarded);
}
