import type { PolicyKey } from './policy';

export type TimeUnit = 'minutes' | 'hours' | 'days' | 'workingDays' | 'months';

/** How long a clock runs. Working days follow the calendar of the unit; days and months end with the local day. */
export type Length = { readonly unit: TimeUnit; readonly value: number } | { readonly policy: PolicyKey };

export type FixedLength = Extract<Length, { unit: TimeUnit }>;
export type LocalLength = Extract<Length, { policy: PolicyKey }>;

const of =
  (unit: TimeUnit) =>
  (value: number): FixedLength => ({ unit, value });
export const minutes = of('minutes');
export const hours = of('hours');
export const days = of('days');
export const workingDays = of('workingDays');
export const months = of('months');

/** A length that each unit may set within the bounds of the key; it counts in the key's own unit of time. */
export const policy = (key: PolicyKey): LocalLength => ({ policy: key });
