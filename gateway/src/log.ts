import { destination, pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** One JSON line per happening, to stderr: stdout belongs to the screen of text. */
export function openLog(level: string, stream: DestinationStream = destination(2)): Log {
  return pino(
    {
      level,
      base: { name: 'maplebridge' },
      serializers: { err: withoutValues },
      redact: {
        paths: ['authorization', '*.authorization', 'headers.cookie', '*.headers.authorization', 'token', '*.token', '*.password'],
        censor: '***',
      },
    },
    stream,
  );
}

/**
 * What is known of an error without what was being written: TypeORM hangs the statement and its values on what it throws, and
 * PostgreSQL quotes a value that it cannot read. Of the stack only the places are kept, for its head repeats the message.
 */
function withoutValues(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint } = error as { readonly code?: unknown; readonly constraint?: unknown };
  const isUnreadable = typeof code === 'string' && /^22/.test(code);
  return {
    type: error.name,
    message: isUnreadable ? error.message.replace(/["“].*$/s, '…') : error.message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause instanceof Error ? { cause: withoutValues(error.cause) } : {}),
  };
}

/** What somebody tried and was refused: never with the payload, so that the log holds no attack and no personal data. */
export interface SecurityEvent {
  readonly event: 'token refused' | 'origin refused' | 'socket refused' | 'socket closed' | 'stream closed' | 'request refused';
  readonly reason: string;
  readonly address: string;
  readonly requestId?: string;
}

export type SecurityLog = (happening: SecurityEvent) => void;

export const securityLog = (log: Log): SecurityLog => {
  const lines = log.child({ channel: 'security' });
  return (happening) => lines.warn(happening, happening.event);
};
