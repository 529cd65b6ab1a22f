import { randomUUID } from 'node:crypto';
import { label, type Language } from '@maplebridge/contract';
import type { GraphQLFormattedError } from 'graphql';
import { closings } from './closings';
import type { Visit } from './visit';
import { end } from './wire';

/** Timers of Node hold 31 bits of milliseconds; a longer wait is made of several. */
const longestTimer = 2 ** 31 - 1;

const expired = label(
  '令牌已过期，数据流结束。请取得新令牌后重新连接。',
  'The token has expired, so this stream ends. Get a new token and connect again.',
);

/** Acts once, at that instant; answers how to stop waiting. */
export function atInstant(instant: () => number, act: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    const left = instant() - Date.now();
    if (left <= 0) return act();
    timer = setTimeout(wait, Math.min(left, longestTimer));
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}

/** What each running operation is told when the token of its connection expires. */
export const tokenExpired = (language: Language): GraphQLFormattedError => ({
  message: expired[language],
  extensions: { code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED', isRetryable: false, requestId: randomUUID() },
});

/**
 * Ends the visit when its token expires: every running operation first gets an error that says so, then the socket closes with 4403.
 * Answers how to stop waiting.
 */
export function endWithToken(visit: Visit, running: () => readonly string[]): () => void {
  return atInstant(
    () => visit.identity?.expiresAt.getTime() ?? 0,
    () => expire(visit, running()),
  );
}

function expire(visit: Visit, running: readonly string[]): void {
  if (visit.isEnding) return;
  visit.isEnding = true;
  for (const id of running) {
    visit.socket.send(JSON.stringify({ id, type: 'error', payload: [tokenExpired(visit.language)] }), () => undefined);
  }
  end(visit.socket, closings.tokenExpired);
}
