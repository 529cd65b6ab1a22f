import { definePolicy, label, localRule, warnAfter } from '@maplebridge/contract';
import { ningboRules } from './sources';

export const acceptWithin = definePolicy({
  name: 'medical-disputes.acceptWithin',
  unit: 'workingDays',
  minimum: 1,
  maximum: 15,
  default: 3,
  source: ningboRules(label('三个工作日内决定是否受理', 'The committee decides on acceptance in three working days')),
  label: label('受理决定时限', 'time to decide on acceptance'),
});

/** Art. 38 leaves the length of an extension to the committee and both sides; this is what they are offered. */
export const extension = definePolicy({
  name: 'medical-disputes.extension',
  unit: 'workingDays',
  minimum: 1,
  maximum: 90,
  default: 30,
  source: localRule(label('约定延长的默认时长', 'Usual length of an agreed extension'), '1', '2018-10-01'),
  label: label('约定延长时长', 'length of an agreed extension'),
});

/** No national text names an amount: art. 30 only encourages mediation of large claims. */
export const largeClaim = definePolicy({
  name: 'medical-disputes.largeClaim',
  unit: 'yuan',
  minimum: 0,
  maximum: 100_000_000,
  default: 100_000,
  source: ningboRules(label('索赔十万元以上的应当先行鉴定', 'Claims of 100,000 yuan and more need an appraisal')),
  label: label('高额索赔起点', 'claim that counts as large'),
});

export const inviteWithin = warnAfter(
  'medical-disputes.inviteWithin',
  72,
  label('高额索赔受理后征求同意的提醒', 'reminder to ask the sides after a large claim'),
);
export const appraisalWithin = warnAfter(
  'medical-disputes.appraisalWithin',
  720,
  label('鉴定未出意见的提醒', 'reminder of an appraisal under way'),
);
