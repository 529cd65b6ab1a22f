import type { Label } from './language';
import { localRule, type Source } from './source';

export type PolicyUnit = 'minutes' | 'hours' | 'days' | 'workingDays' | 'count' | 'yuan' | 'decibels';

/** A number that a place may set for itself: typed, bounded, with the default that holds until a row says otherwise. */
export interface PolicyKey<Name extends string = string> {
  readonly name: Name;
  readonly unit: PolicyUnit;
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
  readonly source: Source;
  readonly label: Label;
}

/** `name` is `<owner>.<key>`, e.g. `duty.signFor`; equal names in two owners refuse the start. */
export function definePolicy<const Name extends `${string}.${string}`>(key: PolicyKey<Name>): PolicyKey<Name> {
  return Object.freeze(key);
}

/** After how many hours a warning wants somebody: chosen by this platform, set by each place for itself, found in no law. */
export const warnAfter = <const Name extends `${string}.${string}`>(name: Name, hours: number, label: Label): PolicyKey<Name> =>
  definePolicy({
    name,
    unit: 'hours',
    minimum: 1,
    maximum: 8760,
    default: hours,
    source: localRule({ 'zh-CN': `${label['zh-CN']}：${hours} 小时`, en: `${label.en}: ${hours} hours` }, '1', '2000-01-01'),
    label,
  });

/** Which policy set a number: the row of a unit, or the declared default where no unit upward has a row. */
export interface PolicyDecision {
  readonly key: PolicyKey;
  readonly value: number;
  /** Null: the default decided. */
  readonly row: PolicyValue['decidedBy'];
}

/** A policy number as it holds for one unit on one day, with the row that decided (null: the declared default). */
export interface PolicyValue {
  readonly key: PolicyKey;
  readonly value: number;
  readonly source: Source;
  readonly decidedBy: { readonly unitId: string; readonly from: string; readonly until: string | null } | null;
}
