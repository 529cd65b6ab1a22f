import type { ProcessingConsentRecord, RequestContext, UnitRecord } from '@maplebridge/contract';
import { ID, ObjectType } from 'type-graphql';
import { access } from '../access/access';
import { FieldClassEnum } from '../enums';
import { toGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { DateTimeScalar } from '../scalars/instants';
import { shown } from '../shown';
import { UnitObject } from './unit';

@access('own')
@ObjectType('ProcessingConsent', { description: 'What the viewer let be processed of personal values in one case.' })
export class ProcessingConsentObject {
  @shown(() => ID, { description: 'Global id of the case.', read: ({ caseId }: ProcessingConsentRecord) => toGlobalId('case', caseId) })
  caseId: string;

  @shown(() => ID, { description: 'Global id of the party.', read: ({ partyId }: ProcessingConsentRecord) => toGlobalId('party', partyId) })
  partyId: string;

  @shown(() => [FieldClassEnum], { description: 'Classes of values.' })
  classes: readonly string[];

  @shown(() => UnitObject, {
    description: 'Who processes: the unit that answered for the case when it was given.',
    read: ({ processorId }: ProcessingConsentRecord, _args: object, context: RequestContext) => loaders.units(context).load(processorId),
  })
  processor: UnitRecord;

  @shown(() => DateTimeScalar, { description: 'When it was given.' })
  givenAt: Date;

  @shown(() => DateTimeScalar, {
    nullable: true,
    description: 'The first instant at which it holds no more; null: until it is taken back.',
  })
  until: Date;

  @shown(() => DateTimeScalar, { nullable: true, description: 'When it was taken back; null while it stands.' })
  withdrawnAt: Date;
}
