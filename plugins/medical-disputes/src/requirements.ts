import { label, type Requirement } from '@maplebridge/contract';
import type { MedicalDisputeDetails } from './details';

/** One dispute is on one route at a time: a court or an authority that has accepted it shuts this one. */
export const routeIsFree: Requirement<MedicalDisputeDetails> = {
  label: label('法院或行政调解未受理同一纠纷', 'no court and no health authority has accepted the same dispute'),
  reads: ['details'],
  holds: ({ details }) => details.litigationAccepted !== true && details.administrativeMediationAccepted !== true,
};

export const bothSidesKnown: Requirement<MedicalDisputeDetails> = {
  label: label('患方与医方均已登记', 'a patient side and a medical side are registered'),
  reads: ['parties'],
  holds: ({ parties }) => parties.some(({ side }) => side === 'applicant') && parties.some(({ side }) => side === 'respondent'),
};
