import type { Query } from '@maplebridge/storage';
import type { SecurityLog } from '../log';
import type { CountFailure } from './attempts';
import type { Identify } from './identity';
import { unauthenticated } from './openIdentity';
import { rememberTokens } from './rememberTokens';
import { identifyService, isServiceToken } from './serviceTokens';

/** Takes tokens of devices and partner systems too. A good one is looked up once a minute and whenever its rights are loaded. */
export function withServiceTokens(
  people: Identify,
  { query, security, failed }: { readonly query: Query; readonly security: SecurityLog; readonly failed: CountFailure },
): Identify {
  const remembered = rememberTokens();
  return async (authorization, from = { address: 'unknown', requestId: '-' }) => {
    if (authorization === undefined || !isServiceToken(authorization)) return people(authorization, from);
    const key = `${from.address} ${authorization}`;
    const known = remembered.get(key);
    if (known) return known;
    const identity = await identifyService(query, authorization, from.address);
    if (identity) return remembered.keep(key, identity);
    security({ event: 'token refused', reason: 'service token', ...from });
    throw failed({ named: namedIn(authorization), address: from.address }) ?? unauthenticated();
  };
}

/** As far as the id goes: with a part of the secret in it, every guess would have a bucket of its own. */
const namedIn = (authorization: string): string => authorization.slice(0, 'Bearer mbs_'.length + 32).toLowerCase();
