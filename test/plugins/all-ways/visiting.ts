import { Refusal, type RequestContext } from '@maplebridge/contract';
import { badInput, loaders, receiptValue, requireGlobalId, signedIn, type ReceiptValue } from '@maplebridge/graph';
import { parkingDispute } from './case';
import type { RecordVisitInput } from './visitObjects';
import { writeVisit } from './visits';

/** Way in (c): a command. Writes one visit and one ledger entry in one transaction, under version and key, and may call in a surveyor. */
export async function recordVisit(input: RecordVisitInput, context: RequestContext): Promise<ReceiptValue> {
  signedIn(context);
  const { expectedVersion, idempotencyKey, vehicles, surveyor } = input;
  const caseId = requireGlobalId(input.id, ['case'], 'id');
  const personId = surveyor ? requireGlobalId(surveyor, ['person'], 'surveyor') : null;
  if (vehicles < 0 || vehicles > 500)
    throw badInput('vehicles', '“vehicles” 须在 0 至 500 之间。', `"vehicles" is ${vehicles}; it may be 0 to 500.`);
  const found = await loaders.cases(context).load(caseId);
  if (found?.type !== parkingDispute.name) throw absent;
  const { unitId, placeId } = found;
  const receipt = await context.desk.command({
    owner: 'parking-disputes',
    name: 'visited',
    caseId,
    expectedVersion,
    idempotencyKey,
    by: { post: ['officer'] },
    facts: { vehicles, surveyor: personId },
    // Way in (h): a row of a declared relation, which `sees` reads.
    involves: personId === null ? [] : [{ relation: 'surveyor', personId }],
    write: (tables) => writeVisit(tables, { caseId, unitId, placeId, vehicles, visitedAt: context.now() }),
  });
  return receiptValue(receipt, undefined, context);
}

/** Absent, out of sight and of another type are one answer: whoever asks learns nothing about cases that are not theirs. */
const absent = new Refusal('NOT_FOUND', {
  'zh-CN': '没有这个停车纠纷，或您看不到它。请核对 id。',
  en: 'There is no such parking dispute, or it is not yours to see: check the id.',
});
