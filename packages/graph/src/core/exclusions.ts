import type { ExclusionInput, ExclusionRecord, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { signedIn } from '../badInput';
import { cleanText, longestText } from '../freeText';
import { fromGlobalId, requireGlobalId, toGlobalId } from '../globalId';
import { CaseInterface } from '../objects/case';
import { ChangeObject } from '../objects/change';
import { caseWritten } from '../plan/entries';
import { caseOfReceipt, receiptValue, type ReceiptValue } from '../receipts';
import { DateTimeScalar } from '../scalars/instants';
import { IdempotencyKeyScalar } from '../scalars/tokens';
import { shown } from '../shown';
import { access } from '../access/access';

@InputType({ description: 'What every change of exclusions is sent with.' })
abstract class ChangingExclusions {
  @Field(() => ID, { description: 'Global id of the case.' })
  case: string;

  @Field(() => String, { description: `Why, 1 to ${longestText} characters; read by supervisors of the unit, never by parties.` })
  reason: string;

  @Field(() => Int, { description: '`Case.version` as it was read; VERSION_CONFLICT when the case has changed since.' })
  expectedVersion: number;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;
}

@InputType('ExcludeFromCaseInput', { description: 'Who is excluded, from which case, and why.' })
export class ExcludeFromCaseInput extends ChangingExclusions {
  @Field(() => ID, { nullable: true, description: 'Global id of a person, e.g. `PostHolder.person`; absent: the viewer themselves.' })
  person?: string | null;
}

@InputType('LiftExclusionInput', { description: 'Whose exclusion ends, in which case, and why.' })
export class LiftExclusionInput extends ChangingExclusions {
  @Field(() => ID, { description: 'Global id of a person, as `Exclusion.person` says it.' })
  person: string;
}

@access('carried')
@ObjectType('ExclusionPayload', { description: 'What became of the exclusion.' })
export class ExclusionPayload {
  @shown(() => CaseInterface, {
    nullable: true,
    description: 'The case as it stands now; null when the viewer excluded themselves from it.',
    read: caseOfReceipt,
    entry: caseWritten,
  })
  case: object;

  @shown(() => ChangeObject, { description: 'The change that was made. A replay of the same key returns the first one.' })
  change: object;
}

@access('carried')
@ObjectType('Exclusion', { description: 'Somebody who does not see a case by any post or assignment, for a conflict of interest (回避).' })
export class ExclusionObject {
  @shown(() => ID, { description: 'Global id of the person.', read: ({ personId }: ExclusionRecord) => toGlobalId('person', personId) })
  person: string;

  @shown(() => DateTimeScalar, { description: 'From when on.' })
  since: Date;

  @shown(() => Boolean, { description: 'Declared by the person themselves.' })
  isOwn: boolean;

  @shown(() => String, { nullable: true, description: 'Why; null when the text was erased.' })
  reason: string | null;
}

@Resolver()
export class Exclusions {
  @access('seen')
  @Query(() => [ExclusionObject], {
    nullable: true,
    description:
      'Who is excluded from a case now, the latest first, at most 100; null unless the viewer is a supervisor over the unit of a case that they see.',
  })
  async exclusions(
    @Ctx() context: RequestContext,
    @Arg('case', () => ID, { description: 'Global id of a case.' }) id: string,
  ): Promise<readonly ExclusionRecord[] | null> {
    const caseId = fromGlobalId(id, ['case']);
    return caseId === null ? null : context.desk.exclusionsOf(caseId);
  }

  @access('worker')
  @Mutation(() => ExclusionPayload, {
    nullable: true,
    description:
      'Excludes somebody from a case for a conflict of interest (回避): oneself, for whoever works on it, or anybody, for a supervisor over its unit (else FORBIDDEN). From then on they see it as its party or not at all. The unit goes on answering for the case; who handled it does not. BAD_USER_INPUT, VERSION_CONFLICT.',
  })
  async excludeFromCase(
    @Ctx() context: RequestContext,
    @Arg('input', () => ExcludeFromCaseInput, { description: 'Who, from which case, and why.' }) input: ExcludeFromCaseInput,
  ): Promise<ReceiptValue> {
    signedIn(context);
    const person = input.person ? { personId: requireGlobalId(input.person, ['person'], 'person') } : {};
    const change = { ...changeOf(input), ...person };
    return receiptValue(await context.desk.exclude(change), change.reason, context);
  }

  @access('supervisor')
  @Mutation(() => ExclusionPayload, {
    nullable: true,
    description:
      'Ends an exclusion, for a supervisor over the unit of the case (FORBIDDEN): the person sees it by posts and assignments again. BAD_USER_INPUT, VERSION_CONFLICT.',
  })
  async liftExclusion(
    @Ctx() context: RequestContext,
    @Arg('input', () => LiftExclusionInput, { description: 'Whose, in which case, and why.' }) input: LiftExclusionInput,
  ): Promise<ReceiptValue> {
    signedIn(context);
    const change = { ...changeOf(input), personId: requireGlobalId(input.person, ['person'], 'person') };
    return receiptValue(await context.desk.liftExclusion(change), change.reason, context);
  }
}

const changeOf = ({ case: id, reason, expectedVersion, idempotencyKey }: ChangingExclusions): Omit<ExclusionInput, 'personId'> => ({
  caseId: requireGlobalId(id, ['case'], 'case'),
  reason: cleanText(reason, longestText, 'reason'),
  expectedVersion,
  idempotencyKey,
});
