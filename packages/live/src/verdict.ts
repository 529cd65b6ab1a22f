import type { CaseFilter, LedgerEntry, Phase, Watch } from '@maplebridge/contract';
import type { Judgement, Traits } from './judge';

/** From the root down to the unit itself, for every unit an entry names. */
export type UnitPaths = ReadonlyMap<string, readonly string[]>;

export type Verdict = 'change' | 'caseLeft' | 'nothing';

/** One side of an entry: the case as it was before, or as it was left. */
interface Face {
  readonly entry: LedgerEntry;
  readonly unitId: string | null;
  readonly state: string | null;
  readonly phase: Phase | null;
  readonly traits: Traits;
}

/** An entry and what its judge says of it, for one watcher. */
export interface Sighting {
  readonly entry: LedgerEntry;
  readonly judgement: Judgement;
  readonly paths: UnitPaths;
}

/** What a watcher is sent for an entry. Leaving is told whatever the entry's type and audience; nothing else of it is said. */
export function decide(watch: Watch, personId: string, { entry, judgement, paths }: Sighting): Verdict {
  const fits = (face: Face | null): boolean => face !== null && matches(watch.filter ?? {}, face, { personId, paths });
  if (!fits(faceAfter(entry, judgement.after))) return fits(faceBefore(entry, judgement.before)) ? 'caseLeft' : 'nothing';
  const isAskedFor = watch.entryTypes === undefined || watch.entryTypes.includes(entry.type);
  return isAskedFor && judgement.told !== null ? 'change' : 'nothing';
}

const faceBefore = (entry: LedgerEntry, traits: Traits | null): Face | null =>
  traits && { entry, unitId: unitBefore(entry), state: entry.stateBefore, phase: entry.phaseBefore, traits };

const faceAfter = (entry: LedgerEntry, traits: Traits | null): Face | null =>
  traits && { entry, unitId: entry.unitId, state: entry.stateAfter, phase: entry.phaseAfter, traits };

/** An entry that names no previous unit left the case where it was. */
const unitBefore = (entry: LedgerEntry): string | null => entry.previousUnitId ?? entry.unitId;

function matches(filter: CaseFilter, face: Face, { personId, paths }: { personId: string; paths: UnitPaths }): boolean {
  return (
    allows(filter.types, face.entry.caseType) &&
    allows(filter.jurisdictions, face.traits.jurisdiction) &&
    allows(filter.states, face.state) &&
    allows(filter.phases, face.phase) &&
    isInUnit(filter, face.unitId, paths) &&
    (filter.placeId === undefined || face.traits.placeIds.includes(filter.placeId)) &&
    (filter.handlerIsMe === undefined || filter.handlerIsMe === (face.traits.handlerId === personId)) &&
    (filter.isUnsigned === undefined || filter.isUnsigned === face.traits.isUnsigned) &&
    (filter.isOverdue === undefined || filter.isOverdue === isOverdue(face)) &&
    (filter.dueBefore === undefined || isBefore(face.traits.dueAt, filter.dueBefore)) &&
    (filter.openedFrom === undefined || face.traits.openedAt >= filter.openedFrom) &&
    (filter.openedUntil === undefined || face.traits.openedAt < filter.openedUntil)
  );
}

const allows = <Value>(asked: readonly Value[] | undefined, value: Value | null): boolean =>
  asked === undefined || (value !== null && asked.includes(value));

function isInUnit({ unitId, includeDescendants = true }: CaseFilter, of: string | null, paths: UnitPaths): boolean {
  if (unitId === undefined || of === unitId) return true;
  return includeDescendants && of !== null && (paths.get(of)?.includes(unitId) ?? false);
}

const isBefore = (at: Date | null, limit: Date): boolean => at !== null && at < limit;

/** At the instant of the entry: no entry tells that time has passed since. */
const isOverdue = ({ entry, phase, traits }: Face): boolean => phase !== 'closed' && isBefore(traits.dueAt, entry.recordedAt);

/** Units that an entry concerns: where the case was and where it is. */
export const unitsOf = (entry: LedgerEntry): readonly string[] =>
  [...new Set([entry.unitId, entry.previousUnitId])].filter((id) => id !== null);
