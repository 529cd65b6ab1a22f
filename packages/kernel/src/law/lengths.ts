import {
  isInForce,
  type FixedLength,
  type Label,
  type Length,
  type PolicyDecision,
  type PolicyKey,
  type PolicyValue,
  type Rule,
  type Source,
  type TimeUnit,
} from '@maplebridge/contract';

export const timeUnits: readonly string[] = ['minutes', 'hours', 'days', 'workingDays', 'months'] satisfies readonly TimeUnit[];

/** A length with the source or the policy row that it stands in, on one day. */
export interface LawfulLength {
  readonly length: FixedLength;
  readonly source: Source;
  /** Null where the length stands in a law. */
  readonly decidedBy: PolicyDecision | null;
}

export type PolicyFor = (key: PolicyKey, day: string) => PolicyValue;

/** The version of a rule that is in force on the day; null when none is. */
export function ruleOn(rule: Rule, day: string, policyFor: PolicyFor): LawfulLength | null {
  if (rule.source === undefined) return locally(policyFor(rule.length.policy, day));
  const version = [{ length: rule.length, source: rule.source }, ...(rule.earlier ?? [])].find(({ source }) => isInForce(source, day));
  return version ? { ...version, decidedBy: null } : null;
}

/** A length as it holds on the day, and the policy that set it. */
export const lengthOn = (length: Length, day: string, policyFor: PolicyFor): Pick<LawfulLength, 'length' | 'decidedBy'> =>
  'policy' in length ? locally(policyFor(length.policy, day)) : { length, decidedBy: null };

function locally({ key, value, source, decidedBy: row }: PolicyValue): LawfulLength {
  if (!timeUnits.includes(key.unit)) throw new Error(`The policy "${key.name}" is counted in ${key.unit}: no clock can run by it.`);
  return { length: { unit: key.unit as TimeUnit, value }, source, decidedBy: { key, value, row } }; // the line above proved it
}

const unitNames: Readonly<Record<TimeUnit, Label>> = {
  minutes: { 'zh-CN': '分钟', en: 'minutes' },
  hours: { 'zh-CN': '小时', en: 'hours' },
  days: { 'zh-CN': '日', en: 'days' },
  workingDays: { 'zh-CN': '个工作日', en: 'working days' },
  months: { 'zh-CN': '个月', en: 'months' },
};

export function sayLength({ unit, value }: FixedLength): Label {
  const english = value === 1 ? unitNames[unit].en.replace(/s$/, '') : unitNames[unit].en;
  return { 'zh-CN': `${value}${unitNames[unit]['zh-CN']}`, en: `${value} ${english}` };
}
