import { label, type CaseFacts, type Requirement } from '@maplebridge/contract';

const consents = ({ parties }: Pick<CaseFacts, 'parties'>, side: 'applicant' | 'respondent'): boolean => {
  const ofSide = parties.filter((party) => party.side === side);
  return ofSide.length > 0 && ofSide.every((party) => party.consent === 'given');
};

/** Somebody stands on either side, and all of them have said yes: silence and an earlier yes that was withdrawn are no. */
export const bothConsent: Requirement = {
  label: label('双方当事人均已同意调解', 'both sides have consented to mediation'),
  reads: ['parties'],
  code: 'CONSENT_REQUIRED',
  holds: (facts) => consents(facts, 'applicant') && consents(facts, 'respondent'),
};
