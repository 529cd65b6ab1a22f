import type { Label, UnitRecord } from '@maplebridge/contract';
import {
  appendEntries,
  endUnit,
  keepUnitVersions,
  lockUnitsBelow,
  raiseTree,
  renewAncestors,
  setUnitName,
  setUnitParent,
  unitByCode,
  whatUnitHolds,
  type Database,
  type EntryDraft,
  type Query,
} from '@maplebridge/storage';
import { localDay } from '../law';
import * as refused from './refusals';

export interface UnitChanged {
  /** As it was before. */
  readonly before: UnitRecord;
  readonly isChanged: boolean;
  /** Cases whose ancestors were written anew. */
  readonly cases: number;
}

/** The deepest level of the tree; the root is 0. */
const deepest = 7;

/** A new name, in one language or in both, for the same unit; its code stays. The old name stays in its history. */
export const renameUnit = (
  database: Database,
  code: string,
  { name: given, now }: { readonly name: Partial<Label>; readonly now: Date },
): Promise<UnitChanged> =>
  changing(database, { code, now }, async (query, { before }) => {
    const name = { ...before.name, ...given };
    if (before.name['zh-CN'] === name['zh-CN'] && before.name.en === name.en) return null;
    await setUnitName(query, before.id, { zh: name['zh-CN'], en: name.en });
    await keepUnitVersions(query, before.id, now);
    return 0;
  });

/** Puts a unit with all below it under another parent. Its cases are seen by the new ancestors, and by the old no longer, from the commit on. */
export const moveUnit = (
  database: Database,
  code: string,
  { parentCode, now }: { readonly parentCode: string; readonly now: Date },
): Promise<UnitChanged> =>
  changing(database, { code, now }, async (query, { before, deepestBelow }) => {
    const parent = await living(query, parentCode);
    if (before.parentId === null) throw refused.rootStays(before);
    if (parent.path.includes(before.id)) throw refused.circle(before, parent);
    if (before.parentId === parent.id) return null;
    const reached = deepestBelow - before.level + parent.level + 1;
    if (reached > deepest) throw refused.tooDeep(before, { parent, reached, deepest });
    await setUnitParent(query, before.id, parent.id);
    await keepUnitVersions(query, before.id, now);
    return renewAncestors(query, { unitId: before.id, level: before.level });
  });

/** Ends a unit that has no open cases and no units below; its closed cases stay where they are. */
export const dissolveUnit = (database: Database, code: string, { now }: { readonly now: Date }): Promise<UnitChanged> =>
  changing(database, { code, now }, async (query, { before }) => {
    if (before.parentId === null) throw refused.rootStays(before);
    const held = await whatUnitHolds(query, { unitId: before.id, level: before.level });
    if (held.openCases > 0 || held.units > 0) throw refused.holds(before, held);
    await endUnit(query, before.id, { at: now, day: localDay(now, before.timeZone) });
    return 0;
  });

interface Standing {
  readonly before: UnitRecord;
  readonly deepestBelow: number;
}

/** The frame of every change: locks, decides, writes and raises the tree's version in one transaction. Null: nothing to change. */
async function changing(
  database: Database,
  { code, now }: { readonly code: string; readonly now: Date },
  change: (query: Query, standing: Standing) => Promise<number | null>,
): Promise<UnitChanged> {
  return database.transaction(async (query) => {
    const found = await living(query, code);
    const deepestBelow = await lockUnitsBelow(query, found.id);
    const before = await living(query, code); // as it stands now that nobody else changes it
    const cases = await change(query, { before, deepestBelow });
    const version = cases === null ? 0 : await raiseTree(query);
    if (cases) await appendEntries(query, [movedEntry(before, { version, now })]);
    return { before, isChanged: cases !== null, cases: cases ?? 0 };
  });
}

/** Open boards are told, with the version of the tree that they do not know: whole subtrees of cases may have come into sight or left it. */
const movedEntry = (unit: UnitRecord, { version, now }: { readonly version: number; readonly now: Date }): EntryDraft => ({
  subjectKind: 'unit',
  subjectId: unit.id,
  subjectVersion: version,
  caseId: null,
  caseType: null,
  typeVersion: null,
  type: 'unitMoved',
  unitId: unit.id,
  previousUnitId: unit.parentId,
  stateBefore: null,
  stateAfter: null,
  phaseBefore: null,
  phaseAfter: null,
  audience: 'case',
  actor: { kind: 'system', role: 'system', personId: null, unitId: null },
  happenedAt: now,
  payload: {},
});

async function living(query: Query, code: string): Promise<UnitRecord> {
  const unit = await unitByCode(query, code);
  if (!unit || unit.until !== null) throw refused.noUnit();
  return unit;
}
