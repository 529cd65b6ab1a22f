import { createHash } from 'node:crypto';
import { isRefusal, Refusal, type LedgerEntry, type Receipt, type Viewer } from '@maplebridge/contract';
import {
  appendEntries,
  entryById,
  isKeyUsed,
  keepKey,
  keptEffect,
  RightsMoved,
  type EntryDraft,
  type KeptEffect,
  type Query,
  type Seer,
} from '@maplebridge/storage';
import { signedIn, withRights, type Session } from './session';
import { isUuid } from './uuid';

/** One write as the client meant it: what the idempotency key stands for. */
export interface Intent {
  readonly kind: string;
  readonly key: string;
  /** Everything that makes it this intent and no other; hashed, never stored. */
  readonly body: unknown;
}

/** What was decided, ready to be written. `write` runs in the transaction; the entries are appended after it, as the last write. */
export interface Plan {
  readonly caseId: string;
  /** Written before the entry; returns the case's new version, or null when the case is no longer what was decided on. */
  write(query: Query): Promise<number | null>;
  /** The first entry is the one the receipt shows. `version` is what `write` returned. */
  entries(version: number): readonly EntryDraft[];
}

/**
 * The frame of every write: decide without a lock, write everything in one transaction under version and key, append last.
 * A second use of a key is answered with the first effect; a key with another body is refused.
 */
export async function writeOnce(session: Session, intent: Intent, decide: (viewer: Viewer, seer: Seer) => Promise<Plan>): Promise<Receipt> {
  const hash = hashOf(intent);
  return withRights(session, async (viewer, seer) => {
    try {
      return await apply(session, { viewer, hash, key: intent.key }, await decide(viewer, seer));
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

/** For an intent that leaves no ledger entry: the first use is kept, the same again passes, another body is refused. */
export async function keepIntent(session: Session, intent: Intent, caseId: string): Promise<void> {
  const { query } = session.platform.database;
  const actorId = signedIn(session).personId;
  const hash = hashOf(intent);
  try {
    await keepKey(query, { actorId, key: intent.key, hash, caseId, version: 0, entryId: caseId });
  } catch (error) {
    const kept = isKeyUsed(error) ? await keptEffect(query, actorId, intent.key) : null;
    if (!kept) throw error;
    if (!kept.hash.equals(hash)) throw keyConflict();
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

async function apply(session: Session, given: { viewer: Viewer; hash: Buffer; key: string }, plan: Plan): Promise<Receipt> {
  const { platform } = session;
  const entries = await platform.database
    .transaction(async (query) => {
      const version = await plan.write(query);
      if (version === null) throw new Overtaken();
      const drafts = plan.entries(version);
      const [first] = drafts;
      if (!first?.id) throw new Error('A write without an entry that has an id.');
      await keepKey(query, {
        actorId: given.viewer.personId,
        key: given.key,
        hash: given.hash,
        caseId: plan.caseId,
        version,
        entryId: first.id,
      });
      return { version, written: await appendEntries(query, drafts) };
    })
    .catch((error: unknown) => refuseOvertaken(session, plan.caseId, error));
  platform.hint();
  const [entry] = entries.written;
  if (!entry) throw new Error('An entry just appended did not come back.');
  return receipt(session, { entry, version: entries.version, isReplay: false });
}

/** Between deciding and writing somebody else was faster, or the rights moved. */
class Overtaken extends Error {}

async function refuseOvertaken(session: Session, caseId: string, error: unknown): Promise<never> {
  if (!(error instanceof Overtaken)) throw error;
  const [row] = await session.platform.database.query<{ version: number }>(`select version from core."case" where id = $1`, [caseId]);
  if (!row || (await rightsMoved(session))) throw new RightsMoved('rights or tree moved');
  throw versionConflict(row.version);
}

async function rightsMoved(session: Session): Promise<boolean> {
  if (!session.viewer) return false;
  const { personId, rightsVersion, treeVersion } = session.viewer;
  const [row] = await session.platform.database.query<{ same: boolean }>(
    `select p.rights_version = $2 and t.version = $3 as same from core.person p, core.tree t where p.id = $1`,
    [personId, rightsVersion, treeVersion],
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

const receipt = (session: Session, done: { entry: LedgerEntry; version: number; isReplay: boolean }): Receipt => ({
  caseId: done.entry.caseId ?? done.entry.subjectId,
  version: done.version,
  entry: done.entry,
  cursor: session.platform.cursors.ofEntry(done.entry),
  isReplay: done.isReplay,
});
