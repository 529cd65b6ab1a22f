import type { LiveEvent, RequestContext } from '@maplebridge/contract';
import {
  access,
  caseObjects,
  casePage,
  LiveEventInterface,
  streamed,
  watching,
  WindowArgs,
  type CaseConnectionValue,
} from '@maplebridge/graph';
import { Args, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { propertyFeeDispute } from './case';

const { Connection } = caseObjects(propertyFeeDispute);
const types = [propertyFeeDispute.name];

/** What it offers beyond the fields that every case type has. */
@Resolver()
export class PropertyFeeResolver {
  @access('seen')
  @Query(() => Connection, { nullable: true, description: 'Property fee disputes in mediation, or waiting for the other side to consent.' })
  propertyFeeDisputesInMediation(
    @Ctx() context: RequestContext,
    @Args(() => WindowArgs) window: WindowArgs,
  ): Promise<CaseConnectionValue | null> {
    return casePage(context, { types, phases: ['mediation'] }, window);
  }

  @access('stream')
  @Subscription(() => LiveEventInterface, {
    description: 'Tells when a property fee dispute ends in an agreement.',
    subscribe: watching(() => ({ filter: { types }, entryTypes: ['reachAgreement'] })),
  })
  propertyFeeDisputeAgreed(@Root() event: LiveEvent): object {
    return streamed(event);
  }
}
