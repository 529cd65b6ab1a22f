import { partyLinkIdentity, type Platform } from '@maplebridge/kernel';
import type { SecurityLog } from '../log';
import type { CountFailure } from './attempts';
import type { Identify } from './identity';
import { unauthenticated } from './openIdentity';

const scheme = /^PartyLink\s+/i;
const longestHeader = 200;

interface LinkFacts {
  readonly platform: Platform;
  readonly security: SecurityLog;
  readonly failed: CountFailure;
}

/**
 * `Authorization: PartyLink <secret>` beside bearer tokens. A link is looked up for every request, so that a revoked one is gone at the
 * next. Unknown, revoked and expired links get one answer. Tries in vain are counted by address, and good ones never: a hall behind one
 * address goes on using its links while somebody in it guesses, and guessing at 128 bits leads nowhere.
 */
export function withPartyLinks(identify: Identify, { platform, security, failed }: LinkFacts): Identify {
  return async (authorization, from = { address: 'unknown', requestId: '-' }) => {
    if (authorization === undefined || !scheme.test(authorization)) return identify(authorization, from);
    const secret = authorization.replace(scheme, '').trim();
    const identity = authorization.length > longestHeader ? null : await partyLinkIdentity(platform, secret);
    if (identity) return identity;
    security({ event: 'token refused', reason: 'no such party link', ...from });
    throw failed({ named: 'party link', address: from.address }) ?? unauthenticated();
  };
}
