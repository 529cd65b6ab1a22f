import {
  label,
  Refusal,
  type Actor,
  type EmergencyInput,
  type HeldPost,
  type PolicyKey,
  type Receipt,
  type Viewer,
} from '@maplebridge/contract';
import {
  caseOutOfSight,
  excludedAmong,
  keepNote,
  lastOfAudience,
  openEmergency,
  recordLook,
  uuidv7,
  type CaseRow,
  type Seer,
} from '@maplebridge/storage';
import { emergencyAtOnce, emergencyLevels, emergencyMinutes, emergencyPost, isHeld, localDay } from '../law';
import { entryInPlace } from './amend';
import { reasonOf } from './exclusions';
import { findMany, notFound } from './find';
import { planWrites, type Plan } from './plans';
import type { Platform } from './platform';
import type { Session } from './session';
import { refuseUnlogged } from './unmask';
import { isStorable } from './uuid';
import { writeOnce } from './writing';

/** What the person concerned reads in their access log. The reason itself may speak of others, and is for supervisors. */
const purpose = '紧急查阅 emergency access';

/**
 * Opens a case for reading, for a time, to somebody whose post would show it if it were of their own unit. What is absent, out of reach,
 * or has the viewer as a party or excluded from it, is refused alike. Nothing can be done in the case by it.
 */
export async function openInEmergency(session: Session, input: EmergencyInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  return writeOnce(session, { kind: 'openInEmergency', key, body }, async (viewer, seer) => {
    const { platform } = session;
    const now = platform.now();
    const reason = reasonOf(input.reason);
    if (!viewer.posts.some((post) => isHeld(post, now))) throw takesPost();
    const row = await outOfSight(session, seer, input.number);
    const post = row && (await postFor(platform, viewer, row));
    if (!row || !post) throw notFound();
    return planOpening(session, { viewer, seer, row, post, reason });
  });
}

/** The case by its number; null when there is none that could be opened. Throws for one that the viewer sees anyhow. */
async function outOfSight(session: Session, seer: Seer, number: string): Promise<CaseRow | null> {
  const row = isStorable(number) ? await caseOutOfSight(session.platform.database.query, seer, number.trim().toUpperCase()) : null;
  const [seen] = row ? await findMany(session, [row.id]) : [];
  if (seen) throw seenAnyhow();
  const isParty = (row?.involved ?? []).some(({ side, personId }) => side !== null && personId === seer.personId);
  return isParty ? null : row;
}

async function postFor(platform: Platform, { posts }: Viewer, { type, unitPath }: CaseRow): Promise<HeldPost | null> {
  await platform.rules.refresh();
  const units = new Map(await Promise.all(posts.map(async ({ unitId }) => [unitId, await platform.rules.unit(unitId)] as const)));
  const reach = {
    sees: platform.stored.get(type)?.sees ?? {},
    unitPath,
    pathOf: ({ unitId }: HeldPost) => units.get(unitId)?.path ?? [],
    levelsOf: ({ unitId }: HeldPost) => limitOf(platform, emergencyLevels, units.get(unitId) ?? null),
  };
  return emergencyPost(posts, reach, platform.now());
}

function limitOf(platform: Platform, key: PolicyKey, unit: Awaited<ReturnType<Platform['rules']['unit']>>): number {
  return unit ? platform.rules.policyFor(key, unit, localDay(platform.now(), unit.timeZone)).value : 0;
}

interface Opening {
  readonly viewer: Viewer;
  readonly seer: Seer;
  readonly row: CaseRow;
  readonly post: HeldPost;
  readonly reason: ReturnType<typeof reasonOf>;
}

/** The case's row is held first, as by whoever excludes somebody from it; then the person's; the ledger comes last. */
async function planOpening(session: Session, { viewer: { personId }, seer, row, post, reason }: Opening): Promise<Plan> {
  const { platform, requestId } = session;
  const at = platform.now();
  const unit = await platform.rules.unit(post.unitId);
  const [minutes, most] = [limitOf(platform, emergencyMinutes, unit), limitOf(platform, emergencyAtOnce, unit)];
  const actor: Actor = { kind: 'post', role: post.role, unitId: post.unitId, personId };
  const entry = entryInPlace(row, { type: 'emergencyOpened', actor, at });
  const until = new Date(at.getTime() + minutes * 60_000);
  const one = { id: uuidv7(at), caseId: row.id, personId, role: post.role, unitId: post.unitId, entryId: entry.id, since: at, until };
  return planWrites(row.id, async (query) => {
    const version = (await lastOfAudience(query, row.id, 'supervisors')) + 1;
    if ((await excludedAmong(query, row.id, [personId])).length > 0) throw notFound();
    if (!(await openEmergency(query, one, { most, seer }))) throw tooMany(most);
    await recordLook(query, one, { purpose, requestId }).catch(refuseUnlogged);
    await keepNote(query, row.id, { entryId: entry.id, ...reason });
    const payload = { emergency: one.id, until: until.toISOString() };
    return [{ ...entry, audience: 'supervisors', subjectKind: 'sealed', subjectVersion: version, payload }];
  });
}

const takesPost = (): Refusal =>
  new Refusal('FORBIDDEN', label('紧急查阅须由在任岗位进行。', 'Opening a case in an emergency takes a post that is held now.'));

const seenAnyhow = (): Refusal =>
  new Refusal('BAD_USER_INPUT', label('您已可查看此案，无须紧急查阅。', 'You see this case already; no emergency is needed to read it.'), {
    field: 'number',
  });

const tooMany = (most: number): Refusal =>
  new Refusal(
    'FORBIDDEN',
    label(
      `同时最多紧急查阅 ${most} 件；请等其中一件到期。`,
      `You may have ${most} cases open in an emergency at once; wait until one of them is over.`,
    ),
    { limit: most },
  );
