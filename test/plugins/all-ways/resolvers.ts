import type { RequestContext } from '@maplebridge/contract';
import { access, caseObjects, fromGlobalId, loaders, type ReceiptValue } from '@maplebridge/graph';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { parkingDispute } from './case';
import { recordVisit } from './visiting';
import { RecordVisitInput, VisitObject } from './visitObjects';
import { visitsOf, type Visit } from './visits';

const { Payload } = caseObjects(parkingDispute);

@Resolver()
export class ParkingDisputeResolver {
  /** Way in (b): the plugin's own tables, read by bound SQL under its own role. */
  @access('seen')
  @Query(() => [VisitObject], {
    nullable: true,
    description: 'Visits to a parking dispute, latest first, at most 100; null when it is not the viewer’s to see.',
  })
  async parkingDisputeVisits(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Global id of a parking dispute.' }) id: string,
  ): Promise<readonly Visit[] | null> {
    const caseId = fromGlobalId(id, ['case']);
    const found = caseId === null ? null : await loaders.cases(context).load(caseId);
    return found?.type === parkingDispute.name ? visitsOf(context.own('parking-disputes'), found.id) : null;
  }

  @access('worker')
  @Mutation(() => Payload, {
    nullable: true,
    description: 'Records a visit. Errors: BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT.',
  })
  recordParkingDisputeVisit(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordVisitInput, { description: 'Which case, read at which version, and what was found.' })
    input: RecordVisitInput,
  ): Promise<ReceiptValue> {
    return recordVisit(input, context);
  }
}
