import type { AnyCaseType, Constructor, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Mutation } from 'type-graphql';
import type { ReceiptValue } from '../receipts';
import { typedMoveName } from '../takenInput';
import { described } from './codeEnum';
import { amendInput, moveInput, takenInput, takingMoves, type ChangeInput, type TakingMove } from './inputs';
import { namesOf } from './names';
import { caseObjects } from './objects';
import { amendCase, moveCase, moveTaking } from './writing';

const errors = 'Errors: BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT, NEEDS_MISSING';

interface Writing<Input> {
  readonly name: string;
  readonly description: string;
  readonly input: Constructor<Input>;
  readonly write: (input: Input, context: RequestContext) => Promise<ReceiptValue>;
}

/** The mutations that change a case: one for all plain moves, one for each move that takes an input, one for details. */
export function declareMoves(Resolver: Constructor<object>, type: AnyCaseType): void {
  const { One } = namesOf(type);
  const { Move } = caseObjects(type);
  if (Move) {
    declareWriting(Resolver, type, {
      name: `move${One}`,
      description: `Makes a move that takes no input. ${errors}, CONSENT_REQUIRED, MOVE_NOT_OPEN.`,
      input: moveInput(type, Move),
      write: (input, context) => moveCase(type, input, context),
    });
  }
  for (const taking of takingMoves(type)) declareTaking(Resolver, type, taking);
  if (type.fields.length > 0) {
    declareWriting(Resolver, type, {
      name: `amend${One}`,
      description: `Changes details, without a move. ${errors}.`,
      input: amendInput(type),
      write: (input, context) => amendCase(type, input, context),
    });
  }
}

function declareTaking(Resolver: Constructor<object>, type: AnyCaseType, taking: TakingMove): void {
  declareWriting<ChangeInput>(Resolver, type, {
    name: typedMoveName(type, taking.move),
    description: `${described(taking.label)} ${errors}, CONSENT_REQUIRED, MOVE_NOT_OPEN.`,
    input: takenInput(type, taking.move, taking.fields),
    write: (input, context) => moveTaking(type, taking, input, context),
  });
}

/** A mutation whose name depends on the type: the decorators are applied by hand, in the order in which classes apply them. */
function declareWriting<Input>(Resolver: Constructor<object>, type: AnyCaseType, { name, description, input, write }: Writing<Input>): void {
  const { prototype } = Resolver;
  Object.defineProperty(prototype, name, { value: (context: RequestContext, given: Input) => write(given, context) });
  Ctx()(prototype, name, 0);
  Arg('input', () => input, { description: 'Which case, read at which version, and what to write.' })(prototype, name, 1);
  Mutation(() => caseObjects(type).Payload, { nullable: true, description })(prototype, name, {});
}
