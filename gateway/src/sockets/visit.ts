import type { IncomingHttpHeaders } from 'node:http';
import type { Language } from '@maplebridge/contract';
import type { WebSocket } from 'ws';
import type { Identity } from '../identity/identity';
import type { Place } from '../limits';
import type { Caller } from './operations';
import type { Outbox } from './outbox';

/**
 * One socket from its opening to its end. It is a stranger's until the connection is initialised; then it has an identity or is
 * anonymous; once `isEnding`, a closing was decided and nothing is sent any more.
 */
export interface Visit extends Caller {
  readonly socket: WebSocket;
  readonly outbox: Outbox;
  /** Of the upgrade: a page's cookie comes with it. */
  readonly headers: IncomingHttpHeaders;
  identity: Identity | null;
  language: Language;
  isEnding: boolean;
  /** Null: there was none left, and the socket is closed. */
  readonly place: Place | null;
  /** Looks whether the reader is too slow, once the message under way has been handed over. */
  watchReader: () => void;
  /** Stops the timer of the token. */
  forgetToken: () => void;
}

export const openVisit = (facts: Pick<Visit, 'socket' | 'address' | 'language' | 'place' | 'outbox' | 'headers'>): Visit => ({
  ...facts,
  transport: 'socket',
  identity: null,
  isEnding: false,
  watchReader: () => undefined,
  forgetToken: () => undefined,
});
