import {
  Refusal,
  type CaseRecord,
  type HeldPost,
  type PolicyKey,
  type Sees,
  type StatisticFigure,
  type StatisticSpec,
  type UnitRecord,
  type WarningFigure,
  type WarningRule,
} from '@maplebridge/contract';
import { figuresOf, pageCases, partiesOf, type CaseRow } from '@maplebridge/storage';
import { isHeld, localDay } from '../law';
import { factsOf } from './aggregate';
import { accountable, loadedOf } from './lookups';
import type { Platform } from './platform';
import { foundFor } from './records';
import { signedIn, withRights, type Session } from './session';
import { isUuid } from './uuid';

const kindOf = (spec: StatisticSpec): StatisticFigure['unit'] => {
  if ('count' in spec) return 'cases';
  if ('medianHours' in spec) return 'hours';
  return 'sum' in spec ? 'sum' : 'share';
};

/** The declared statistics of a type for a unit and everything below it, over [from, until). */
export async function statisticsOf(
  session: Session,
  type: string,
  { unitId, ...period }: { readonly unitId: string; readonly from: Date; readonly until: Date },
): Promise<readonly StatisticFigure[]> {
  const { platform } = session;
  const { type: caseType, table } = loadedOf(platform, type);
  if (period.from >= period.until) throw emptyPeriod();
  const unit = await accountableTo(session, type, unitId);
  const cohort = { type, unitId: unit.id, level: unit.level, ...period };
  const figures: StatisticFigure[] = [];
  for (const [code, spec] of Object.entries(caseType.statistics))
    figures.push({
      code,
      label: spec.label,
      unit: kindOf(spec),
      ...(await figuresOf(platform.database.query, spec, { ...cohort, table })),
    });
  return figures;
}

const emptyPeriod = (): Refusal =>
  new Refusal(
    'BAD_USER_INPUT',
    { 'zh-CN': '期间为空：from 必须早于 until。', en: 'The period is empty: from has to be before until.' },
    { field: 'until' },
  );

/** Types whose figures of the unit this viewer may have, dormant ones among them. */
export async function accountableTypes(session: Session, unitId: string): Promise<readonly string[]> {
  const { unit, postsAbove } = await standingAt(session, unitId);
  const types = [...session.platform.stored.values()].filter(({ sees }) => seesUnit(sees, postsAbove)).map(({ name }) => name);
  if (types.length === 0) throw onlyAbove(unit);
  return types;
}

/** Figures of a unit are for posts at or above it that see its cases. */
async function accountableTo(session: Session, type: string, unitId: string): Promise<UnitRecord> {
  const { unit, postsAbove } = await standingAt(session, unitId);
  if (seesUnit(session.platform.stored.get(type)?.sees, postsAbove)) return unit;
  throw onlyAbove(unit);
}

const seesUnit = (sees: Sees | undefined, posts: readonly HeldPost[]): boolean => posts.some(({ role }) => sees?.post?.[role] === 'unit');

/** The posts that the viewer holds now at the unit or above it. */
async function standingAt(
  session: Session,
  unitId: string,
): Promise<{ readonly unit: UnitRecord; readonly postsAbove: readonly HeldPost[] }> {
  const viewer = signedIn(session);
  if (!isUuid(unitId))
    throw new Refusal('NOT_FOUND', { 'zh-CN': '没有这个单位。', en: 'There is no such unit; check the id.' }, { field: 'unit' });
  const unit = await accountable(session.platform, unitId);
  const now = session.platform.now();
  return { unit, postsAbove: viewer.posts.filter((post) => unit.path.includes(post.unitId) && isHeld(post, now)) };
}

const onlyAbove = ({ code }: UnitRecord): Refusal =>
  new Refusal('FORBIDDEN', {
    'zh-CN': `只有“${code}”或其上级单位的岗位可以查看其统计与预警。`,
    en: `Statistics and warnings of "${code}" are for posts at that unit or above it.`,
  });

/** Open cases a warning looks at; more are not read, and the figure says how many it found among them. */
const mostLookedAt = 2_000;
const atOnce = 500;
const mostShown = 100;

/** Every warning of the type over the open cases of a unit: about cases, never about persons. */
export async function warningsOf(session: Session, type: string, unitId: string): Promise<readonly WarningFigure[]> {
  const { type: caseType } = loadedOf(session.platform, type);
  await accountableTo(session, type, unitId);
  const sightings = await sightingsOf(session, type, unitId);
  return caseType.warnings.map((rule: WarningRule) => {
    const caseIds = sightings.filter(({ sighting }) => rule.when(sighting)).map(({ record }) => record.id);
    return { code: rule.code, label: rule.label, severity: rule.severity, caseIds: caseIds.slice(0, mostShown), count: caseIds.length };
  });
}

interface Sighted {
  readonly record: CaseRecord;
  readonly sighting: Parameters<WarningRule['when']>[0];
}

async function sightingsOf(session: Session, type: string, unitId: string): Promise<readonly Sighted[]> {
  const unit = await accountable(session.platform, unitId);
  const within = { unitId, level: unit.level, path: unit.path, isExact: false };
  const sighted: Sighted[] = [];
  let from: { key: string; id: string } | undefined;
  while (sighted.length < mostLookedAt) {
    const rows = await withRights(session, (_viewer, seer) =>
      pageCases(session.platform.database.query, {
        tables: session.platform.tables,
        seer,
        filter: { types: [type], within, isOpen: true },
        order: 'dueFirst',
        window: { limit: atOnce, isBackward: false, from },
      }),
    );
    sighted.push(...(await sightAll(session, rows)));
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) break;
    from = { key: last.pageKey, id: last.id };
  }
  return sighted;
}

const hoursSince = (instant: Date, now: Date): number => Math.floor((now.getTime() - instant.getTime()) / 3_600_000);

async function sightAll(session: Session, rows: readonly CaseRow[]): Promise<readonly Sighted[]> {
  const { platform } = session;
  const viewer = signedIn(session);
  const parties = await partiesOf(
    platform.database.query,
    rows.map((row) => row.id),
  );
  const numbers = await numbersOf(platform, rows);
  return rows.flatMap((row) => {
    const loaded = platform.types.get(row.type);
    if (!loaded) return [];
    const found = foundFor(platform, viewer, row);
    const facts = factsOf(
      platform,
      found,
      parties.filter((one) => one.caseId === row.id),
    );
    return {
      record: found.record,
      sighting: {
        ...facts,
        hoursInState: hoursSince(facts.enteredAt, facts.now),
        hoursOpen: hoursSince(facts.openedAt, facts.now),
        policy: (key: PolicyKey) => numbers(row.unitId, key),
      },
    };
  });
}

/** What local policy says today, unit by unit. */
async function numbersOf(platform: Platform, rows: readonly CaseRow[]): Promise<(unitId: string, key: PolicyKey) => number> {
  const ids = [...new Set(rows.map((row) => row.unitId))];
  const units = new Map((await Promise.all(ids.map((id) => platform.rules.unit(id)))).map((unit) => [unit?.id, unit]));
  return (unitId, key) => {
    const unit = units.get(unitId);
    if (!unit) throw new Error(`Unit ${unitId} is not there.`);
    return platform.rules.policyFor(key, unit, localDay(platform.now(), unit.timeZone)).value;
  };
}
