import type { LedgerEntry, Phase, UnitsThen } from '@maplebridge/contract';
import { localDay } from './localDay';
import { noCases, phaseAt, type PhaseCounts } from './phases';

/** On which day a case counts, and when the entry that counts it was recorded. */
export interface Standing {
  readonly caseId: string;
  readonly day: string;
  readonly countedAt: Date;
}

/** What is added to one row, phase by phase. */
export interface Change {
  readonly unitId: string;
  readonly day: string;
  readonly type: string;
  readonly counts: PhaseCounts;
}

export interface Changes {
  readonly counts: readonly Change[];
  readonly opened: readonly Standing[];
  /** Cases that count under other ancestors now; some may have been opened just before. */
  readonly replaced: readonly Standing[];
}

/** An entry that opens a case, moves it to another phase, or hands it to another unit. Nothing else changes a count. */
export interface CountedEntry extends LedgerEntry {
  readonly caseId: string;
  readonly caseType: string;
  readonly unitId: string;
  readonly phaseAfter: Phase;
}

export function isCounted(entry: LedgerEntry): entry is CountedEntry {
  const { audience, caseId, caseType, unitId, previousUnitId, phaseBefore, phaseAfter } = entry;
  if (audience !== 'case' || caseId === null || caseType === null || unitId === null || phaseAfter === null) return false;
  return phaseBefore !== phaseAfter || previousUnitId !== unitId;
}

/**
 * What entries, in the order of their shards, change in the counts. A case counts under the ancestors that its unit had when its last
 * counted entry was recorded: a unit that is moved takes its cases along one by one, with the next thing that happens to each.
 */
export function changesOf(entries: readonly CountedEntry[], known: ReadonlyMap<string, Standing>, units: UnitsThen): Changes {
  const standings = new Map(known);
  const opened = new Map<string, Standing>();
  const replaced = new Map<string, Standing>();
  const rows = openRows();
  for (const entry of entries) {
    const { caseId, caseType, recordedAt } = entry;
    const now = units(entry.unitId, recordedAt);
    const before = standings.get(caseId);
    if (entry.phaseBefore === null) {
      const standing = { caseId, day: localDay(entry.happenedAt, now.timeZone), countedAt: recordedAt };
      standings.set(caseId, standing);
      opened.set(caseId, standing);
      rows.add(rows.of(standing.day, caseType), now.path, [[entry.phaseAfter, 1]]);
    } else if (before) {
      const then = units(entry.previousUnitId ?? entry.unitId, before.countedAt);
      const ofDay = rows.of(before.day, caseType);
      if (isSamePath(then.path, now.path)) {
        rows.add(ofDay, now.path, [
          [entry.phaseBefore, -1],
          [entry.phaseAfter, 1],
        ]);
        continue;
      }
      rows.add(ofDay, then.path, [[entry.phaseBefore, -1]]);
      rows.add(ofDay, now.path, [[entry.phaseAfter, 1]]);
      const standing = { ...before, countedAt: recordedAt };
      standings.set(caseId, standing);
      replaced.set(caseId, standing);
    }
  }
  return { counts: rows.changed(), opened: [...opened.values()], replaced: [...replaced.values()] };
}

const isSamePath = (one: readonly string[], other: readonly string[]): boolean =>
  one === other || (one.length === other.length && one.every((id, level) => id === other[level]));

interface Row extends Change {
  readonly counts: number[];
}

/** The rows of one day and type, by their unit. */
interface Rows {
  readonly day: string;
  readonly type: string;
  readonly units: Map<string, Row>;
}

/** Adds up under every ancestor; rows in which nothing is left of the changes are not told. */
function openRows() {
  const all = new Map<string, Rows>();
  return {
    of: (day: string, type: string): Rows => {
      const key = day + type;
      const rows = all.get(key) ?? { day, type, units: new Map<string, Row>() };
      all.set(key, rows);
      return rows;
    },
    add: ({ day, type, units }: Rows, path: readonly string[], by: readonly (readonly [Phase, number])[]): void => {
      for (const unitId of path) {
        const row = units.get(unitId) ?? { unitId, day, type, counts: noCases() };
        units.set(unitId, row);
        for (const [phase, change] of by) row.counts[phaseAt(phase)] = (row.counts[phaseAt(phase)] ?? 0) + change;
      }
    },
    changed: (): readonly Change[] =>
      [...all.values()].flatMap(({ units }) => [...units.values()].filter(({ counts }) => counts.some((count) => count !== 0))),
  };
}
