import type { CaseRecord, PolicyValue, RequestContext } from '@maplebridge/contract';
import { badInput, fromGlobalId, loaders, receiptValue, requireGlobalId, signedIn, type ReceiptValue } from '@maplebridge/graph';
import { nightMarketDispute } from './case';
import { limitKey, partOfDay, readingsOf, writeReading } from './noise';
import type { JudgedReading, RecordNoiseInput } from './noiseObjects';

const owner = 'night-market-disputes';
const loudest = 194; // above it a sound wave in air cannot be, at sea level

/** Writes one reading and one ledger entry; officers and watchmen only. The case stays where it is. */
export async function recordNoise(input: RecordNoiseInput, context: RequestContext): Promise<ReceiptValue> {
  signedIn(context);
  const { id, decibels, measuredAt, expectedVersion, idempotencyKey } = input;
  const caseId = requireGlobalId(id, ['case'], 'id');
  refuseImpossible(input, context.now());
  refuseOtherType(await loaders.cases(context).load(caseId));
  const receipt = await context.desk.command({
    owner,
    name: 'noiseMeasured',
    caseId,
    expectedVersion,
    idempotencyKey,
    by: { post: ['officer', 'watchman'] },
    facts: { decibels, measuredAt: measuredAt.toISOString() },
    write: (tables) => writeReading(tables, caseId, { decibels, measuredAt }),
  });
  return receiptValue(receipt, undefined, context);
}

function refuseImpossible({ decibels, measuredAt }: RecordNoiseInput, now: Date): void {
  if (decibels < 0 || decibels > loudest)
    throw badInput('decibels', `“decibels” 须在 0 至 ${loudest} 之间。`, `"decibels" is ${decibels}; it may be 0 to ${loudest}.`);
  if (measuredAt > now)
    throw badInput('measuredAt', '“measuredAt” 不能晚于现在。', '"measuredAt" lies in the future; send when it was measured.');
}

/** What is absent or out of sight is left to the desk, which says NOT_FOUND. */
function refuseOtherType(found: CaseRecord | null): void {
  if (found === null || found.type === nightMarketDispute.name) return;
  throw badInput(
    'id',
    '该 id 不是夜市纠纷的 id。',
    `This is the id of a ${found.type}; noise is recorded for a ${nightMarketDispute.name}.`,
  );
}

/** The readings of a case with the limits that hold there; null when the case is not the viewer's to see or of another type. */
export async function noiseOf(id: string, context: RequestContext): Promise<readonly JudgedReading[] | null> {
  const caseId = fromGlobalId(id, ['case']);
  const found = caseId === null ? null : await loaders.cases(context).load(caseId);
  if (found?.type !== nightMarketDispute.name || found.isDormant) return null;
  const unit = await loaders.units(context).load(found.unitId);
  const limits = await limitsFor(found, context);
  const readings = await readingsOf(context.own(owner), found.id);
  return readings.map((reading) => {
    const part = partOfDay(reading.measuredAt, unit?.timeZone ?? 'Asia/Shanghai');
    return { ...reading, part, limit: limits[part] };
  });
}

async function limitsFor(
  { details, unitId }: CaseRecord,
  { directory }: RequestContext,
): Promise<{ readonly day: PolicyValue; readonly night: PolicyValue }> {
  const [day, night] = await Promise.all([
    directory.policy(limitKey('day', details['zone']), unitId),
    directory.policy(limitKey('night', details['zone']), unitId),
  ]);
  return { day, night };
}
