import { definePolicy, label, localRule } from '@maplebridge/contract';

/** No law sets it: a quarter of a year covers a mediation and what follows it. */
export const partyLinkDays = definePolicy({
  name: 'partyLink.days',
  unit: 'days',
  minimum: 1,
  maximum: 730,
  default: 90,
  source: localRule(label('当事人链接九十天内有效', 'The link of a party is good for ninety days'), '1', '2000-01-01'),
  label: label('当事人链接有效期', 'how long the link of a party is good for'),
});
