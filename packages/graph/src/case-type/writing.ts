import type { AnyCaseType, CaseRecord, OpenInput, PartyInput, RequestContext } from '@maplebridge/contract';
import { badInput, signedIn } from '../badInput';
import { cleanText, longestText, noteOf } from '../freeText';
import { requireGlobalId } from '../globalId';
import { receiptValue, type ReceiptValue } from '../receipts';
import { refuseWithoutInput } from '../takenInput';
import { readFields } from './fieldInputs';
import type { ChangeInput, OpenCaseInput, PartyInputObject, TakingMove } from './inputs';

const mostParties = 50;

/** Opens a case of the type; refuses what no unit, place or detail can be before the desk is asked. */
export async function openCase(type: AnyCaseType, input: OpenCaseInput, context: RequestContext): Promise<ReceiptValue> {
  signedIn(context);
  const { unit, place, channel, details, parties, summary, idempotencyKey } = input;
  const opening: OpenInput = {
    idempotencyKey,
    summary: summaryOf(summary),
    ...(unit ? { unitId: requireGlobalId(unit, ['unit'], 'unit') } : {}),
    ...(place ? { placeId: requireGlobalId(place, ['place'], 'place') } : {}),
    ...(channel ? { channel: cleanText(channel, 40, 'channel') } : {}),
    ...(details ? { details: readFields(type.fields, details) } : {}),
    ...(parties ? { parties: partiesOf(parties) } : {}),
  };
  return receiptValue(await context.desk.open(type.name, opening), undefined, context);
}

function summaryOf(summary: string): string {
  const clean = cleanText(summary, longestText, 'summary').trim();
  if (clean === '') throw badInput('summary', '“summary” 不能为空。', '"summary" is empty: say in a sentence what it is about.');
  return clean;
}

function partiesOf(parties: readonly PartyInputObject[]): readonly PartyInput[] {
  if (parties.length > mostParties) {
    throw badInput(
      'parties',
      `当事人最多 ${mostParties} 名，收到 ${parties.length} 名。`,
      `At most ${mostParties} parties; ${parties.length} came.`,
    );
  }
  if (parties.some(({ actsFor }) => actsFor)) {
    throw badInput(
      'parties.actsFor',
      '登记案件时还没有可被代理的当事人；请登记后用 addParty 增加代理人。',
      'A case that is being opened has no party to act for yet: open it, then add who acts with `addParty`.',
    );
  }
  return parties.map((one) => partyOf(one, 'parties'));
}

export const partyOf = ({ side, capacity, name, phone, subject }: PartyInputObject, argument: string): PartyInput => ({
  side,
  capacity,
  name: cleanText(name, 200, `${argument}.name`),
  ...(phone ? { phone: cleanText(phone, 40, `${argument}.phone`) } : {}),
  ...(subject ? { subject: cleanText(subject, 200, `${argument}.subject`) } : {}),
});

export interface MoveRequest extends ChangeInput {
  readonly move: string;
}

/** Makes a move by its code; one that takes an input is refused with the name of its own mutation. */
export async function moveCase(type: AnyCaseType, input: MoveRequest, context: RequestContext): Promise<ReceiptValue> {
  signedIn(context);
  refuseWithoutInput(type, input.move);
  const changing = changeOf(type, input);
  return receiptValue(
    await context.desk.move({ ...changing, type: type.name, move: input.move, ...noteOf(input) }),
    noteOf(input).note,
    context,
  );
}

/** Makes the one move that takes these fields. */
export async function moveTaking({ type, move, fields }: TakingMove, input: ChangeInput, context: RequestContext): Promise<ReceiptValue> {
  signedIn(context);
  const taken = readFields(fields, input);
  const noted = noteOf(input);
  const changing = changeOf(type, input);
  return receiptValue(await context.desk.move({ ...changing, type: type.name, move, taken, ...noted }), noted.note, context);
}

/** Changes details; an empty patch is refused, because it would leave an entry that says nothing. */
export async function amendCase(
  type: AnyCaseType,
  input: ChangeInput & { readonly details: object },
  context: RequestContext,
): Promise<ReceiptValue> {
  signedIn(context);
  const patch = readFields(type.fields, input.details);
  if (Object.keys(patch).length === 0) throw badInput('details', '“details” 中没有要更改的内容。', '"details" names nothing to change.');
  return receiptValue(await context.desk.amend({ ...changeOf(type, input), patch }), undefined, context);
}

interface Changing {
  readonly refuse: (found: CaseRecord) => void;
  readonly caseId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/** A case of another type is named as such; one that is absent or out of sight is left to the desk, which says NOT_FOUND. */
const changeOf = (type: AnyCaseType, { id, expectedVersion, idempotencyKey }: ChangeInput): Changing => ({
  caseId: requireGlobalId(id, ['case'], 'id'),
  expectedVersion,
  idempotencyKey,
  refuse: (found) => {
    if (found.type === type.name) return;
    throw badInput(
      'id',
      `该 id 属于“${found.type}”类型的案件，此操作只用于“${type.name}”；请改用 moveCase 或该类型自己的操作。`,
      `This is the id of a ${found.type}, and the mutation is for a ${type.name}: use moveCase or the mutations of that type.`,
    );
  },
});
