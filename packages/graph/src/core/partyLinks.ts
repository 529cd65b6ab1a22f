import type { PartyLinkInput, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { signedIn } from '../badInput';
import { requireGlobalId } from '../globalId';
import { receiptValue, type ReceiptValue } from '../receipts';
import { DateTimeScalar } from '../scalars/instants';
import { IdempotencyKeyScalar } from '../scalars/tokens';
import { shown } from '../shown';
import { PartyPayload } from './parties';
import { access } from '../access/access';

@InputType('PartyLinkInput', { description: 'Of which party the link is.' })
export class PartyLinkInputObject {
  @Field(() => ID, { description: 'Global id of the party.' })
  party: string;

  @Field(() => Int, { description: '`Case.version` as it was read; VERSION_CONFLICT when the case has changed since.' })
  expectedVersion: number;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;
}

@InputType('ClaimPartyLinkInput', { description: 'The link of a party, for the account of the viewer.' })
export class ClaimPartyLinkInput {
  @Field(() => String, { description: 'Secret of the link, 22 characters.' })
  secret: string;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;
}

interface LinkValue extends ReceiptValue {
  readonly secret: string | null;
  readonly until: Date;
}

@access('carried')
@ObjectType('CreatePartyLinkPayload', { description: 'A link for a party. Whoever has the secret takes part as that party.' })
export class CreatePartyLinkPayload extends PartyPayload {
  @shown(() => String, {
    nullable: true,
    description:
      'Sent as `Authorization: PartyLink <secret>`: 22 characters, 128 bits, told in this answer and never again; null for a replay of the same key. The platform keeps only its hash.',
    read: ({ secret }: LinkValue) => secret,
  })
  secret: string;

  @shown(() => DateTimeScalar, { description: 'The first instant at which it is good no more.', read: ({ until }: LinkValue) => until })
  until: Date;
}

@Resolver()
export class PartyLinks {
  @access('worker')
  @Mutation(() => CreatePartyLinkPayload, {
    nullable: true,
    description:
      'Makes a link by which a party takes part without an account, in place of the one it had; for those who work on the case (FORBIDDEN for its parties). It shows this case, and one that goes on from it, as that side sees it, and nothing else; how long is local policy (`partyLink.days`). BAD_USER_INPUT for a party with an account, or of a side to which cases of the type are not shown. VERSION_CONFLICT.',
  })
  async createPartyLink(
    @Ctx() context: RequestContext,
    @Arg('input', () => PartyLinkInputObject, { description: 'For which party.' }) input: PartyLinkInputObject,
  ): Promise<LinkValue> {
    signedIn(context);
    const { secret, until, ...receipt } = await context.desk.createPartyLink(linkOf(input));
    return { ...receiptValue(receipt, undefined, context), secret, until };
  }

  @access('worker')
  @Mutation(() => PartyPayload, {
    nullable: true,
    description:
      'Ends the link of a party at once, with its streams; for those who work on the case (FORBIDDEN for its parties). BAD_USER_INPUT where there is none. VERSION_CONFLICT.',
  })
  async revokePartyLink(
    @Ctx() context: RequestContext,
    @Arg('input', () => PartyLinkInputObject, { description: 'Of which party.' }) input: PartyLinkInputObject,
  ): Promise<ReceiptValue> {
    signedIn(context);
    return receiptValue(await context.desk.revokePartyLink(linkOf(input)), undefined, context);
  }

  @access('holder', 'residents')
  @Mutation(() => PartyPayload, {
    nullable: true,
    description:
      'The party of a link becomes the viewer, who sees the case by their own account from then on, and the link ends. NOT_FOUND alike for a link that is unknown, over, revoked or claimed; FORBIDDEN for who works on the case, is excluded from it or stands on another side; RATE_LIMITED after ten tries in vain in a minute.',
  })
  async claimPartyLink(
    @Ctx() context: RequestContext,
    @Arg('input', () => ClaimPartyLinkInput, { description: 'Which link.' }) input: ClaimPartyLinkInput,
  ): Promise<ReceiptValue> {
    signedIn(context);
    return receiptValue(await context.desk.claimPartyLink({ ...input }), undefined, context);
  }
}

const linkOf = ({ party, expectedVersion, idempotencyKey }: PartyLinkInputObject): PartyLinkInput => ({
  partyId: requireGlobalId(party, ['party'], 'party'),
  expectedVersion,
  idempotencyKey,
});
