import type { PlaceRecord, ReportRecord, RequestContext, UnitRecord } from '@maplebridge/contract';
import { ID, ObjectType } from 'type-graphql';
import { PlaceKindEnum } from '../enums';
import { toGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { DateTimeScalar } from '../scalars/instants';
import { shown } from '../shown';
import { NodeInterface } from './node';
import { UnitObject } from './unit';
import { access } from '../access/access';

@access('open')
@ObjectType('Place', {
  implements: NodeInterface,
  description: 'Where something arises: an area, grid, building, market stall or hall, in a tree of its own.',
})
export class PlaceObject {
  @shown(() => ID, {
    description: 'Global id of the place.',
    read: (place: PlaceRecord) => toGlobalId('place', place.id),
    plan: { attribute: 'id', id: 'place' },
  })
  id: string;

  @shown(() => String, { description: 'Name as people there say it.', plan: { attribute: 'name' } })
  name: string;

  @shown(() => PlaceKindEnum, { description: 'What kind of place it is.', plan: { attribute: 'kind' } })
  kind: string;

  @shown(() => PlaceObject, {
    nullable: true,
    description: 'The place that this one is part of; null at the root.',
    read: (place: PlaceRecord, _args: object, context: RequestContext) => placeOf(place.partOfId, context),
    plan: { relation: 'partOf' },
  })
  partOf: PlaceRecord;

  @shown(() => [UnitObject], {
    description: 'Units that answer for the place now, the nearest competence first; at most 50.',
    read: async (place: PlaceRecord, _args: object, context: RequestContext) =>
      (await loaders.answering(context).load(place.id)).slice(0, 50),
  })
  answeredBy: readonly UnitRecord[];
}

const placeOf = (id: string | null, context: RequestContext): Promise<PlaceRecord | null> | null =>
  id === null ? null : loaders.places(context).load(id);

@access('case')
@ObjectType('Report', {
  implements: NodeInterface,
  description: 'What came in, before and beside any case. The resident’s clocks start here and survive re-typing and transfer.',
})
export class ReportObject {
  @shown(() => ID, {
    description: 'Global id of the report.',
    read: (report: ReportRecord) => toGlobalId('report', report.id),
    plan: { attribute: 'id', id: 'report' },
  })
  id: string;

  @shown(() => String, { description: 'Number of the report, as told to whoever made it.', plan: { attribute: 'number' } })
  number: string;

  @shown(() => String, { description: 'How it came in, e.g. `counter`, `hotline`, `app`, `import`.', plan: { attribute: 'channel' } })
  channel: string;

  @shown(() => DateTimeScalar, { description: 'When it came in.', plan: { attribute: 'receivedAt' } })
  receivedAt: Date;

  @shown(() => PlaceObject, {
    nullable: true,
    description: 'Where it arose, when known.',
    read: (report: ReportRecord, _args: object, context: RequestContext) => placeOf(report.placeId, context),
    plan: { relation: 'place' },
  })
  place: PlaceRecord;
}
