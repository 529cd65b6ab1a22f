import type { AnyCaseType, Constructor, MoveSpec, RequestContext } from '@maplebridge/contract';
import { Arg, Ctx, Extensions, Mutation } from 'type-graphql';
import { access, type AccessRule, type AskedBy } from '../access/access';
import { rightsKey } from '../plan/rights';
import { prototypeOf } from '../prototypeOf';
import type { ReceiptValue } from '../receipts';
import { typedMoveName } from '../takenInput';
import { described } from './codeEnum';
import { amendInput, moveInput, openInput, takenInput, takingMoves } from './inputs';
import { namesOf } from './names';
import { caseObjects } from './objects';
import { amendCase, moveCase, moveTaking, openCase } from './writing';

const errors = 'Errors: BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT, NEEDS_MISSING';

interface Writing<Input> {
  readonly name: string;
  readonly description: string;
  readonly input: Constructor<Input>;
  readonly write: (input: Input, context: RequestContext) => Promise<ReceiptValue>;
  /** The desk compares the rights it decides by with those that hold when it writes. */
  readonly checksRights: boolean;
  readonly access: AccessRule;
  readonly askedBy: AskedBy;
}

type Declare = <Input>(writing: Writing<Input>) => void;

/** The mutations of a type: open, all plain moves, each move that takes an input, and details. */
export function declareMutations(Resolver: Constructor, type: AnyCaseType): void {
  const { One } = namesOf(type);
  const declare: Declare = (writing) => declareWriting(Resolver, caseObjects(type).Payload, writing);
  declare({
    name: `open${One}`,
    description: `Opens one. ${described(type.label)} Errors: BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, IDEMPOTENCY_CONFLICT.`,
    input: openInput(type),
    write: (input, context) => openCase(type, input, context),
    access: 'opener',
    askedBy: type.openedBy.includes('resident') ? 'residents' : 'staff',
    checksRights: false,
  });
  declareMoves(type, declare);
  if (type.fields.length === 0) return;
  declare({
    name: `amend${One}`,
    description: `Changes details, without a move. ${described(type.label)} ${errors}.`,
    input: amendInput(type),
    write: (input, context) => amendCase(type, input, context),
    access: 'workerOrApplicant',
    askedBy: type.sees.side?.applicant === undefined ? 'staff' : 'residents',
    checksRights: true,
  });
}

function declareMoves(type: AnyCaseType, declare: Declare): void {
  const { Move } = caseObjects(type);
  for (const taking of takingMoves(type))
    declare({
      name: typedMoveName(type, taking.move),
      description: `${described(taking.label)} ${errors}, CONSENT_REQUIRED, MOVE_NOT_OPEN.`,
      input: takenInput(taking),
      write: (input, context) => moveTaking(taking, input, context),
      access: 'mover',
      askedBy: askedBySides(movesOf(type).filter(([move]) => move === taking.move)),
      checksRights: true,
    });
  if (Move === undefined) return;
  declare({
    name: `move${namesOf(type).One}`,
    description: `Makes a move that takes no input. ${errors}, CONSENT_REQUIRED, MOVE_NOT_OPEN.`,
    input: moveInput(type, Move),
    write: (input, context) => moveCase(type, input, context),
    access: 'mover',
    askedBy: askedBySides(movesOf(type).filter(([, { takes }]) => !takes)),
    checksRights: true,
  });
}

/** A move that a side may make is one that residents make. */
const askedBySides = (moves: readonly (readonly [string, MoveSpec])[]): AskedBy =>
  moves.some(([, { by }]) => by.side?.length) ? 'residents' : 'staff';

const movesOf = (type: AnyCaseType): readonly (readonly [string, MoveSpec])[] => Object.entries<MoveSpec>(type.moves);

/** A mutation whose name depends on the type: the decorators are applied by hand, in the order in which classes apply them. */
function declareWriting<Input>(
  Resolver: Constructor,
  Payload: Constructor,
  { name, description, input, write, checksRights, access: rule, askedBy }: Writing<Input>,
): void {
  const prototype = prototypeOf(Resolver);
  Object.defineProperty(prototype, name, { value: (context: RequestContext, given: Input) => write(given, context) });
  Ctx()(prototype, name, 0);
  Arg('input', () => input, { description: 'Which case, read at which version, and what to write.' })(prototype, name, 1);
  if (checksRights) Extensions({ [rightsKey]: true })(prototype, name, {});
  access(rule, askedBy)(prototype, name, {});
  Mutation(() => Payload, { nullable: true, description })(prototype, name, {});
}
