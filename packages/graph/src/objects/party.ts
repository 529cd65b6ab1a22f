import type { PartyRecord, PersonalValue, RequestContext } from '@maplebridge/contract';
import { ID, ObjectType } from 'type-graphql';
import { CapacityEnum, ConsentStateEnum, FieldClassEnum, SideEnum } from '../enums';
import { toGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { shown } from '../shown';
import { NodeInterface } from './node';
import { access } from '../access/access';

@access('masked')
@ObjectType('Personal', {
  description:
    'A personal value. A masked one says so; `unmask` opens it for a purpose, and the person concerned can read that it was opened.',
})
export class PersonalObject {
  @shown(() => String, {
    description: 'The stored mask, e.g. `王**`, until the value is opened for a purpose.',
    plan: { attribute: 'text' },
  })
  text: string;

  @shown(() => Boolean, { description: 'True while `text` is the mask.', plan: { attribute: 'isMasked' } })
  isMasked: boolean;

  @shown(() => FieldClassEnum, { description: 'What kind of knowledge it is.', plan: { attribute: 'class' } })
  class: string;
}

@access('case')
@ObjectType('Party', { implements: NodeInterface, description: 'Somebody who takes part in a case.' })
export class PartyObject {
  @shown(() => ID, {
    description: 'Global id of the party.',
    read: (party: PartyRecord) => toGlobalId('party', party.id),
    plan: { attribute: 'id', id: 'party' },
  })
  id: string;

  @shown(() => SideEnum, { description: 'On which side.', plan: { attribute: 'side' } })
  side: string;

  @shown(() => CapacityEnum, { description: 'In what capacity.', plan: { attribute: 'capacity' } })
  capacity: string;

  @shown(() => PersonalObject, {
    description: 'Name, masked unless opened.',
    plan: { part: { text: 'nameMask', isMasked: { constant: true }, class: { constant: 'identity' } } },
  })
  name: PersonalValue;

  @shown(() => PartyObject, {
    nullable: true,
    description: 'The party of the same case for whom this one acts.',
    read: (party: PartyRecord, _args: object, context: RequestContext) => (party.actsForId === null ? null : principalOf(party, context)),
    plan: { relation: 'actsFor' },
  })
  actsFor: PartyRecord;

  @shown(() => ConsentStateEnum, { description: 'Consent to mediation.', plan: { attribute: 'consent' } })
  consent: string;
}

async function principalOf(party: PartyRecord, context: RequestContext): Promise<PartyRecord | null> {
  const parties = await loaders.parties(context).load(party.caseId);
  return parties.find(({ id }) => id === party.actsForId) ?? null;
}
