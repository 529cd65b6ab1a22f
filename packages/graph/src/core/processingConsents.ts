import type { FieldClass, ProcessingConsentInput, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { access } from '../access/access';
import { signedIn } from '../badInput';
import { FieldClassEnum } from '../enums';
import { requireGlobalId } from '../globalId';
import { receiptValue, type ReceiptValue } from '../receipts';
import { DateTimeScalar } from '../scalars/instants';
import { IdempotencyKeyScalar } from '../scalars/tokens';
import { PartyPayload } from './parties';

@InputType({ description: 'Whose values it is about, and which.' })
abstract class Consenting {
  @Field(() => ID, { description: 'Global id of the party that the viewer is, or for whom they stand as guardian or near relative.' })
  party: string;

  @Field(() => [FieldClassEnum], { description: 'Classes of personal values.' })
  classes: readonly FieldClass[];

  @Field(() => Int, { description: '`Case.version` as it was read; VERSION_CONFLICT when the case has changed since.' })
  expectedVersion: number;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;
}

@InputType('GiveProcessingConsentInput', { description: 'What is agreed to, and until when.' })
export class GiveProcessingConsentInput extends Consenting {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first instant at which it holds no more, later than now; absent: until it is taken back.',
  })
  until: Date | null;
}

@InputType('WithdrawProcessingConsentInput', { description: 'What is taken back.' })
export class WithdrawProcessingConsentInput extends Consenting {}

@Resolver()
export class ProcessingConsents {
  @access('subject', 'residents')
  @Mutation(() => PartyPayload, {
    nullable: true,
    description:
      'The person concerned, a guardian or a near relative lets personal values of these classes be processed in the case, besides what was agreed to before (PIPL arts 13, 14 and 31). Where the basis of a case type is consent, those who work on the case open nothing else (CONSENT_REQUIRED); where it is a legal duty, it changes nothing. It is no consent to mediation. FORBIDDEN for everybody else; BAD_USER_INPUT without a class or with an end in the past. VERSION_CONFLICT.',
  })
  async giveProcessingConsent(
    @Ctx() context: RequestContext,
    @Arg('input', () => GiveProcessingConsentInput, { description: 'What is agreed to.' }) input: GiveProcessingConsentInput,
  ): Promise<ReceiptValue> {
    signedIn(context);
    const { until, ...asked } = input;
    const consent = { ...consentOf(asked), ...(until ? { until } : {}) };
    return receiptValue(await context.desk.giveProcessingConsent(consent), undefined, context);
  }

  @access('subject', 'residents')
  @Mutation(() => PartyPayload, {
    nullable: true,
    description:
      'Takes back what was agreed to, in one step like the giving (PIPL art. 15): from the next request on nobody opens values of these classes by it, and nothing else changes for the person (art. 16). What was read before stays on record. FORBIDDEN for everybody else; BAD_USER_INPUT where none of it was agreed to. VERSION_CONFLICT.',
  })
  async withdrawProcessingConsent(
    @Ctx() context: RequestContext,
    @Arg('input', () => WithdrawProcessingConsentInput, { description: 'What is taken back.' }) input: WithdrawProcessingConsentInput,
  ): Promise<ReceiptValue> {
    signedIn(context);
    return receiptValue(await context.desk.withdrawProcessingConsent(consentOf(input)), undefined, context);
  }
}

const consentOf = ({ party, ...asked }: WithdrawProcessingConsentInput): ProcessingConsentInput => ({
  ...asked,
  partyId: requireGlobalId(party, ['party'], 'party'),
});
