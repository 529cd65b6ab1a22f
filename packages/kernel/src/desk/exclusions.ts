import { Refusal, type Actor, type ExclusionInput, type ExclusionRecord, type Receipt, type Viewer } from '@maplebridge/contract';
import {
  excludedAmong,
  exclusionsOf as readExclusions,
  knownPersons,
  uuidv7,
  type CaseRow,
  type CaseStanding,
  type ChangeParts,
  type Seer,
} from '@maplebridge/storage';
import { checkText } from '../law';
import { entryInPlace, unmoved, workerOf } from './amend';
import { findMany, findOne } from './find';
import { changedTraits } from './moved';
import type { Outcomes } from './effects';
import { planChange, type Plan } from './plans';
import type { Platform } from './platform';
import type { Found } from './records';
import type { Session } from './session';
import { isUuid } from './uuid';
import { versionConflict, writeOnce } from './writing';

const longestReason = 2_000;

/**
 * From then on the person sees the case as its party or not at all, whatever posts they hold (回避). Who is excluded while they handle
 * it handles it no more; its unit goes on answering for it. Also of a case whose plugin is away: it is no move of its type.
 */
export async function exclude(session: Session, input: ExclusionInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'exclude', key, body }, async (viewer, seer) => {
    const scene = await sceneOf(session, { viewer, seer }, input);
    const { row, personId, at, reason } = scene;
    if (scene.isExcluded) throw already();
    const entryId = uuidv7(at);
    const next = row.handlerId === personId ? { ...unmoved(row, at), ...nobody } : unmoved(row, at);
    const parts = { excluded: { id: uuidv7(at), personId, declaredBy: viewer.personId, entryId }, note: { entryId, ...reason } };
    return planOf(scene, { type: 'excluded', entryId, next, parts });
  });
}

/** The person sees by their posts and assignments again. They cannot ask for it themselves: they do not see the case. */
export async function liftExclusion(session: Session, input: ExclusionInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'liftExclusion', key, body }, async (viewer, seer) => {
    const scene = await sceneOf(session, { viewer, seer }, input);
    if (!scene.isExcluded) throw notExcluded();
    const entryId = uuidv7(scene.at);
    const parts = { lifted: scene.personId, note: { entryId, ...scene.reason } };
    return planOf(scene, { type: 'exclusionLifted', entryId, next: unmoved(scene.row, scene.at), parts });
  });
}

/** Who is excluded and why, for supervisors over the unit of the case; null for everybody else. */
export async function exclusionsOf(session: Session, caseId: string): Promise<readonly ExclusionRecord[] | null> {
  const [found] = await findMany(session, [caseId]);
  return found && supervisorOf(found) ? readExclusions(session.platform.database.query, found.row.id) : null;
}

const nobody = { handlerId: null, handlerPost: null, handlerUnit: null } as const;

interface Scene {
  readonly seer: Seer;
  readonly row: CaseRow;
  readonly actor: Actor;
  readonly personId: string;
  readonly isExcluded: boolean;
  readonly reason: { readonly body: string; readonly audience: 'supervisors' };
  readonly at: Date;
}

async function sceneOf(session: Session, { viewer, seer }: { viewer: Viewer; seer: Seer }, input: ExclusionInput): Promise<Scene> {
  const { platform } = session;
  const { query } = platform.database;
  const found = await findOne(session, input.caseId);
  const { row } = found;
  if (row.version !== input.expectedVersion) throw versionConflict(row.version);
  const personId = input.personId ?? viewer.personId;
  const actor: Actor = { ...declarer(session, found, personId === viewer.personId), personId: viewer.personId };
  if (!isUuid(personId) || !(await knownPersons(query, [personId])).length) throw noPerson();
  const isExcluded = (await excludedAmong(query, row.id, [personId])).length > 0;
  return { seer, row, actor, personId, isExcluded, reason: reasonOf(input.reason), at: platform.now() };
}

/** A supervisor over the unit that answers for the case, and not one who is only called in to it. */
export function supervisorOf({ row, standing }: Found): Omit<Actor, 'personId'> | null {
  const post = standing.posts.find(({ role, unitId }) => role === 'supervisor' && row.unitPath.includes(unitId));
  return post ? { kind: 'post', role: post.role, unitId: post.unitId } : null;
}

function declarer(session: Session, found: Found, isOwn: boolean): Omit<Actor, 'personId'> {
  const actor = supervisorOf(found) ?? (isOwn ? workerOf(session, found.row, found.standing) : null);
  if (actor) return actor;
  throw new Refusal('FORBIDDEN', {
    'zh-CN': '办理人员可自行回避；要求他人回避或解除回避，须由责任单位或其上级单位的督办人决定。',
    en: 'Those who work on the case may recuse themselves; to exclude somebody else, or to end it, takes a supervisor over its unit.',
  });
}

interface Change {
  readonly type: 'excluded' | 'exclusionLifted';
  readonly entryId: string;
  readonly next: CaseStanding;
  readonly parts: ChangeParts;
}

/** Told to all who see the case, without a name: who handles it may have changed. The reason is for supervisors. */
function planOf({ seer, row, actor, at, personId }: Scene, { type, entryId, next, parts }: Change): Plan {
  const payload = { person: personId, ...changedTraits(row, next) };
  return planChange({
    seer,
    expected: { id: row.id, version: row.version, state: row.state },
    next,
    parts,
    entries: [{ ...entryInPlace(row, { type, actor, at }), id: entryId, subjectVersion: row.version + 1, payload }],
  });
}

export function reasonOf(text: string): Scene['reason'] {
  const body = checkText('reason', text, longestReason).trim();
  if (body) return { body, audience: 'supervisors' };
  throw new Refusal('BAD_USER_INPUT', { 'zh-CN': '请说明理由。', en: 'Say why: the reason is empty.' }, { field: 'reason' });
}

/** Nobody is given a part in a case from which they are excluded. Asked only where somebody is named. */
export async function refuseExcluded({ database }: Platform, caseId: string, { involved }: Pick<Outcomes, 'involved'>): Promise<void> {
  const named = involved.flatMap(({ personId }) => personId ?? []);
  if (named.length === 0 || (await excludedAmong(database.query, caseId, named)).length === 0) return;
  throw new Refusal(
    'BAD_USER_INPUT',
    {
      'zh-CN': '此人须回避本案，请另选他人。',
      en: 'This person is excluded from the case for a conflict of interest; name somebody else.',
    },
    { field: 'person' },
  );
}

const noPerson = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': '没有这个人；请使用 holders 返回的 person。', en: 'There is no such person; send the `person` of a holder of a post.' },
    { field: 'person' },
  );

const already = (): Refusal =>
  new Refusal('BAD_USER_INPUT', { 'zh-CN': '此人已回避本案。', en: 'This person is excluded from the case already.' }, { field: 'person' });

const notExcluded = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': '此人未回避本案。', en: 'This person is not excluded from the case; there is nothing to end.' },
    { field: 'person' },
  );
