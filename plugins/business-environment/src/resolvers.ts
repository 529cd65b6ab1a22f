import type { RequestContext } from '@maplebridge/contract';
import { access, caseListResolver, caseMovesResolver, caseResolver, fromGlobalId } from '@maplebridge/graph';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { businessComplaint } from './businessComplaint';
import { scorecardOf, type ScorecardLine } from './scorecard';
import { ScorecardLineObject } from './scorecardObject';
import { serviceRequest } from './serviceRequest';

/** Figures about organisations: open to everybody, and about no person. */
@Resolver()
class Scorecard {
  @access('open', 'residents')
  @Query(() => [ScorecardLineObject], {
    nullable: true,
    description:
      'Closures of a unit by month, type and outcome, latest first, at most 120 lines, kept from the ledger; null when the id is no unit’s.',
  })
  async businessEnvironmentScorecard(
    @Ctx() context: RequestContext,
    @Arg('unit', () => ID, { description: 'Global id of the unit that answered for the cases; units below it are not counted.' })
    unit: string,
  ): Promise<readonly ScorecardLine[] | null> {
    const unitId = fromGlobalId(unit, ['unit']);
    return unitId === null ? null : scorecardOf(context.own('business-environment'), unitId);
  }
}

/** What requests and complaints offer, beyond the fields that every case type has. */
export const resolvers = [
  caseResolver(serviceRequest),
  caseResolver(businessComplaint),
  Scorecard,
  caseListResolver(serviceRequest, {
    name: 'serviceRequestsAwaitingDocuments',
    askedBy: 'residents',
    description: 'Service requests that wait for the documents that were told to be missing.',
    states: ['awaitingDocuments'],
  }),
  caseMovesResolver(serviceRequest, {
    name: 'serviceRequestDelivered',
    askedBy: 'residents',
    description: 'Tells when what a service request asked for was delivered and the applicant is to confirm it.',
    moves: ['deliver'],
  }),
  caseMovesResolver(businessComplaint, {
    name: 'businessComplaintAnswered',
    askedBy: 'residents',
    description: 'Tells when a business complaint was answered, and when the complainant rejects the answer.',
    moves: ['answer', 'rejectAnswer'],
  }),
];
