import { randomUUID } from 'node:crypto';
import { label } from '@maplebridge/contract';
import { closings } from './closings';
import type { Visit } from './visit';
import { end } from './wire';

/** Timers of Node hold 31 bits of milliseconds; a longer wait is made of several. */
const longestTimer = 2 ** 31 - 1;

const expired = label(
  '令牌已过期，数据流结束。请取得新令牌后重新连接。',
  'The token has expired, so this stream ends. Get a new token and connect again.',
);

/**
 * Ends the visit when its token expires: every running operation first gets an error that says so, then the socket closes with 4403.
 * Answers how to stop waiting.
 */
export function endWithToken(visit: Visit, running: () => readonly string[]): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    const left = (visit.identity?.expiresAt.getTime() ?? 0) - Date.now();
    if (left <= 0) return expire(visit, running());
    timer = setTimeout(wait, Math.min(left, longestTimer));
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}

function expire(visit: Visit, running: readonly string[]): void {
  if (visit.isEnding) return;
  visit.isEnding = true;
  const extensions = { code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED', isRetryable: false };
  for (const id of running) {
    const error = { message: expired[visit.language], extensions: { ...extensions, requestId: randomUUID() } };
    visit.socket.send(JSON.stringify({ id, type: 'error', payload: [error] }), () => undefined);
  }
  end(visit.socket, closings.tokenExpired);
}
