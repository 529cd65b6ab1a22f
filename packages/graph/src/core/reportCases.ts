import type { CaseRecord, ReportRecord, RequestContext } from '@maplebridge/contract';
import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { loaders } from '../loaders';
import { CaseInterface } from '../objects/case';
import { ReportObject } from '../objects/place';
import { planKey, type FieldPlan } from '../plan/fieldPlan';

/** A case knows its report and a report its cases: this half stands apart, so that the two files need not import each other. */
@Resolver(() => ReportObject)
export class ReportCases {
  @FieldResolver(() => [CaseInterface], {
    description: 'The cases that came of it, oldest first, at most 100; only those that this viewer may see.',
  })
  @Extensions({ [planKey]: { relation: 'cases', most: 100 } satisfies FieldPlan })
  cases(@Root() report: ReportRecord, @Ctx() context: RequestContext): Promise<readonly CaseRecord[]> {
    return loaders.casesOfReports(context).load(report.id);
  }
}
