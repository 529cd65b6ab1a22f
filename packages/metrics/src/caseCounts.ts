import type { Consumer, LedgerEntry, OwnTables, ReadUnitsThen } from '@maplebridge/contract';
import { changesOf, isCounted, type CountedEntry } from './changes';
import { awaited } from './generations';
import { addCounts, keepStandings, lockShown, replaceStandings, standingsOf } from './tables';

/** Counts every case under all units above it. Rests, so that a busy second costs two batches and not two hundred. */
export const caseCounts: Consumer = {
  name: 'caseCounts',
  caseTypes: 'all',
  atOnce: 2_000,
  restsFor: 500,
  consume: (entries, tables, units) => count(entries, { tables, units, generation: () => lockShown(tables) }),
};

/** Counts the same from the beginning, into a generation that is not shown yet. */
export const rebuiltCaseCounts = (generation: number): Consumer => ({
  name: rebuiltName,
  caseTypes: 'all',
  atOnce: 10_000,
  consume: (entries, tables, units) => count(entries, { tables, units, generation: () => awaited(tables, generation) }),
});

export const rebuiltName = 'rebuiltCaseCounts';

interface Counting {
  readonly tables: OwnTables;
  readonly units: ReadUnitsThen;
  readonly generation: () => Promise<number>;
}

async function count(entries: readonly LedgerEntry[], { tables, units, ...counting }: Counting): Promise<void> {
  const counted = entries.filter(isCounted);
  if (counted.length === 0) return;
  const generation = await counting.generation();
  const known = await standingsOf(tables, generation, caseIdsOf(counted));
  const changes = changesOf(counted, known, await units(unitIdsOf(counted)));
  if (changes.opened.length) await keepStandings(tables, generation, changes.opened);
  if (changes.replaced.length) await replaceStandings(tables, generation, changes.replaced);
  if (changes.counts.length) await addCounts(tables, generation, changes.counts);
}

/** Cases that stood before this batch. */
function caseIdsOf(entries: readonly CountedEntry[]): readonly string[] {
  const opened = new Set(entries.flatMap(({ phaseBefore, caseId }) => (phaseBefore === null ? [caseId] : [])));
  return [...new Set(entries.map(({ caseId }) => caseId))].filter((id) => !opened.has(id));
}

const unitIdsOf = (entries: readonly CountedEntry[]): readonly string[] => [
  ...new Set(entries.flatMap(({ unitId, previousUnitId }) => (previousUnitId === null ? [unitId] : [unitId, previousUnitId]))),
];
