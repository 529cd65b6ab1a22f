import type { LiveEvent, RequestContext } from '@maplebridge/contract';
import {
  caseObjects,
  casePage,
  CursorScalar,
  LiveEventInterface,
  resumingAfter,
  streamed,
  watching,
  WindowArgs,
  type CaseConnectionValue,
} from '@maplebridge/graph';
import { Arg, Args, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { medicalDispute } from './case';

const { Connection } = caseObjects(medicalDispute);
const types = [medicalDispute.name];

/** What a medical dispute offers beyond the fields that every case type has. */
@Resolver()
export class MedicalDisputeResolver {
  @Query(() => Connection, {
    nullable: true,
    description: 'Medical disputes whose clock stands still because an appraisal is under way, the nearest deadline first.',
  })
  medicalDisputesInAppraisal(
    @Ctx() context: RequestContext,
    @Args(() => WindowArgs) window: WindowArgs,
  ): Promise<CaseConnectionValue | null> {
    return casePage(context, { types, states: ['appraisal'] }, window);
  }

  @Subscription(() => LiveEventInterface, {
    description: 'Tells when the sides of a medical dispute are asked whether they want mediation.',
    subscribe: watching<{ readonly after?: string | null }>(({ after }) => ({
      filter: { types },
      entryTypes: ['inviteMediation'],
      ...resumingAfter(after),
    })),
  })
  medicalDisputeCalledToMediation(
    @Root() event: LiveEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
    _after: string | null,
  ): object {
    return streamed(event);
  }
}
