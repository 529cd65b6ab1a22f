import { createHash } from 'node:crypto';
import { isRefusal, Refusal, type CaseRecord, type LedgerEntry, type Receipt, type Viewer } from '@maplebridge/contract';
import { entryById, isKeyUsed, keptEffect, RightsMoved, type KeptEffect, type Seer, type UsedKey } from '@maplebridge/storage';
import { Overtaken, type Plan } from './plans';
import { signedIn, withRights, type Session } from './session';
import { isUuid } from './uuid';

/** One write as the client meant it: what the idempotency key stands for. */
export interface Intent {
  readonly kind: string;
  readonly key: string;
  /** Everything that makes it this intent and no other; hashed, never stored. */
  readonly body: unknown;
}

/**
 * The frame of every write: decide without a lock, write everything at once under version and key, append last.
 * A second use of a key is answered with the first effect; a key with another body is refused.
 */
export async function writeOnce(session: Session, intent: Intent, decide: (viewer: Viewer, seer: Seer) => Promise<Plan>): Promise<Receipt> {
  const hash = hashOf(intent);
  return withRights(session, async (viewer, seer) => {
    try {
      return await apply(session, await decide(viewer, seer), { actorId: viewer.personId, key: intent.key, hash });
    } catch (error) {
      const kept = mayBeReplay(error) ? await keptEffect(session.platform.database.query, viewer.personId, intent.key) : null;
      if (kept) return replay(session, kept, hash);
      throw error;
    }
  });
}

function hashOf(intent: Intent): Buffer {
  if (!isUuid(intent.key)) throw badKey();
  return createHash('sha256')
    .update(JSON.stringify([intent.kind, intent.body]))
    .digest();
}

/** For an intent that leaves no ledger entry: `open` keeps its first use, the same again opens anew without a key, another body is refused. */
export async function openOnce<Opened>(session: Session, intent: Intent, open: (key: UsedKey | null) => Promise<Opened>): Promise<Opened> {
  const used = { actorId: signedIn(session).personId, key: intent.key, hash: hashOf(intent) };
  try {
    return await open(used);
  } catch (error) {
    const kept = isKeyUsed(error) ? await keptEffect(session.platform.database.query, used.actorId, used.key) : null;
    if (!kept) throw error;
    if (!kept.hash.equals(used.hash)) throw keyConflict();
    return open(null);
  }
}

const badKey = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': 'idempotencyKey 必须是 UUID，每个意图用一个新的。', en: 'The idempotencyKey has to be a UUID, a new one for each intent.' },
    { field: 'idempotencyKey' },
  );

/** The first use changed the case, so its repetition meets a conflict, a closed move, or nothing to see. */
const mayBeReplay = (error: unknown): boolean => isKeyUsed(error) || (isRefusal(error) && error.code !== 'UNAUTHENTICATED');

async function apply(session: Session, plan: Plan, key: UsedKey): Promise<Receipt> {
  const { platform } = session;
  const [entry] = await plan.write(platform.database, key).catch((error: unknown) => refuseOvertaken(session, plan.caseId, error));
  platform.hint();
  if (!entry) throw new Error('An entry just appended did not come back.');
  return receipt(session, { entry, version: entry.subjectVersion, isReplay: false, record: plan.record });
}

async function refuseOvertaken(session: Session, caseId: string, error: unknown): Promise<never> {
  if (!(error instanceof Overtaken)) throw error;
  const [row] = await session.platform.database.query<{ version: number }>(`select version from core."case" where id = $1`, [caseId]);
  if (!row || (await rightsMoved(session))) throw new RightsMoved('rights or tree moved');
  throw versionConflict(row.version);
}

async function rightsMoved(session: Session): Promise<boolean> {
  if (!session.viewer) return false;
  const { personId, rightsVersion, treeVersion, isInvolved } = session.viewer;
  const [row] = await session.platform.database.query<{ same: boolean }>(
    `select p.rights_version = $2 and t.version = $3 and p.is_involved = $4 as same from core.person p, core.tree t where p.id = $1`,
    [personId, rightsVersion, treeVersion, isInvolved],
  );
  return !row?.same;
}

export const versionConflict = (currentVersion: number): Refusal =>
  new Refusal(
    'VERSION_CONFLICT',
    {
      'zh-CN': `案件在您读取后已有变化，当前版本为 ${currentVersion}；请重新读取后再提交。`,
      en: `The case changed after you read it and is at version ${currentVersion} now; read it again and send that version.`,
    },
    { currentVersion },
  );

async function replay(session: Session, kept: KeptEffect, hash: Buffer): Promise<Receipt> {
  if (!kept.hash.equals(hash)) throw keyConflict();
  const entry = await entryById(session.platform.database.query, kept.entryId);
  if (!entry) throw new Error(`The entry ${kept.entryId} of a kept key is not in the ledger.`);
  return receipt(session, { entry, version: kept.version, isReplay: true });
}

const keyConflict = (): Refusal =>
  new Refusal('IDEMPOTENCY_CONFLICT', {
    'zh-CN': '同一 idempotencyKey 已用于另一个请求；新的意图请使用新的键。',
    en: 'This idempotencyKey was used for another request before; use a new one for a new intent.',
  });

interface Done {
  readonly entry: LedgerEntry;
  readonly version: number;
  readonly isReplay: boolean;
  readonly record?: CaseRecord | undefined;
}

const receipt = ({ platform: { cursors } }: Session, { entry, version, isReplay, record }: Done): Receipt => ({
  caseId: entry.caseId ?? entry.subjectId,
  version,
  entry,
  get cursor() {
    return cursors.ofEntry(entry); // encrypted, and seldom asked for
  },
  isReplay,
  ...(record ? { record } : {}),
});
