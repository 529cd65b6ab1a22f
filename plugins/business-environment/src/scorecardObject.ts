import { access, shown } from '@maplebridge/graph';
import { Int, ObjectType } from 'type-graphql';

@access('carried')
@ObjectType('BusinessScorecardLine', {
  description: 'Closures of one unit in one month, by case type and outcome. About an organisation, never about a person.',
})
export class ScorecardLineObject {
  @shown(() => String, { description: 'First day of the month (UTC), ISO date.' })
  month: string;

  @shown(() => String, { description: 'Name of the case type: `service-request` or `business-complaint`.' })
  caseType: string;

  @shown(() => String, { description: 'Outcome as the case type declares it, e.g. `resolved`, `partly`, `unconfirmed`.' })
  outcome: string;

  @shown(() => Int, { description: 'How many cases were closed with this outcome.' })
  closed: number;

  @shown(() => Int, { description: 'How many with this outcome were taken up again; counted beside the closures, never taken off them.' })
  reopened: number;
}
