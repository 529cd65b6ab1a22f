import type { RequestContext, UnitRecord } from '@maplebridge/contract';
import { access, DateScalar, UnitObject } from '@maplebridge/graph';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { mostDays, refuseLongPeriod } from './days';
import { CaseCountsObject, type Counted } from './objects';

@ArgsType()
export class CaseCountsArgs {
  @Field(() => DateScalar, {
    description: 'First day of the period, included: cases that were opened from this day on, where their unit is.',
  })
  from: string;

  @Field(() => DateScalar, {
    description: `Day after the last of the period, excluded; after \`from\`, by ${mostDays} days at most (else BAD_USER_INPUT).`,
  })
  until: string;
}

/** Kept ready for boards, so that a province costs what a grid costs. */
@Resolver(() => UnitObject)
export class CountsOfUnit {
  @access('supervised')
  @FieldResolver(() => CaseCountsObject, {
    nullable: true,
    description:
      'Cases of this unit and all below, counted by type and phase; for posts at the unit or above it (else FORBIDDEN). Costs the same for a province as for a grid, and may be asked of many units at once.',
  })
  async caseCounts(
    @Root() { id }: UnitRecord,
    @Ctx() context: RequestContext,
    @Args(() => CaseCountsArgs) { from, until }: CaseCountsArgs,
  ): Promise<Counted> {
    refuseLongPeriod(from, until);
    return { unitId: id, from, until, types: new Set(await context.desk.accountableTypes(id)) };
  }
}
