import type { FieldClass, PartyRecord, PersonalValue, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { signedIn } from '../badInput';
import { FieldClassEnum } from '../enums';
import { cleanText, longestText, noteOf } from '../freeText';
import { requireGlobalId } from '../globalId';
import { forgetCase, loaders } from '../loaders';
import { CaseInterface } from '../objects/case';
import { ChangeObject } from '../objects/change';
import { PartyObject, PersonalObject } from '../objects/party';
import { caseOfReceipt, receiptValue, type ReceiptValue } from '../receipts';
import { DateTimeScalar } from '../scalars/instants';
import { IdempotencyKeyScalar } from '../scalars/tokens';
import { shown } from '../shown';
import { refuseWithoutInput } from '../takenInput';

@InputType('MoveCaseInput', { description: 'A move by its code.' })
export class MoveCaseInput {
  @Field(() => ID, { description: 'Global id of the case.' })
  id: string;

  @Field(() => String, { description: 'Code of a move: one of `Case.moves`.' })
  move: string;

  @Field(() => Int, { description: '`Case.version` as it was read; VERSION_CONFLICT when the case has changed since.' })
  expectedVersion: number;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;

  @Field(() => String, { nullable: true, description: `What to note, at most ${longestText} characters; kept apart from the ledger.` })
  note?: string | null;
}

@ObjectType('MoveCasePayload', { description: 'What the move did.' })
export class MoveCasePayload {
  @shown(() => CaseInterface, {
    nullable: true,
    description: 'The case as it stands now; null when the move took it out of the viewer’s sight.',
    read: caseOfReceipt,
  })
  case: object;

  @shown(() => ChangeObject, { description: 'The change that was made. A replay of the same key returns the first one.' })
  change: object;
}

@InputType('UnmaskInput', { description: 'Whose values to open, which, and for what purpose.' })
export class UnmaskInput {
  @Field(() => ID, { description: 'Global id of the party.' })
  party: string;

  @Field(() => [FieldClassEnum], { description: 'Classes of values to open; only what is needed for the purpose.' })
  classes: readonly FieldClass[];

  @Field(() => String, {
    description: `The purpose, at most ${longestText} characters; the person concerned can read it. Empty: PURPOSE_REQUIRED.`,
  })
  purpose: string;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;
}

interface OpenedValue {
  readonly field: string;
  readonly value: PersonalValue;
}

@ObjectType('OpenedValue', { description: 'A personal value that was opened.' })
export class OpenedValueObject {
  @shown(() => String, { description: 'Name of the field.' })
  field: string;

  @shown(() => PersonalObject, { description: 'The value, unmasked.' })
  value: PersonalValue;
}

interface UnmaskValue {
  readonly party: PartyRecord;
  readonly until: Date;
  readonly opened: Readonly<Record<string, PersonalValue>>;
}

const openedOf = ({ opened }: UnmaskValue): readonly OpenedValue[] => Object.entries(opened).map(([field, value]) => ({ field, value }));

@ObjectType('UnmaskPayload', { description: 'What was opened. The access is on record.' })
export class UnmaskPayload {
  @shown(() => PartyObject, { nullable: true, description: 'The party, with the name opened if its class was asked for.' })
  party: PartyRecord;

  @shown(() => [OpenedValueObject], { description: 'The values that were opened.', read: openedOf })
  opened: readonly OpenedValue[];

  @shown(() => DateTimeScalar, { description: 'Until when this purpose stands.' })
  until: Date;
}

@Resolver()
export class CoreMutations {
  @Mutation(() => MoveCasePayload, {
    nullable: true,
    description:
      'Makes any type’s move by its code: an inbox can sign for cases of plugins it has never seen. Typed twins: move<Type>. A move that takes an input has a mutation of its own (NEEDS_MISSING names it).',
  })
  async moveCase(
    @Ctx() context: RequestContext,
    @Arg('input', () => MoveCaseInput, { description: 'Which case, which move.' }) input: MoveCaseInput,
  ): Promise<ReceiptValue> {
    signedIn(context);
    const { id, note, ...move } = input;
    const caseId = requireGlobalId(id, ['case'], 'id');
    const found = await loaders.cases(context).load(caseId);
    if (found && !found.isDormant) refuseWithoutInput(context.caseTypes.get(found.type), move.move);
    const noted = noteOf(note);
    return receiptValue(await context.desk.move({ ...move, caseId, ...noted }), noted.note, context);
  }

  @Mutation(() => UnmaskPayload, {
    nullable: true,
    description:
      'Opens personal values of one party for a purpose. Every opening is on record; without the record there is no value (ACCESS_LOG_UNAVAILABLE).',
  })
  async unmask(
    @Ctx() context: RequestContext,
    @Arg('input', () => UnmaskInput, { description: 'Whose values, which, and why.' }) input: UnmaskInput,
  ): Promise<UnmaskValue> {
    signedIn(context);
    const { party, purpose, ...request } = input;
    const partyId = requireGlobalId(party, ['party'], 'party');
    const opened = await context.desk.unmask({ ...request, partyId, purpose: cleanText(purpose, longestText, 'purpose') });
    forgetCase(context, opened.party.caseId);
    return opened;
  }
}
