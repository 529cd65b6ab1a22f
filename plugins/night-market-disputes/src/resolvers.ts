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
  type ReceiptValue,
} from '@maplebridge/graph';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { nightMarketDispute } from './case';
import { noiseOf, recordNoise } from './measuring';
import { NoiseReadingObject, RecordNoiseInput, type JudgedReading } from './noiseObjects';

const { Connection, Payload } = caseObjects(nightMarketDispute);
const types = [nightMarketDispute.name];

/** What a night-market dispute offers beyond the fields that every case type has. */
@Resolver()
export class NightMarketDisputeResolver {
  @Query(() => Connection, { nullable: true, description: 'Night-market disputes that somebody is dealing with at the scene right now.' })
  nightMarketDisputesAtScene(
    @Ctx() context: RequestContext,
    @Args(() => WindowArgs) window: WindowArgs,
  ): Promise<CaseConnectionValue | null> {
    return casePage(context, { types, states: ['atScene', 'onTheSpot'] }, window);
  }

  @Query(() => [NoiseReadingObject], {
    nullable: true,
    description:
      'Noise measured for one night-market dispute, latest first, at most 100; null when the case is absent or not the viewer’s to see.',
  })
  nightMarketDisputeNoise(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Global id of a night-market dispute.' }) id: string,
  ): Promise<readonly JudgedReading[] | null> {
    return noiseOf(id, context);
  }

  @Mutation(() => Payload, {
    nullable: true,
    description:
      'Records what a meter showed. Errors: BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT.',
  })
  recordNightMarketDisputeNoise(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordNoiseInput, { description: 'Which case, read at which version, and what was measured.' })
    input: RecordNoiseInput,
  ): Promise<ReceiptValue> {
    return recordNoise(input, context);
  }

  @Subscription(() => LiveEventInterface, {
    description: 'Tells how mediation on the spot ended: settled, refused or failed.',
    subscribe: watching<{ readonly after?: string | null }>(({ after }) => ({
      filter: { types },
      entryTypes: ['settleOnSpot', 'refuseOnSpot', 'endOnSpot'],
      ...resumingAfter(after),
    })),
  })
  nightMarketDisputeMediatedOnSpot(
    @Root() event: LiveEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
    _after: string | null,
  ): object {
    return streamed(event);
  }

  @Subscription(() => LiveEventInterface, {
    description: 'Tells when noise was measured for a night-market dispute.',
    subscribe: watching<{ readonly after?: string | null }>(({ after }) => ({
      filter: { types },
      entryTypes: ['night-market-disputes.noiseMeasured'],
      ...resumingAfter(after),
    })),
  })
  nightMarketDisputeNoiseMeasured(
    @Root() event: LiveEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })
    _after: string | null,
  ): object {
    return streamed(event);
  }
}
