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
import { communityDispute } from './case';

const { Connection } = caseObjects(communityDispute);
const types = [communityDispute.name];

/** What a community dispute offers beyond the fields that every case type has. */
@Resolver()
export class CommunityDisputeResolver {
  @Query(() => Connection, {
    nullable: true,
    description: 'Community disputes that were settled in place and wait for the word of the applicant.',
  })
  communityDisputesToConfirm(
    @Ctx() context: RequestContext,
    @Args(() => WindowArgs) window: WindowArgs,
  ): Promise<CaseConnectionValue | null> {
    return casePage(context, { types, states: ['settledInPlace', 'agreed'] }, window);
  }

  @Subscription(() => LiveEventInterface, {
    description: 'Tells when a community dispute is settled in place or by an agreement.',
    subscribe: watching<{ readonly after?: string | null }>(({ after }) => ({
      filter: { types },
      entryTypes: ['settleInPlace', 'reachAgreement'],
      ...resumingAfter(after),
    })),
  })
  communityDisputeSettled(
    @Root() event: LiveEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
    _after: string | null,
  ): object {
    return streamed(event);
  }

  @Subscription(() => LiveEventInterface, {
    description: 'Tells when a community dispute goes on as a case of another type; `Case.links` leads to the new one.',
    subscribe: watching<{ readonly after?: string | null }>(({ after }) => ({
      filter: { types },
      entryTypes: ['continueElsewhere'],
      ...resumingAfter(after),
    })),
  })
  communityDisputeContinuedElsewhere(
    @Root() event: LiveEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
    _after: string | null,
  ): object {
    return streamed(event);
  }
}
