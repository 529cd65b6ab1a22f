import type { Directory, JurisdictionRecord, KnownWords, Label, StoredType, UnitRecord } from '@maplebridge/contract';
import { competenceFor, openings, placesById, unitByCode, unitVersions, type CompetenceRow } from '@maplebridge/storage';
import { localDay } from '../law';
import { childrenOf, childrenOfMany } from './children';
import type { Platform } from './platform';
import { routeCase } from './routing';
import { isStorable, isUuid } from './uuid';

/** Units, places, competence and types: the same for everybody. */
export const openDirectory = (platform: Platform): Directory => ({
  units: (ids) => Promise.all(ids.map(async (id) => (isUuid(id) ? platform.rules.unit(id) : null))),
  unitByCode: async (code) => (isStorable(code) ? unitByCode(platform.database.query, code) : null),
  unitVersions: async (ids) => {
    const versions = await unitVersions(platform.database.query, ids.filter(isUuid));
    return ids.map((id) => versions.filter((one) => one.unitId === id));
  },
  children: (unitId, window) => childrenOf(platform, unitId, window),
  childrenOf: (unitIds, window) => childrenOfMany(platform, unitIds, window),
  places: async (ids) => {
    const places = await placesById(platform.database.query, ids.filter(isUuid));
    return ids.map((id) => places.find((one) => one.id === id) ?? null);
  },
  answering: (placeIds, type) => answering(platform, placeIds, type ?? null),
  explainRouting: (type, placeId) => routeCase(platform, type, placeId),
  jurisdictions: (unitId) => jurisdictionsAt(platform, unitId),
  storedType: (name) => Promise.resolve(storedType(platform, name)),
  roleLabel: (role) => roleLabel(platform, role),
  words: once(() => wordsOf(platform)),
  policy: async (key, unitId) => {
    await platform.rules.refresh();
    const unit = await platform.rules.unit(unitId);
    if (!unit) throw new Error(`Unit ${unitId} is not there.`);
    return platform.rules.policyFor(key, unit, localDay(platform.now(), unit.timeZone));
  },
});

const once = <Made>(make: () => Made): (() => Made) => {
  let made: { readonly value: Made } | undefined;
  return () => (made ??= { value: make() }).value;
};

function wordsOf(platform: Platform): KnownWords {
  const names = [...platform.stored.values()].flatMap((type) => Object.keys(type.roles));
  const roles = Object.fromEntries([...Object.keys(builtIn), ...names].map((role) => [role, roleLabel(platform, role)]));
  return { types: platform.stored, jurisdictions: listed(platform, () => true), roles };
}

async function answering(
  platform: Platform,
  placeIds: readonly string[],
  type: string | null,
): Promise<readonly (readonly UnitRecord[])[]> {
  const { query } = platform.database;
  const places = await placesById(query, [...new Set(placeIds.filter(isUuid))]);
  const rows = (await competenceFor(query, type, [...new Set(places.flatMap((one) => one.path))])).filter((row) => row.placeId !== null);
  const units = await unitsNow(platform, rows);
  return placeIds.map((id) => {
    const upward = [...(places.find((one) => one.id === id)?.path ?? [])].reverse();
    const near = rows.filter((row) => upward.includes(row.placeId ?? ''));
    const sorted = [...near].sort((one, other) => upward.indexOf(one.placeId ?? '') - upward.indexOf(other.placeId ?? ''));
    return [...new Set(sorted.map((row) => units.get(row)).filter((unit) => unit !== undefined))];
  });
}

/** The unit of each competence row that holds today, where the unit is. */
async function unitsNow(platform: Platform, rows: readonly CompetenceRow[]): Promise<ReadonlyMap<CompetenceRow, UnitRecord>> {
  const now = platform.now();
  const found = new Map<CompetenceRow, UnitRecord>();
  for (const row of rows) {
    const unit = await platform.rules.unit(row.unitId);
    const day = unit && localDay(now, unit.timeZone);
    if (unit && day && row.from <= day && (row.until === null || day < row.until)) found.set(row, unit);
  }
  return found;
}

async function jurisdictionsAt(platform: Platform, unitId: string | undefined): Promise<readonly JurisdictionRecord[]> {
  const rows = await openings(platform.database.query);
  const unit = unitId === undefined ? null : await platform.rules.unit(unitId);
  const isOpen = (jurisdiction: string): boolean => {
    const own = rows.filter((row) => row.jurisdiction === jurisdiction);
    return own.length === 0 || unit === null || own.some((row) => row.unitId !== null && unit.path.includes(row.unitId));
  };
  return listed(platform, isOpen);
}

const listed = (platform: Platform, isOpen: (jurisdiction: string) => boolean): readonly JurisdictionRecord[] =>
  [...platform.stored.values()]
    .filter((type) => isOpen(type.jurisdiction))
    .map((type) => ({
      name: type.jurisdiction,
      label: type.jurisdictionLabel,
      version: type.jurisdictionVersion,
      typeName: type.name,
      isDormant: !platform.types.has(type.name),
    }))
    .sort((one, other) => (one.typeName < other.typeName ? -1 : 1));

const storedType = (platform: Platform, name: string): StoredType | null => platform.stored.get(name) ?? null;

function roleLabel(platform: Platform, role: string): Label {
  for (const type of platform.stored.values()) {
    const label = Object.hasOwn(type.roles, role) ? type.roles[role] : undefined;
    if (label) return label;
  }
  return builtIn[role] ?? { 'zh-CN': role, en: role };
}

/** Roles that belong to no type: who opens, who imports, who is a party. */
const builtIn: Readonly<Record<string, Label>> = {
  resident: { 'zh-CN': '居民', en: 'resident' },
  applicant: { 'zh-CN': '申请人', en: 'applicant' },
  respondent: { 'zh-CN': '被申请人', en: 'respondent' },
  third: { 'zh-CN': '第三人', en: 'third party' },
  import: { 'zh-CN': '历史数据导入', en: 'import of earlier records' },
  system: { 'zh-CN': '系统', en: 'the platform' },
};
