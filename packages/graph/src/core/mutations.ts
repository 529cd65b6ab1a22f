import type { CaseRecord, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Extensions, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { signedIn } from '../badInput';
import { NoteAudienceEnum } from '../enums';
import { noteDescription, noteForDescription, noteOf } from '../freeText';
import { requireGlobalId } from '../globalId';
import { CaseInterface } from '../objects/case';
import { ChangeObject } from '../objects/change';
import { caseWritten } from '../plan/entries';
import { rightsKey } from '../plan/rights';
import { caseOfReceipt, receiptValue, type ReceiptValue } from '../receipts';
import { IdempotencyKeyScalar } from '../scalars/tokens';
import { shown } from '../shown';
import { refuseWithoutInput } from '../takenInput';
import { access } from '../access/access';

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

  @Field(() => String, { nullable: true, description: noteDescription })
  note?: string | null;

  @Field(() => NoteAudienceEnum, { nullable: true, description: noteForDescription })
  noteFor?: 'case' | 'unit' | null;
}

@access('carried')
@ObjectType('MoveCasePayload', { description: 'What the move did.' })
export class MoveCasePayload {
  @shown(() => CaseInterface, {
    nullable: true,
    description: 'The case as it stands now; null when the move took it out of the viewer’s sight.',
    read: caseOfReceipt,
    entry: caseWritten,
  })
  case: object;

  @shown(() => ChangeObject, {
    description: 'The change that was made. A replay of the same key returns the first one.',
    checksRights: true,
  })
  change: object;
}

@Resolver()
export class CoreMutations {
  @access('mover', 'residents')
  @Mutation(() => MoveCasePayload, {
    nullable: true,
    description:
      'Makes any type’s move by its code: an inbox can sign for cases of plugins it has never seen. Typed twins: move<Type>. A move that takes an input has a mutation of its own (NEEDS_MISSING names it).',
  })
  @Extensions({ [rightsKey]: true })
  async moveCase(
    @Ctx() context: RequestContext,
    @Arg('input', () => MoveCaseInput, { description: 'Which case, which move.' }) input: MoveCaseInput,
  ): Promise<ReceiptValue> {
    signedIn(context);
    const { id, note, noteFor, ...move } = input;
    const caseId = requireGlobalId(id, ['case'], 'id');
    const noted = noteOf({ note, noteFor });
    const refuse = (found: CaseRecord): void => {
      if (!found.isDormant) refuseWithoutInput(context.caseTypes.get(found.type), move.move);
    };
    return receiptValue(await context.desk.move({ ...move, caseId, ...noted, refuse }), noted.note, context);
  }
}
