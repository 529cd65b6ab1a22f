import type { Audience, ChangeRecord, LedgerEntry, Standing, Viewer } from '@maplebridge/contract';
import { partsIn, traitsOf, type CasePart, type CaseTraits, type NoteRow } from '@maplebridge/storage';
import { isSeenBy, standingIn, type CaseRights, type Involvement } from '../law';
import { audiencesFor, notesBeside, readable, sourceOf } from './history';
import { acting } from './records';
import type { Platform } from './platform';

/** What a filter may ask of a case; as the case stands, for an entry tells only its unit, state and phase. */
interface Traits extends Omit<CaseTraits, 'id' | 'isOpen'> {
  readonly isUnsigned: boolean;
}

/** What one viewer may learn of one entry: the case before and after it, when in sight, and what is told beside it. */
export interface Judgement {
  readonly before: Traits | null;
  readonly after: Traits | null;
  readonly told: Pick<ChangeRecord, 'note' | 'source'> | null;
}

/** The visibility of lists, asked of entries whose evidence was gathered. */
export interface Hearing {
  /** People who are a party of the entry's case, assigned to it or excluded from it: what they are told hangs on them, not on their posts alone. */
  readonly people: (entry: LedgerEntry) => readonly string[];
  /** Where a post may show the case: the units above it, before and after the entry, and those that were called in. */
  readonly units: (entry: LedgerEntry) => readonly string[];
  readonly judge: (viewer: Viewer, entry: LedgerEntry) => Judgement;
}

/** All that judging a batch needs, each case looked up once for all viewers. */
interface Evidence {
  readonly traits: ReadonlyMap<string, Traits>;
  readonly parts: ReadonlyMap<string, readonly CasePart[]>;
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly notes: ReadonlyMap<string, NoteRow>;
}

/** Gathers the evidence of these entries; afterwards any number of viewers is judged without a statement. */
export async function hear(platform: Platform, entries: readonly LedgerEntry[]): Promise<Hearing> {
  const evidence = await gather(platform, entries);
  const parts = ({ caseId }: LedgerEntry): readonly CasePart[] => evidence.parts.get(caseId ?? '') ?? [];
  const pathOf = (unitId: string | null): readonly string[] => evidence.paths.get(unitId ?? '') ?? [];
  return {
    people: (entry) => present(parts(entry).map(({ personId }) => personId)),
    units: (entry) => [
      ...new Set([...pathOf(entry.unitId), ...pathOf(entry.previousUnitId), ...present(parts(entry).map(({ unitId }) => unitId))]),
    ],
    judge: (viewer, entry) => judgeOne(platform, { viewer, entry }, evidence),
  };
}

/** Parties of these cases, people assigned to them and people excluded from them, as the database has them now. */
export const peopleIn = async (platform: Platform, caseIds: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(present((await partsIn(platform.database.query, caseIds, platform.now())).map(({ personId }) => personId)));

const present = (ids: readonly (string | null)[]): readonly string[] => [...new Set(ids.filter((id) => id !== null))];

async function gather(platform: Platform, entries: readonly LedgerEntry[]): Promise<Evidence> {
  const { query } = platform.database;
  const caseIds = present(entries.map((entry) => entry.caseId));
  const [rows, traits, paths, notes] = await Promise.all([
    partsIn(query, caseIds, platform.now()),
    traitsOf(query, caseIds),
    pathsOf(platform, entries),
    notesBeside(platform, entries),
  ]);
  const parts = new Map<string, CasePart[]>();
  for (const row of rows) parts.set(row.caseId, [...(parts.get(row.caseId) ?? []), row]);
  return { traits: new Map(traits.map(traitsById)), parts, paths, notes };
}

const traitsById = ({ id, isOpen, ...row }: CaseTraits): [string, Traits] => [id, { ...row, isUnsigned: isOpen && row.handlerId === null }];
async function pathsOf(platform: Platform, entries: readonly LedgerEntry[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = [...new Set(entries.flatMap((entry) => [entry.unitId, entry.previousUnitId]).filter((id) => id !== null))];
  const units = await Promise.all(ids.map((id) => platform.rules.unit(id)));
  return new Map(units.filter((unit) => unit !== null).map((unit) => [unit.id, unit.path]));
}

const unseen: Judgement = { before: null, after: null, told: null };

function judgeOne(platform: Platform, { viewer, entry }: { viewer: Viewer; entry: LedgerEntry }, evidence: Evidence): Judgement {
  const sees = platform.stored.get(entry.caseType ?? '')?.sees;
  const traits = evidence.traits.get(entry.caseId ?? '');
  if (!sees || !traits) return unseen;
  const now = platform.now();
  const all = evidence.parts.get(entry.caseId ?? '') ?? [];
  const standing = (unitId: string | null, parts: readonly CasePart[]): Standing =>
    standingIn(viewer, { sees }, { caseId: entry.caseId ?? '', unitPath: evidence.paths.get(unitId ?? '') ?? [], ...rightsBy(parts) }, now);
  const after = standing(entry.unitId, all);
  const before = standing(
    entry.previousUnitId,
    all.filter((one) => !isAddedBy(entry, one)),
  );
  const isNew = entry.stateBefore === null;
  const audiences = (one: Standing): readonly Audience[] => (isSeenBy(one, sees) ? audiencesFor(acting(one), sees) : []);
  const told = audiences(after).includes(entry.audience)
    ? after
    : !isNew && isForAll(entry.audience) && audiences(before).length
      ? before
      : null;
  return {
    before: !isNew && isSeenBy(before, sees) ? traitsBefore(entry, traits) : null,
    after: isSeenBy(after, sees) ? traits : null,
    told: told && { note: readable(evidence.notes.get(entry.id), audiences(told)), source: sourceOf(platform, entry) },
  };
}

const rightsBy = (parts: readonly CasePart[]): Pick<CaseRights, 'involved' | 'excluded'> => ({
  involved: parts.filter(({ kind }) => kind === 'involved'),
  excluded: present(parts.map(({ kind, personId }) => (kind === 'excluded' ? personId : null))),
});

/** The traits that the entry changed, as they were. */
function traitsBefore({ payload, phaseBefore }: LedgerEntry, traits: Traits): Traits {
  const before = payload.before as { readonly handlerId: string | null; readonly dueAt: string | null } | undefined; // written by moves only
  const handlerId = before ? before.handlerId : traits.handlerId;
  const dueAt = before ? before.dueAt && new Date(before.dueAt) : traits.dueAt;
  return { ...traits, handlerId, dueAt: dueAt || null, isUnsigned: phaseBefore !== 'closed' && handlerId === null };
}

const isForAll = (audience: Audience): boolean => audience === 'case';

/** People and units that this very entry called in, or excluded: before it, they were not there, or were as anybody. */
function isAddedBy(entry: LedgerEntry, one: CasePart): boolean {
  if (one.kind === 'excluded') return entry.type === 'excluded' && entry.payload.person === one.personId;
  const added = entry.payload.involved;
  return (
    Array.isArray(added) &&
    (added as readonly Partial<Involvement>[]).some(
      (row) => row.relation === one.relation && (row.personId ?? null) === one.personId && (row.unitId ?? null) === one.unitId,
    )
  );
}
