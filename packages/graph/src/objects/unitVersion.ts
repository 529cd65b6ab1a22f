import type { RequestContext, UnitRecord, UnitVersion } from '@maplebridge/contract';
import { ObjectType } from 'type-graphql';
import { loaders } from '../loaders';
import { DateTimeScalar } from '../scalars/instants';
import { shown, spoken } from '../shown';
import { UnitObject } from './unit';
import { access } from '../access/access';

@access('open')
@ObjectType('UnitVersion', {
  description: 'A unit as it was for a time. A new version begins when it is renamed or moved, or when a unit above it is moved.',
})
export class UnitVersionObject {
  @spoken('Name it had.', (version: UnitVersion) => version.name)
  name: string;

  @shown(() => UnitObject, {
    nullable: true,
    description: 'The unit right above it then, as that unit is today; null at the root.',
    read: ({ parentId }: UnitVersion, _args: object, context: RequestContext) =>
      parentId === null ? null : loaders.units(context).load(parentId),
  })
  parent: UnitRecord;

  @shown(() => DateTimeScalar, { description: 'Since when it was so.' })
  from: Date;

  @shown(() => DateTimeScalar, { nullable: true, description: 'Until when it was so; null while it is.' })
  until: Date;
}

// Declared here and not in the class: a unit shows its versions, and a version its parent unit.
shown(() => [UnitVersionObject], {
  description: 'How it came to be what it is: names and parents it had, at most 100, the latest last.',
  read: async ({ id }: UnitRecord, _args: object, context: RequestContext) => (await loaders.unitVersions(context).load(id)).slice(-100),
})(UnitObject.prototype, 'history');
