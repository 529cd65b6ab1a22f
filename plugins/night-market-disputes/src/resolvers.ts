import type { RequestContext } from '@maplebridge/contract';
import { access, caseListResolver, caseMovesResolver, caseObjects, caseResolver, type ReceiptValue } from '@maplebridge/graph';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { nightMarketDispute } from './case';
import { noiseOf, recordNoise } from './measuring';
import { NoiseReadingObject, RecordNoiseInput, type JudgedReading } from './noiseObjects';

const { Payload } = caseObjects(nightMarketDispute);

/** Noise: what a meter showed, beside the limit that held there and then. */
@Resolver()
class Noise {
  @access('seen', 'residents')
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

  @access('worker')
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
}

/** What a night-market dispute offers, beyond the fields that every case type has. */
export const resolvers = [
  caseResolver(nightMarketDispute),
  Noise,
  caseListResolver(nightMarketDispute, {
    name: 'nightMarketDisputesAtScene',
    description: 'Night-market disputes that somebody is dealing with at the scene right now.',
    states: ['atScene', 'onTheSpot'],
  }),
  caseMovesResolver(nightMarketDispute, {
    name: 'nightMarketDisputeMediatedOnSpot',
    description: 'Tells how mediation on the spot ended: settled, refused or failed.',
    moves: ['settleOnSpot', 'refuseOnSpot', 'endOnSpot'],
  }),
  caseMovesResolver(nightMarketDispute, {
    name: 'nightMarketDisputeNoiseMeasured',
    description: 'Tells when noise was measured for a night-market dispute.',
    moves: ['night-market-disputes.noiseMeasured'],
  }),
];
