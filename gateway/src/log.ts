import { destination, pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** One JSON line per happening, to stderr: stdout belongs to the screen of text. */
export function openLog(level: string, stream: DestinationStream = destination(2)): Log {
  return pino(
    {
      level,
      base: { name: 'maplebridge' },
      redact: {
        paths: ['authorization', '*.authorization', 'headers.cookie', '*.headers.authorization', 'token', '*.token', '*.password'],
        censor: '***',
      },
    },
    stream,
  );
}

/** What somebody tried and was refused: never with the payload, so that the log holds no attack and no personal data. */
export interface SecurityEvent {
  readonly event: 'token refused' | 'origin refused' | 'socket refused' | 'socket closed' | 'request refused';
  readonly reason: string;
  readonly address: string;
  readonly requestId?: string;
}

export type SecurityLog = (happening: SecurityEvent) => void;

export const securityLog = (log: Log): SecurityLog => {
  const lines = log.child({ channel: 'security' });
  return (happening) => lines.warn(happening, happening.event);
};
