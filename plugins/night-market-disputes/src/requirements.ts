import { label, type Requirement } from '@maplebridge/contract';
import type { NightMarketDisputeDetails } from './details';

export const minorAndClear: Requirement<NightMarketDisputeDetails> = {
  label: label('情节轻微、事实清楚', 'circumstances are minor and facts clear'),
  reads: ['details'],
  holds: ({ details }) => details.isMinorAndClear === true,
};

/** Our rule, in no statute: a yes under alcohol is none until it can be given again with a clear head. */
export const clearHeaded: Requirement<NightMarketDisputeDetails> = {
  label: label('涉酒的，须先确认当事人清醒', 'where alcohol is involved, everybody was found clear-headed first'),
  reads: ['details'],
  code: 'CONSENT_REQUIRED',
  holds: ({ details }) => details.involvesAlcohol !== true || Boolean(details.sobrietyConfirmedAt),
};
