import type { IncomingMessage } from 'node:http';
import type { Language } from '@maplebridge/contract';
import type { WebSocket } from 'ws';
import type { Identity } from '../identity/identity';

/**
 * One socket from its opening to its end. It is a stranger's until the connection is initialised; then it has an identity or is
 * anonymous; once `isEnding`, a closing was decided and nothing is sent any more.
 */
export interface Visit {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly address: string;
  identity: Identity | null;
  language: Language;
  isEnding: boolean;
  /** Counts this socket off wherever it is counted. */
  leave: () => void;
  /** Stops the timer of the token. */
  forgetToken: () => void;
}

export const openVisit = (facts: Pick<Visit, 'socket' | 'request' | 'address' | 'language' | 'leave'>): Visit => ({
  ...facts,
  identity: null,
  isEnding: false,
  forgetToken: () => undefined,
});
