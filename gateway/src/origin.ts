import type { Config } from './config/readConfig';

/** One rule for CORS and for the Origin of a WebSocket. */
export type OriginRule = (origin: string) => boolean;

export function originRule({ mode, allowedOrigins, publicUrl }: Pick<Config, 'mode' | 'allowedOrigins' | 'publicUrl'>): OriginRule {
  const allowed = new Set(allowedOrigins);
  if (publicUrl !== undefined) allowed.add(new URL(publicUrl).origin);
  return (origin) => allowed.has(origin) || (mode === 'development' && isOfThisMachine(origin));
}

/** A frontend under development is served from some other port of this machine. */
const isOfThisMachine = (origin: string): boolean => /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(origin);
