import { createHash } from 'node:crypto';
import { memoryLimits } from '../limits/limits';
import type { Identity } from './identity';

/** Credentials that were verified a moment ago: a signature or a look into the database costs more to verify than most requests to answer. */
export interface RememberedTokens {
  /** Null for a header that was not verified within the last minute, or whose token has expired since. */
  readonly get: (authorization: string) => Identity | null;
  readonly keep: (authorization: string, identity: Identity) => Identity;
}

/** A key that the issuer has taken back still opens doors for so long. */
const keptFor = 60_000;

/** Kept under a hash, so that no token lies in memory longer than its request. What was refused is verified, and logged, again. */
export function rememberTokens(now: () => number = Date.now): RememberedTokens {
  const known = new Map<string, { readonly identity: Identity; readonly until: number }>();
  const keyOf = (authorization: string): string => createHash('sha256').update(authorization).digest('base64');
  return {
    get: (authorization) => {
      const key = keyOf(authorization);
      const found = known.get(key);
      if (found && now() < found.until) return found.identity;
      known.delete(key);
      return null;
    },
    keep: (authorization, identity) => {
      for (const oldest of known.size >= memoryLimits.tokens ? [...known.keys()].slice(0, 1) : []) known.delete(oldest);
      known.set(keyOf(authorization), { identity, until: Math.min(now() + keptFor, identity.expiresAt.getTime()) });
      return identity;
    },
  };
}
