import type { PartyRecord, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { signedIn } from '../badInput';
import { PartyInputObject } from '../case-type/inputs';
import { partyOf } from '../case-type/writing';
import { cleanText } from '../freeText';
import { requireGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { CaseInterface } from '../objects/case';
import { ChangeObject } from '../objects/change';
import { PartyObject } from '../objects/party';
import { caseWritten } from '../plan/entries';
import { caseOfReceipt, receiptValue, type ReceiptValue } from '../receipts';
import { IdempotencyKeyScalar } from '../scalars/tokens';
import { shown } from '../shown';
import { access } from '../access/access';

@InputType({ description: 'What every change of the parties is sent with.' })
abstract class ChangingParties {
  @Field(() => Int, { description: '`Case.version` as it was read; VERSION_CONFLICT when the case has changed since.' })
  expectedVersion: number;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;
}

@InputType('AddPartyInput', { description: 'Who comes in, and to which case.' })
export class AddPartyInputObject extends ChangingParties {
  @Field(() => ID, { description: 'Global id of the case.' })
  case: string;

  @Field(() => PartyInputObject, { description: 'Who comes in.' })
  party: PartyInputObject;
}

@InputType('IdentifyPartyInput', { description: 'Which party, and by which token it is known.' })
export class IdentifyPartyInputObject extends ChangingParties {
  @Field(() => ID, { description: 'Global id of the party.' })
  party: string;

  @Field(() => String, { description: '`sub` of the person’s token, 1 to 200 characters.' })
  subject: string;
}

/** The entry itself says which party it is about, so that a replay answers the same. */
async function partyOfReceipt({ caseId, change }: ReceiptValue, _args: object, context: RequestContext): Promise<PartyRecord | null> {
  const parties = await loaders.parties(context).load(caseId);
  return parties.find(({ id }) => id === change.entry.payload.party) ?? null;
}

@access('carried')
@ObjectType('PartyPayload', { description: 'What became of the parties.' })
export class PartyPayload {
  @shown(() => PartyObject, {
    nullable: true,
    description: 'The party; null when the case is out of the viewer’s sight by now.',
    read: partyOfReceipt,
  })
  party: object;

  @shown(() => CaseInterface, {
    nullable: true,
    description: 'The case as it stands now; null when it is out of the viewer’s sight by now.',
    read: caseOfReceipt,
    entry: caseWritten,
  })
  case: object;

  @shown(() => ChangeObject, { description: 'The change that was made. A replay of the same key returns the first one.' })
  change: object;
}

@Resolver()
export class PartyMutations {
  @access('worker')
  @Mutation(() => PartyPayload, {
    nullable: true,
    description:
      'Adds a party to an open case, at most 50 in all, for those who work on it (FORBIDDEN for its parties). With `subject` the person sees the case from then on, if its type shows cases to that side. BAD_USER_INPUT, MOVE_NOT_OPEN, VERSION_CONFLICT.',
  })
  async addParty(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddPartyInputObject, { description: 'Who comes in, and to which case.' }) input: AddPartyInputObject,
  ): Promise<ReceiptValue> {
    signedIn(context);
    const { case: id, party: given, ...change } = input;
    const caseId = requireGlobalId(id, ['case'], 'case');
    const actsFor = given.actsFor ? { actsForId: requireGlobalId(given.actsFor, ['party'], 'party.actsFor') } : {};
    const party = { ...partyOf(given, 'party'), ...actsFor };
    return receiptValue(await context.desk.addParty({ ...change, caseId, party }), undefined, context);
  }

  @access('worker')
  @Mutation(() => PartyPayload, {
    nullable: true,
    description:
      'Links a party with a person, who sees the case from then on if its type shows cases to that side; for those who work on the case (FORBIDDEN for its parties). A link once made stays. BAD_USER_INPUT, VERSION_CONFLICT.',
  })
  async identifyParty(
    @Ctx() context: RequestContext,
    @Arg('input', () => IdentifyPartyInputObject, { description: 'Which party, and who it is.' }) input: IdentifyPartyInputObject,
  ): Promise<ReceiptValue> {
    signedIn(context);
    const { party, subject, ...change } = input;
    const partyId = requireGlobalId(party, ['party'], 'party');
    const known = cleanText(subject, 200, 'subject');
    return receiptValue(await context.desk.identifyParty({ ...change, partyId, subject: known }), undefined, context);
  }
}
