import { definePolicy, label, localRule } from '@maplebridge/contract';

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
