import {
  fieldsOf,
  pascalCase,
  type AnyCaseType,
  type Capacity,
  type Constructor,
  type FieldSpec,
  type Label,
  type MoveSpec,
  type Side,
} from '@maplebridge/contract';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CapacityEnum, NoteAudienceEnum, SideEnum } from '../enums';
import { longestText, noteDescription, noteForDescription } from '../freeText';
import { IdempotencyKeyScalar } from '../scalars/tokens';
import { typedMoveName } from '../takenInput';
import { declareInputs, declarePatch } from './fieldInputs';
import { namesOf } from './names';

@InputType('PartyInput', { description: 'Somebody who takes part in a case.' })
export class PartyInputObject {
  @Field(() => SideEnum, { description: 'On which side.' })
  side: Side;

  @Field(() => CapacityEnum, { description: 'In what capacity.' })
  capacity: Capacity;

  @Field(() => String, { description: 'Full name, at most 200 characters; sealed and shown masked.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Telephone number, at most 40 characters; sealed and shown masked.' })
  phone?: string;

  @Field(() => String, {
    nullable: true,
    description: '`sub` of the person’s token, when the person shall see the case; at most 200 characters.',
  })
  subject?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Global id of the party of the same case and side for whom this one acts, not as SELF. Only with `addParty`: what is about to be opened has no parties yet.',
  })
  actsFor?: string | null;
}

/** What every change of a case is sent with. */
export interface ChangeInput {
  readonly id: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
  readonly note?: string | null;
  readonly noteFor?: 'case' | 'unit' | null;
}

export interface OpenCaseInput {
  readonly idempotencyKey: string;
  readonly summary: string;
  readonly unit?: string | null;
  readonly place?: string | null;
  readonly channel?: string | null;
  readonly details?: object | null;
  readonly parties?: readonly PartyInputObject[] | null;
}

/** Names that a field of a move's input cannot have, because the mutation itself has them. */
export const reservedInputs: readonly string[] = ['id', 'expectedVersion', 'idempotencyKey', 'note', 'noteFor'];

const keyDescription = 'Made once per intent.';

function declareChange(prototype: object): void {
  Field(() => ID, { description: 'Global id of the case.' })(prototype, 'id');
  Field(() => Int, { description: '`Case.version` as it was read; VERSION_CONFLICT when the case has changed since.' })(
    prototype,
    'expectedVersion',
  );
  Field(() => IdempotencyKeyScalar, { description: keyDescription })(prototype, 'idempotencyKey');
}

function declareNote(prototype: object): void {
  Field(() => String, { nullable: true, description: noteDescription })(prototype, 'note');
  Field(() => NoteAudienceEnum, { nullable: true, description: noteForDescription })(prototype, 'noteFor');
}

export function openInput(type: AnyCaseType): Constructor<OpenCaseInput> {
  const { One } = namesOf(type);
  class OpenInput {}
  InputType(`Open${One}Input`, { description: `A new ${type.label.en.toLowerCase()}.` })(OpenInput);
  const { prototype } = OpenInput;
  Field(() => IdempotencyKeyScalar, { description: keyDescription })(prototype, 'idempotencyKey');
  Field(() => String, { description: `What it is about, 1 to ${longestText} characters, without personal data.` })(prototype, 'summary');
  Field(() => ID, { nullable: true, description: 'Global id of the unit that shall answer; absent: routed by place and competence.' })(
    prototype,
    'unit',
  );
  Field(() => ID, { nullable: true, description: 'Global id of the place where it arose.' })(prototype, 'place');
  Field(() => String, { nullable: true, description: 'How it came in, e.g. `counter`, `hotline`, `app`; at most 40 characters.' })(
    prototype,
    'channel',
  );
  Field(() => [PartyInputObject], { nullable: true, description: 'Who takes part, at most 50.' })(prototype, 'parties');
  declareOpenDetails(prototype, type);
  return OpenInput as Constructor<OpenCaseInput>; // its fields were declared above
}

function declareOpenDetails(prototype: object, type: AnyCaseType): void {
  if (type.fields.length === 0) return;
  class DetailsInput {}
  InputType(`${namesOf(type).One}DetailsInput`, {
    description: `Details of a new ${type.label.en.toLowerCase()}; what is not known yet may follow later.`,
  })(DetailsInput);
  declareInputs(DetailsInput.prototype, type.fields);
  const nullable = type.fields.every(({ required }) => required !== true);
  Field(() => DetailsInput, { nullable, description: 'What only this type of case has.' })(prototype, 'details');
}

export function moveInput(type: AnyCaseType, Move: object): Constructor<ChangeInput & { readonly move: string }> {
  class MoveInput {}
  InputType(`Move${namesOf(type).One}Input`, { description: 'A move by its typed code.' })(MoveInput);
  declareChange(MoveInput.prototype);
  Field(() => Move, { description: 'Which move; one that takes an input has a mutation of its own.' })(MoveInput.prototype, 'move');
  declareNote(MoveInput.prototype);
  return MoveInput as Constructor<ChangeInput & { readonly move: string }>; // its fields were declared above
}

export function amendInput(type: AnyCaseType): Constructor<ChangeInput & { readonly details: object }> {
  const { One } = namesOf(type);
  class DetailsPatch {}
  InputType(`${One}DetailsPatch`, { description: 'Only the details to change.' })(DetailsPatch);
  declarePatch(DetailsPatch.prototype, type.fields);
  class AmendInput {}
  InputType(`Amend${One}Input`, { description: 'A correction or addition to the details.' })(AmendInput);
  declareChange(AmendInput.prototype);
  Field(() => DetailsPatch, { description: 'Only the details to change.' })(AmendInput.prototype, 'details');
  return AmendInput as Constructor<ChangeInput & { readonly details: object }>; // its fields were declared above
}

/** The input of one move that takes a class: its fields stand beside id, version, key and note. */
export function takenInput({ type, move, fields }: TakingMove): Constructor<ChangeInput> {
  class TakenInput {}
  InputType(`${pascalCase(typedMoveName(type, move))}Input`, { description: `What the move \`${move}\` needs to know.` })(TakenInput);
  declareChange(TakenInput.prototype);
  declareInputs(TakenInput.prototype, fields);
  declareNote(TakenInput.prototype);
  return TakenInput as Constructor<ChangeInput>; // its fields were declared above
}

export interface TakingMove {
  readonly type: AnyCaseType;
  readonly move: string;
  readonly label: Label;
  readonly fields: readonly FieldSpec[];
}

/** Moves that take an input, with its fields. */
export const takingMoves = (type: AnyCaseType): readonly TakingMove[] =>
  Object.entries<MoveSpec>(type.moves).flatMap(([move, { label, takes }]) =>
    takes ? [{ type, move, label, fields: fieldsOf(takes) }] : [],
  );
