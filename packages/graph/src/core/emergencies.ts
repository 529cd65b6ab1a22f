import type { EmergencyOutcome, EmergencyRecord, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { badInput, signedIn } from '../badInput';
import { EmergencyOutcomeEnum } from '../enums';
import { cleanText, longestText } from '../freeText';
import { requireGlobalId } from '../globalId';
import { CaseInterface } from '../objects/case';
import { ChangeObject } from '../objects/change';
import { EmergencyObject } from '../objects/emergency';
import { caseWritten } from '../plan/entries';
import { caseOfReceipt, receiptValue, type ReceiptValue } from '../receipts';
import { DateTimeScalar } from '../scalars/instants';
import { IdempotencyKeyScalar } from '../scalars/tokens';
import { shown } from '../shown';
import { access } from '../access/access';

@InputType('OpenInEmergencyInput', { description: 'Which case to open, and why it cannot wait.' })
export class OpenInEmergencyInput {
  @Field(() => String, { description: 'Number of the case as printed.' })
  number: string;

  @Field(() => String, { description: `Why, 1 to ${longestText} characters; read by supervisors of the unit, never by parties.` })
  reason: string;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;
}

@InputType('ReviewEmergencyInput', { description: 'Which opening was looked at, and what came of it.' })
export class ReviewEmergencyInput {
  @Field(() => ID, { description: 'Global id of the opening: `Emergency.id`.' })
  emergency: string;

  @Field(() => EmergencyOutcomeEnum, { description: 'Whether it was an emergency.' })
  outcome: EmergencyOutcome;

  @Field(() => String, { description: `What the review found, 1 to ${longestText} characters; read by supervisors of the unit.` })
  note: string;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;
}

@access('carried')
@ObjectType('OpenInEmergencyPayload', { description: 'A case that may be read for a time, and nothing done in it.' })
export class OpenInEmergencyPayload {
  @shown(() => CaseInterface, {
    nullable: true,
    description: 'The case; null when the time is over, e.g. for a replay of the same key.',
    read: caseOfReceipt,
    entry: caseWritten,
  })
  case: object;

  @shown(() => DateTimeScalar, {
    description: 'The first instant at which it is out of sight again; streams end then.',
    read: ({ change }: ReceiptValue) => new Date(String(change.entry.payload.until)),
  })
  until: Date;
}

@access('carried')
@ObjectType('ReviewEmergencyPayload', { description: 'What was recorded.' })
export class ReviewEmergencyPayload {
  @shown(() => ChangeObject, { description: 'The entry of the review. A replay of the same key returns the first one.' })
  change: object;
}

@Resolver()
export class Emergencies {
  @access('seen')
  @Query(() => [EmergencyObject], {
    description:
      'Cases that somebody opened in an emergency and nobody has reviewed, over whose units the viewer is a supervisor: the oldest first, at most 100. Never those that the viewer opened.',
  })
  awaitedReviews(@Ctx() context: RequestContext): Promise<readonly EmergencyRecord[]> {
    return context.desk.awaitedReviews();
  }

  @access('inEmergency')
  @Mutation(() => OpenInEmergencyPayload, {
    nullable: true,
    description:
      'Opens a case that the viewer does not see, in an emergency: for reading, for a time that local policy sets (`emergency.minutes`), by a post that would show it if it were of its own unit. It is on the ledger and in the access log of the people concerned, and has to be reviewed. NOT_FOUND for an absent number and for a case that may not be opened; FORBIDDEN without a post, or with too many open; BAD_USER_INPUT for one that the viewer sees.',
  })
  async openInEmergency(
    @Ctx() context: RequestContext,
    @Arg('input', () => OpenInEmergencyInput, { description: 'Which case, and why.' }) input: OpenInEmergencyInput,
  ): Promise<ReceiptValue> {
    signedIn(context);
    if (input.number.length > 100) throw badInput('number', '案号过长。', 'No case has so long a number.');
    const reason = cleanText(input.reason, longestText, 'reason');
    return receiptValue(await context.desk.openInEmergency({ ...input, number: input.number.normalize('NFC'), reason }), reason, context);
  }

  @access('supervisor')
  @Mutation(() => ReviewEmergencyPayload, {
    nullable: true,
    description:
      'Says whether an opening was an emergency, once, for a supervisor over the unit of the case who did not open it (FORBIDDEN). NOT_FOUND, BAD_USER_INPUT.',
  })
  async reviewEmergency(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReviewEmergencyInput, { description: 'Which, and what came of it.' }) input: ReviewEmergencyInput,
  ): Promise<ReceiptValue> {
    signedIn(context);
    const { emergency, outcome, idempotencyKey } = input;
    const emergencyId = requireGlobalId(emergency, ['emergency'], 'emergency');
    const note = cleanText(input.note, longestText, 'note');
    return receiptValue(await context.desk.reviewEmergency({ emergencyId, outcome, idempotencyKey, note }), note, context);
  }
}
