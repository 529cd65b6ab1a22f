import type { CaseRecord, FieldClass, PartyRecord, PersonalValue, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Extensions, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { signedIn } from '../badInput';
import { FieldClassEnum } from '../enums';
import { cleanText, longestText } from '../freeText';
import { requireGlobalId } from '../globalId';
import { forgetCase, loaders } from '../loaders';
import { CaseInterface } from '../objects/case';
import { OpenedValueObject, type OpenedValue } from '../objects/openedValue';
import { PartyObject } from '../objects/party';
import { rightsKey } from '../plan/rights';
import { DateTimeScalar } from '../scalars/instants';
import { IdempotencyKeyScalar } from '../scalars/tokens';
import { shown } from '../shown';
import { access } from '../access/access';

@InputType({ description: 'Which values to open and for what purpose.' })
abstract class Unmasking {
  @Field(() => [FieldClassEnum], { description: 'Classes of values to open; only what is needed for the purpose.' })
  classes: readonly FieldClass[];

  @Field(() => String, {
    description: `The purpose, at most ${longestText} characters; the person concerned can read it. Empty: PURPOSE_REQUIRED.`,
  })
  purpose: string;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;
}

@InputType('UnmaskInput', { description: 'Whose values to open, which, and for what purpose.' })
export class UnmaskInput extends Unmasking {
  @Field(() => ID, { description: 'Global id of the party.' })
  party: string;
}

@InputType('UnmaskDetailsInput', { description: 'Of which case to open personal details, which, and for what purpose.' })
export class UnmaskDetailsInput extends Unmasking {
  @Field(() => ID, { description: 'Global id of the case.' })
  case: string;
}

interface UnmaskDetailsValue {
  readonly caseId: string;
  readonly until: Date;
  readonly opened: Readonly<Record<string, PersonalValue>>;
}

interface UnmaskValue {
  readonly party: PartyRecord;
  readonly until: Date;
  readonly opened: Readonly<Record<string, PersonalValue>>;
}

const openedOf = ({ opened, party }: Pick<UnmaskValue, 'opened'> & { readonly party?: PartyRecord }): readonly OpenedValue[] =>
  Object.entries(opened).map(([field, value]) => ({
    field,
    value,
    ...(party ? { of: { caseId: party.caseId, partyId: party.id } } : {}),
  }));

const caseDescription = 'The case as it stands now, its values masked as ever; null when it went out of the viewer’s sight meanwhile.';
const caseOfParty = ({ party }: UnmaskValue, _args: object, context: RequestContext): Promise<CaseRecord | null> =>
  loaders.cases(context).load(party.caseId);
const caseOfDetails = ({ caseId }: UnmaskDetailsValue, _args: object, context: RequestContext): Promise<CaseRecord | null> =>
  loaders.cases(context).load(caseId);

@access('carried')
@ObjectType('UnmaskPayload', { description: 'What was opened. The access is on record.' })
export class UnmaskPayload {
  @shown(() => PartyObject, {
    nullable: true,
    description: 'The party, with the name opened if its class was asked for.',
    checksRights: true,
  })
  party: PartyRecord;

  @shown(() => CaseInterface, { nullable: true, description: caseDescription, read: caseOfParty, checksRights: true })
  case: object;

  @shown(() => [OpenedValueObject], { description: 'The values that were opened.', read: openedOf, checksRights: true })
  opened: readonly OpenedValue[];

  @shown(() => DateTimeScalar, { description: 'Until when this purpose stands.', checksRights: true })
  until: Date;
}

@access('carried')
@ObjectType('UnmaskDetailsPayload', { description: 'What was opened of a case. The access is on record.' })
export class UnmaskDetailsPayload {
  @shown(() => CaseInterface, { nullable: true, description: caseDescription, read: caseOfDetails, checksRights: true })
  case: object;

  @shown(() => [OpenedValueObject], { description: 'The values that were opened.', read: openedOf, checksRights: true })
  opened: readonly OpenedValue[];

  @shown(() => DateTimeScalar, { description: 'Until when this purpose stands.', checksRights: true })
  until: Date;
}

@Resolver()
export class UnmaskMutations {
  @access('workerOrSubject', 'residents')
  @Mutation(() => UnmaskPayload, {
    nullable: true,
    description:
      'Opens personal values of one party for a purpose. Every opening is on record; without the record there is no value (ACCESS_LOG_UNAVAILABLE).',
  })
  @Extensions({ [rightsKey]: true }) // compared by what reads the party and by what opens its values
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

  @access('worker')
  @Mutation(() => UnmaskDetailsPayload, {
    nullable: true,
    description:
      'Opens personal details of one case for a purpose, for those who work on it (FORBIDDEN for its parties). Every opening is on record; without the record there is no value (ACCESS_LOG_UNAVAILABLE).',
  })
  @Extensions({ [rightsKey]: true }) // as above
  async unmaskDetails(
    @Ctx() context: RequestContext,
    @Arg('input', () => UnmaskDetailsInput, { description: 'Of which case, which values, and why.' }) input: UnmaskDetailsInput,
  ): Promise<UnmaskDetailsValue> {
    signedIn(context);
    const { case: id, purpose, ...request } = input;
    const caseId = requireGlobalId(id, ['case'], 'case');
    const opened = await context.desk.unmaskDetails({ ...request, caseId, purpose: cleanText(purpose, longestText, 'purpose') });
    forgetCase(context, opened.caseId);
    return opened;
  }
}
