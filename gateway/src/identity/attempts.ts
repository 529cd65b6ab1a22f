import type { Refusal } from '@maplebridge/contract';
import { networkOf, openBuckets, tooMany, tryBuckets } from '../limits';

/** Who tried a credential that is not good: whom it names, and from where. */
export interface Attempt {
  readonly named: string;
  readonly address: string;
}

/**
 * Counts credentials that were not good. Good ones are never counted and never refused, whoever fails beside them: a hall or an office
 * is one address. Null: the failure is answered as what it is; a refusal: it is answered with when to try again.
 */
export type CountFailure = (attempt: Attempt) => Refusal | null;

/**
 * What is tried is looked up before it is counted: only so is a good one never refused. Secrets have 128 bits and more; what the counting
 * slows is noise.
 */
export function countFailures(now: () => number = Date.now): CountFailure {
  const named = openBuckets(tryBuckets.ofOne, now);
  const addresses = openBuckets(tryBuckets.ofAddress, now);
  return (attempt) => {
    const network = networkOf(attempt.address);
    const wait = Math.max(named.take(`${network} ${attempt.named}`), addresses.take(network));
    return wait > 0 ? tooMany(wait) : null;
  };
}
