import type { LiveEvent, RequestContext } from '@maplebridge/contract';
import {
  caseObjects,
  casePage,
  CursorScalar,
  fromGlobalId,
  LiveEventInterface,
  resumingAfter,
  streamed,
  watching,
  WindowArgs,
  type CaseConnectionValue,
} from '@maplebridge/graph';
import { Arg, Args, Ctx, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { businessComplaint } from './businessComplaint';
import { scorecardOf, type ScorecardLine } from './scorecard';
import { ScorecardLineObject } from './scorecardObject';
import { serviceRequest } from './serviceRequest';

const { Connection } = caseObjects(serviceRequest);

/** What requests and complaints offer beyond the fields that every case type has. */
@Resolver()
export class BusinessEnvironmentResolver {
  @Query(() => Connection, { nullable: true, description: 'Service requests that wait for the documents that were told to be missing.' })
  serviceRequestsAwaitingDocuments(
    @Ctx() context: RequestContext,
    @Args(() => WindowArgs) window: WindowArgs,
  ): Promise<CaseConnectionValue | null> {
    return casePage(context, { types: [serviceRequest.name], states: ['awaitingDocuments'] }, window);
  }

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

  @Subscription(() => LiveEventInterface, {
    description: 'Tells when what a service request asked for was delivered and the applicant is to confirm it.',
    subscribe: watching<{ readonly after?: string | null }>(({ after }) => ({
      filter: { types: [serviceRequest.name] },
      entryTypes: ['deliver'],
      ...resumingAfter(after),
    })),
  })
  serviceRequestDelivered(
    @Root() event: LiveEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
    _after: string | null,
  ): object {
    return streamed(event);
  }

  @Subscription(() => LiveEventInterface, {
    description: 'Tells when a business complaint was answered, and when the complainant rejects the answer.',
    subscribe: watching<{ readonly after?: string | null }>(({ after }) => ({
      filter: { types: [businessComplaint.name] },
      entryTypes: ['answer', 'rejectAnswer'],
      ...resumingAfter(after),
    })),
  })
  businessComplaintAnswered(
    @Root() event: LiveEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
    _after: string | null,
  ): object {
    return streamed(event);
  }
}
