import type { BucketRule } from './buckets';
import { limitTable, type Limit } from './table';

type Values<Group> = { readonly [Name in keyof Group]: number };

const valuesOf = <Group extends Readonly<Record<string, Limit>>>(group: Group): Values<Group> =>
  // One value for each name of the group, and no other.
  Object.fromEntries(Object.entries(group).map(([name, { value }]) => [name, value])) as Values<Group>;

const bucketOf = ({ value: capacity, perSecond }: Limit & { readonly perSecond: number }): BucketRule => ({ capacity, perSecond });

/** What one operation may ask for. */
export const limits = valuesOf(limitTable.documents);
export const httpLimits = valuesOf(limitTable.http);
export const arrivalLimits = valuesOf(limitTable.arrivals);
export const connectionLimits = valuesOf(limitTable.connections);
export const pageLimits = valuesOf(limitTable.pages);
export const memoryLimits = valuesOf(limitTable.memory);

export type ArrivalLimits = typeof arrivalLimits;
export type ConnectionLimits = typeof connectionLimits;

const { guesses, ofOne, ofAddress, signIns } = limitTable.tries;
export const tryBuckets = {
  guesses: bucketOf(guesses),
  ofOne: bucketOf(ofOne),
  ofAddress: bucketOf(ofAddress),
  signIns: bucketOf(signIns),
} as const;
