import { label, Refusal } from '@maplebridge/contract';
import { openBuckets, type BucketRule } from './buckets';
import type { Guest } from './census';
import { limitTable } from './table';
import { networkOf } from './networkOf';

/** Values a second. */
export interface Rates {
  readonly perPerson: number;
  readonly perAddress: number;
}

/** Takes so many values; throws RATE_LIMITED, with the seconds until there will be as many, when they are not there. */
export type Pay = (values: number) => void;

/** Who pays for what is asked: a person out of their own bucket, wherever they are; a stranger out of that of the address. */
export type PayerOf = (guest: Guest) => Pay;

const { perPerson, perAddress, arrival } = limitTable.requests;

/** What every request costs beside what it asks for. */
export const arrivalPrice = arrival.value;
export const usualRates: Rates = { perPerson: perPerson.perSecond, perAddress: perAddress.perSecond };

/** How many seconds of steady use a bucket holds. */
const burst = perPerson.value / perPerson.perSecond;
const bucketOf = (perSecond: number): BucketRule => ({ capacity: perSecond * burst, perSecond });

export function openRequestLimits(rates: Rates, now?: () => number): PayerOf {
  const people = openBuckets(bucketOf(rates.perPerson), now);
  const addresses = openBuckets(bucketOf(rates.perAddress), now);
  return ({ identity, address }) => {
    const buckets = identity ? people : addresses;
    const key = identity ? `${identity.issuer} ${identity.subject}` : networkOf(address);
    return (values) => {
      const wait = buckets.take(key, values);
      if (wait > 0) throw tooMuch(wait);
    };
  };
}

function tooMuch(waitMs: number): Refusal {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
  return new Refusal(
    'RATE_LIMITED',
    label(
      `短时间内请求过多，请在 ${retryAfter} 秒后重试，或缩小查询。`,
      `Too much was asked for in a short time. Try again in ${retryAfter} s, or ask for less at once.`,
    ),
    { retryAfter },
  );
}
