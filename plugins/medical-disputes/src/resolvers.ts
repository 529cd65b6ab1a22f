import { caseListResolver, caseMovesResolver, caseResolver } from '@maplebridge/graph';
import { medicalDispute } from './case';

/** What a medical dispute offers, beyond the fields that every case type has. */
export const resolvers = [
  caseResolver(medicalDispute),
  caseListResolver(medicalDispute, {
    name: 'medicalDisputesInAppraisal',
    description: 'Medical disputes whose clock stands still because an appraisal is under way, the nearest deadline first.',
    states: ['appraisal'],
  }),
  caseMovesResolver(medicalDispute, {
    name: 'medicalDisputeCalledToMediation',
    askedBy: 'residents',
    description: 'Tells when the sides of a medical dispute are asked whether they want mediation.',
    moves: ['inviteMediation'],
  }),
];
