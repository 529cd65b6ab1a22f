import type { Refusal } from '@maplebridge/contract';
import { openBuckets } from '../limits/buckets';
import { tooMany } from '../limits/tooMany';

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
 * Conventions of this platform, unverified against real traffic. What is tried is looked up before it is counted: only so is a good one
 * never refused. Secrets have 128 bits and more; what the counting slows is noise.
 */
const ofOne = { capacity: 10, perSecond: 10 / 60 };
const ofAddress = { capacity: 100, perSecond: 1 };

export function countFailures(now: () => number = Date.now): CountFailure {
  const named = openBuckets(ofOne, now);
  const addresses = openBuckets(ofAddress, now);
  return (attempt) => {
    const wait = Math.max(named.take(`${attempt.address} ${attempt.named}`), addresses.take(attempt.address));
    return wait > 0 ? tooMany(wait) : null;
  };
}
