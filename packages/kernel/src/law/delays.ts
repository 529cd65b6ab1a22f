import { definePolicy, label, personalInformationLaw, type PolicyKey } from '@maplebridge/contract';

/** The law allows silence where another law demands it or where telling would impede a duty, and only for so long; it names no number. */
const source = personalInformationLaw(
  '18, 35',
  label('法律未规定天数：平台约定', 'The law names no number: a convention of this platform'),
);

export const longestDelay = definePolicy({
  name: 'accessLog.delayDays',
  unit: 'days',
  minimum: 1,
  maximum: 365,
  default: 90,
  source,
  label: label('查阅记录延迟告知的最长天数', 'days for which the people concerned may read an entry later, at most'),
});

export const delayReview = definePolicy({
  name: 'accessLog.reviewDays',
  unit: 'days',
  minimum: 1,
  maximum: 30,
  default: 7,
  source,
  label: label('延迟告知须在几日内复核', 'days in which somebody else has to review a delay, or it lapses'),
});

export const delayPolicies: readonly PolicyKey[] = [longestDelay, delayReview];
