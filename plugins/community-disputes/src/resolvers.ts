import { caseListResolver, caseMovesResolver, caseResolver } from '@maplebridge/graph';
import { communityDispute } from './case';

/** What a community dispute offers, beyond the fields that every case type has. */
export const resolvers = [
  caseResolver(communityDispute),
  caseListResolver(communityDispute, {
    name: 'communityDisputesToConfirm',
    askedBy: 'residents',
    description: 'Community disputes that were settled in place and wait for the word of the applicant.',
    states: ['settledInPlace', 'agreed'],
  }),
  caseMovesResolver(communityDispute, {
    name: 'communityDisputeSettled',
    askedBy: 'residents',
    description: 'Tells when a community dispute is settled in place or by an agreement.',
    moves: ['settleInPlace', 'reachAgreement'],
  }),
  caseMovesResolver(communityDispute, {
    name: 'communityDisputeContinuedElsewhere',
    description: 'Tells when a community dispute goes on as a case of another type; `Case.links` leads to the new one.',
    moves: ['continueElsewhere'],
  }),
];
