import { definePolicy, label, localRule, type FieldClass, type PolicyKey } from '@maplebridge/contract';

/** What is kept for a time after a case is over: a class of personal values, or free text (summary and notes). */
export const keptKinds = ['contact', 'identity', 'health', 'minor', 'location', 'text'] as const;
export type KeptKind = (typeof keptKinds)[number];

const words: Readonly<Record<KeptKind, readonly [string, string]>> = {
  contact: ['联系方式', 'contact'],
  identity: ['身份信息', 'identity'],
  health: ['健康信息', 'health'],
  minor: ['未满十四周岁未成年人信息', 'values about children under fourteen'],
  location: ['行踪与住址', 'whereabouts'],
  text: ['摘要与备注', 'summary and notes'],
};

/**
 * The law wants the shortest time that the purpose needs (PIPL art. 19) and names no number; archives of mediation may have to be kept
 * longer by rules that nobody here has verified. The defaults are conventions of this platform: a unit sets its own, with its source.
 */
const days: Readonly<Record<KeptKind, number>> = { contact: 365, identity: 1095, health: 365, minor: 365, location: 365, text: 1095 };

const keptFor = (kind: KeptKind): PolicyKey => {
  const [chinese, english] = words[kind];
  return definePolicy({
    name: `retention.${kind}`,
    unit: 'days',
    minimum: 30,
    maximum: 36_500,
    default: days[kind],
    source: localRule(
      label(`${chinese}在结案后保留 ${days[kind]} 日`, `${english}: kept ${days[kind]} days after a case is over`),
      '1',
      '2026-11-26',
    ),
    label: label(`${chinese}保留天数`, `days for which ${english} is kept after a case is over`),
  });
};

export const retentionKeys: Readonly<Record<KeptKind, PolicyKey>> = Object.fromEntries(
  keptKinds.map((kind) => [kind, keptFor(kind)]),
) as Record<KeptKind, PolicyKey>; // a key for each kind

export const retentionPolicies: readonly PolicyKey[] = Object.values(retentionKeys);

/** No rule erases sooner after a case is over. */
export const leastKept = Math.min(...retentionPolicies.map(({ minimum }) => minimum));

const dayLength = 24 * 3_600_000;

/** Which kinds are past their time. */
export const pastTime = (
  held: readonly KeptKind[],
  { overSince, keptDays }: { readonly overSince: Date; readonly keptDays: (kind: KeptKind) => number },
  now: Date,
): readonly KeptKind[] => held.filter((kind) => overSince.getTime() + keptDays(kind) * dayLength <= now.getTime());

export const isKeptKind = (fieldClass: FieldClass): fieldClass is FieldClass & KeptKind =>
  (keptKinds as readonly string[]).includes(fieldClass);
