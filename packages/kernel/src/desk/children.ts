import type { Page, UnitRecord, Window } from '@maplebridge/contract';
import { childUnits, childUnitsOf } from '@maplebridge/storage';
import type { Platform } from './platform';
import { cutOf, pageOf, type Cut } from './window';

const purposeOf = (unitId: string): string => `children ${unitId}`;

/** Units right below one, by code. */
export async function childrenOf(platform: Platform, unitId: string, window: Window): Promise<Page<UnitRecord>> {
  const cut = cutOf<string>(window, platform.cursors, purposeOf(unitId));
  const units = await childUnits(platform.database.query, unitId, { limit: cut.size + 1, isBackward: cut.isBackward, from: cut.from });
  return shown(platform, unitId)(cut.isBackward ? [...units].reverse() : units, cut);
}

/** Units right below each, without a cursor, in one statement. */
export async function childrenOfMany(platform: Platform, unitIds: readonly string[], window: Window): Promise<readonly Page<UnitRecord>[]> {
  const cut = cutOf<string>(window, platform.cursors, 'children of many');
  const units = await childUnitsOf(platform.database.query, unitIds, { limit: cut.size + 1, isBackward: cut.isBackward });
  const below = (id: string): readonly UnitRecord[] => units.filter((unit) => unit.parentId === id);
  return unitIds.map((id) => shown(platform, id)(below(id), cut));
}

const shown =
  (platform: Platform, unitId: string) =>
  (units: readonly UnitRecord[], cut: Cut<string>): Page<UnitRecord> =>
    pageOf(units, cut, (unit) => ({ cursor: platform.cursors.sealPage(unit.code, purposeOf(unitId)), row: unit }));
