import { definePolicy, label, localRule, warnAfter } from '@maplebridge/contract';

/** A newspaper counts what was "resolved on the spot within 3 days"; whether it means 72 hours or three working days is not known. */
export const onSpotLimit = definePolicy({
  name: 'community-disputes.onSpot',
  unit: 'hours',
  minimum: 1,
  maximum: 720,
  default: 72,
  source: localRule(
    label('三日内就地化解（据新闻报道，非法定）', 'Resolved on the spot within three days, after a newspaper report; no law'),
    '1',
    '2000-01-01',
  ),
  label: label('就地化解时限', 'time to resolve on the spot'),
});

export const consentWithin = warnAfter(
  'community-disputes.consentWithin',
  72,
  label('调解邀请未答复的提醒', 'reminder of an invitation not answered'),
);
export const kindWithin = warnAfter(
  'community-disputes.kindWithin',
  24,
  label('类型未核定的提醒', 'reminder to say what a dispute is about'),
);
