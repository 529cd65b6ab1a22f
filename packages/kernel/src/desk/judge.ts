import type { Audience, ChangeRecord, LedgerEntry, Standing, Viewer } from '@maplebridge/contract';
import { involvedIn, traitsOf, type CaseTraits, type NoteRow } from '@maplebridge/storage';
import { isSeenBy, standingIn, type Involvement } from '../law';
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

export interface Question {
  readonly viewer: Viewer;
  readonly entries: readonly LedgerEntry[];
}

/** All that judging a batch needs, each case looked up once for all viewers. */
interface Evidence {
  readonly traits: ReadonlyMap<string, Traits>;
  readonly involved: ReadonlyMap<string, readonly Involvement[]>;
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly notes: ReadonlyMap<string, NoteRow>;
}

/** The visibility of lists, asked of entries: answers each question entry by entry, in their order. */
export async function judge(platform: Platform, questions: readonly Question[]): Promise<readonly (readonly Judgement[])[]> {
  const entries = [...new Map(questions.flatMap((one) => one.entries).map((entry) => [entry.id, entry])).values()];
  const evidence = await gather(platform, entries);
  return questions.map(({ viewer, entries: asked }) => asked.map((entry) => judgeOne(platform, { viewer, entry }, evidence)));
}

async function gather(platform: Platform, entries: readonly LedgerEntry[]): Promise<Evidence> {
  const { query } = platform.database;
  const caseIds = [...new Set(entries.map((entry) => entry.caseId).filter((id) => id !== null))];
  const involved = new Map<string, Involvement[]>();
  for (const row of await involvedIn(query, caseIds)) involved.set(row.caseId, [...(involved.get(row.caseId) ?? []), row]);
  const traits = (await traitsOf(query, caseIds)).map(({ id, isOpen, ...row }): [string, Traits] => [
    id,
    { ...row, isUnsigned: isOpen && row.handlerId === null },
  ]);
  return {
    traits: new Map(traits),
    involved,
    paths: await pathsOf(platform, entries),
    notes: await notesBeside(platform, entries),
  };
}

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
  const all = evidence.involved.get(entry.caseId ?? '') ?? [];
  const standing = (unitId: string | null, involved: readonly Involvement[]): Standing =>
    standingIn(viewer, { sees }, { unitPath: evidence.paths.get(unitId ?? '') ?? [], involved }, now);
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

/** The traits that the entry changed, as they were. */
function traitsBefore({ payload, phaseBefore }: LedgerEntry, traits: Traits): Traits {
  const before = payload.before as { readonly handlerId: string | null; readonly dueAt: string | null } | undefined; // written by moves only
  const handlerId = before ? before.handlerId : traits.handlerId;
  const dueAt = before ? before.dueAt && new Date(before.dueAt) : traits.dueAt;
  return { ...traits, handlerId, dueAt: dueAt || null, isUnsigned: phaseBefore !== 'closed' && handlerId === null };
}

const isForAll = (audience: Audience): boolean => audience === 'case';

/** People and units that this very entry called in: before it, they were not there. */
function isAddedBy(entry: LedgerEntry, one: Involvement): boolean {
  const added = entry.payload.involved;
  return (
    Array.isArray(added) &&
    (added as readonly Partial<Involvement>[]).some(
      (row) => row.relation === one.relation && (row.personId ?? null) === one.personId && (row.unitId ?? null) === one.unitId,
    )
  );
}
