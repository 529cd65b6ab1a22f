import type { CaseRecord, EmergencyRecord, RequestContext, UnitRecord } from '@maplebridge/contract';
import { ID, ObjectType } from 'type-graphql';
import { toGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { caseOf } from '../plan/entries';
import { DateTimeScalar } from '../scalars/instants';
import { shown, spoken } from '../shown';
import { CaseInterface } from './case';
import { UnitObject } from './unit';
import { access } from '../access/access';

@access('carried')
@ObjectType('Emergency', { description: 'A case that somebody opened in an emergency, as who is to review it reads it.' })
export class EmergencyObject {
  @shown(() => ID, { description: 'Global id of the opening.', read: ({ id }: EmergencyRecord) => toGlobalId('emergency', id) })
  id: string;

  @shown(() => CaseInterface, {
    nullable: true,
    description: 'The case; null when it went out of the viewer’s sight.',
    read: ({ caseId }: EmergencyRecord, _args: object, context: RequestContext): Promise<CaseRecord | null> =>
      loaders.cases(context).load(caseId),
    entry: caseOf(({ caseId }: EmergencyRecord) => caseId),
  })
  case: object;

  @shown(() => ID, {
    description: 'Global id of the person who opened it.',
    read: ({ personId }: EmergencyRecord) => toGlobalId('person', personId),
  })
  person: string;

  @shown(() => String, { description: 'Code of the post by which it was opened.' })
  role: string;

  @spoken('The post in words.', ({ role }: EmergencyRecord, context: RequestContext) => context.directory.roleLabel(role))
  label: string;

  @shown(() => UnitObject, {
    nullable: true,
    description: 'The unit in which the post is held.',
    read: ({ unitId }: EmergencyRecord, _args: object, context: RequestContext): Promise<UnitRecord | null> =>
      loaders.units(context).load(unitId),
  })
  unit: object;

  @shown(() => DateTimeScalar, { description: 'When it was opened.' })
  from: Date;

  @shown(() => DateTimeScalar, { description: 'The first instant at which it is out of their sight again.' })
  until: Date;

  @shown(() => String, { nullable: true, description: 'Why, in the words of who opened it; null when the text was erased.' })
  reason: string | null;
}
