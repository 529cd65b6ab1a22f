import { Refusal, type Actor, type AnyCaseType, type OpenInput, type Receipt, type UnitRecord, type Viewer } from '@maplebridge/contract';
import { placesById } from '@maplebridge/storage';
import { isHeld } from '../law';
import { accountable, loadedOf, refuseUnopened } from './lookups';
import { planOpening } from './opening';
import { planWrites } from './plans';
import type { LoadedType, Platform } from './platform';
import { routeCase } from './routing';
import { takesPartByLink, type Session } from './session';
import { writeOnce } from './writing';
import { isUuid } from './uuid';

/** Opens a case: by a resident for themselves, or by a post that the type names, for a unit the post covers. */
export async function openCase(session: Session, type: string, input: OpenInput): Promise<Receipt> {
  const { idempotencyKey: key, ...body } = input;
  if (takesPartByLink(session)) throw needsAccount();
  return writeOnce(session, { kind: `open ${type}`, key, body }, async (viewer) => {
    const { platform } = session;
    const loaded = loadedOf(platform, type);
    const unit = await chosenUnit(platform, loaded, input);
    const { actor, isResident } = openerOf(loaded.type, viewer, { unit, now: platform.now() });
    const opening = await planOpening(session, {
      type,
      actor,
      at: platform.now(),
      summary: input.summary,
      unitId: unit.id,
      placeId: input.placeId ?? null,
      reportId: null,
      channel: input.channel ?? (isResident ? 'resident' : 'desk'),
      details: input.details ?? {},
      parties: input.parties ?? [],
      ...(isResident ? { applicantId: viewer.personId } : {}),
    });
    return planWrites(opening.caseId, async (query) => {
      await opening.write(query);
      return opening.entries;
    });
  });
}

/** A link is for one case. */
const needsAccount = (): Refusal =>
  new Refusal('FORBIDDEN', {
    'zh-CN': '当事人链接只用于该案；另行申请请以账号登录。',
    en: 'The link of a party is for its own case; sign in with an account to open another.',
  });

async function chosenUnit(platform: Platform, { type, jurisdiction }: LoadedType, input: OpenInput): Promise<UnitRecord> {
  if (input.placeId !== undefined && !(await isPlace(platform, input.placeId))) throw noPlace();
  const unitId = input.unitId ?? (await routeCase(platform, type.name, input.placeId ?? null)).unitId;
  if (!isUuid(unitId))
    throw new Refusal('NOT_FOUND', { 'zh-CN': '没有这个单位。', en: 'There is no such unit; check the id.' }, { field: 'unit' });
  const unit = await accountable(platform, unitId);
  await refuseUnopened(platform, jurisdiction, unit);
  return unit;
}

const isPlace = async (platform: Platform, id: string): Promise<boolean> =>
  isUuid(id) && (await placesById(platform.database.query, [id])).length > 0;

const noPlace = (): Refusal =>
  new Refusal('NOT_FOUND', { 'zh-CN': '没有这个地点。', en: 'There is no such place; check the id.' }, { field: 'place' });

function openerOf(
  type: AnyCaseType,
  viewer: Viewer,
  { unit, now }: { unit: UnitRecord; now: Date },
): { actor: Actor; isResident: boolean } {
  const post = viewer.posts.find((one) => type.openedBy.includes(one.role) && unit.path.includes(one.unitId) && isHeld(one, now));
  if (post) return { actor: { kind: 'post', role: post.role, personId: viewer.personId, unitId: post.unitId }, isResident: false };
  if (type.openedBy.includes('resident'))
    return { actor: { kind: 'resident', role: 'resident', personId: viewer.personId, unitId: null }, isResident: true };
  const posts = type.openedBy.map((role) => type.posts[role]?.label ?? { 'zh-CN': role, en: role });
  throw new Refusal('FORBIDDEN', {
    'zh-CN': `此类案件只能由以下岗位在其单位内登记：${posts.map((one) => one['zh-CN']).join('、')}。`,
    en: `A case of this type is opened by these posts within their unit: ${posts.map((one) => one.en).join(', ')}.`,
  });
}
