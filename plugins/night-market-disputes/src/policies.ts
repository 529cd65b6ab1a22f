import { definePolicy, label, localRule, warnAfter, type Label, type PolicyKey } from '@maplebridge/contract';
import { boundaryNoiseStandard } from './sources';

const minutesFor = (name: 'arrival' | 'onSpot', value: number, what: Label) =>
  definePolicy({
    name: `night-market-disputes.${name}`,
    unit: 'minutes',
    minimum: 1,
    maximum: 720,
    default: value,
    source: localRule(label(`${what['zh-CN']}：${value} 分钟`, `${what.en}: ${value} minutes`), '1', '2000-01-01'),
    label: what,
  });

export const arrivalLimit = minutesFor('arrival', 15, label('签收后到场时限', 'time to arrive after signing'));
export const onSpotLimit = minutesFor('onSpot', 60, label('当场调解时限', 'time to settle on the spot'));
export const arriveWithin = warnAfter(
  'night-market-disputes.arriveWithin',
  1,
  label('签收后无人到场的提醒', 'reminder that nobody has arrived'),
);
export const performWithin = warnAfter(
  'night-market-disputes.performWithin',
  72,
  label('协议待确认履行的提醒', 'reminder of an agreement to confirm'),
);

export const zoneClasses = ['class0', 'class1', 'class2', 'class3', 'class4'] as const;
export type ZoneClass = (typeof zoneClasses)[number];
export type PartOfDay = 'day' | 'night';

const decibels: Readonly<Record<PartOfDay, Readonly<Record<ZoneClass, number>>>> = {
  day: { class0: 50, class1: 55, class2: 60, class3: 65, class4: 70 },
  night: { class0: 40, class1: 45, class2: 50, class3: 55, class4: 55 },
};

const limitOf = (part: PartOfDay, zone: ZoneClass): PolicyKey =>
  definePolicy({
    name: `night-market-disputes.noise.${part}.${zone}`,
    unit: 'decibels',
    minimum: 30,
    maximum: 90,
    default: decibels[part][zone],
    source: boundaryNoiseStandard,
    label: label(`${zone.slice(-1)} 类区${part === 'day' ? '昼间' : '夜间'}噪声限值`, `noise limit, zone class ${zone.slice(-1)}, ${part}`),
  });

const limitsOf = (part: PartOfDay): Readonly<Record<ZoneClass, PolicyKey>> => ({
  class0: limitOf(part, 'class0'),
  class1: limitOf(part, 'class1'),
  class2: limitOf(part, 'class2'),
  class3: limitOf(part, 'class3'),
  class4: limitOf(part, 'class4'),
});

/** Limits at the boundary of a zone, in dB(A). */
export const noiseLimits: Readonly<Record<PartOfDay, Readonly<Record<ZoneClass, PolicyKey>>>> = {
  day: limitsOf('day'),
  night: limitsOf('night'),
};

export const policies: readonly PolicyKey[] = [
  arrivalLimit,
  onSpotLimit,
  arriveWithin,
  performWithin,
  ...Object.values(noiseLimits.day),
  ...Object.values(noiseLimits.night),
];
