import type { Audience, ChangeRecord, LedgerEntry, MoveSpec, Page, Sees, Source, Standing, Window } from '@maplebridge/contract';
import { entryById, notesOf, readCase, type NoteRow } from '@maplebridge/storage';
import { findMany } from './find';
import { worksOn, type Found } from './records';
import type { Platform } from './platform';
import type { Session } from './session';
import { cutOf, pageOf } from './window';

const emptyPage: Page<ChangeRecord> = { rows: [], hasNextPage: false, hasPreviousPage: false };

/** The entries of one case that this viewer may read, in the order they were recorded. */
export async function historyOf(session: Session, caseId: string, window: Window): Promise<Page<ChangeRecord>> {
  const { platform } = session;
  const purpose = `history ${caseId}`;
  const cut = cutOf<string>(window, platform.cursors, purpose);
  const [found] = await findMany(session, [caseId]);
  if (!found) return emptyPage;
  const from = cut.from === undefined ? undefined : BigInt(cut.from);
  const entries = await readCase(platform.database.query, caseId, {
    limit: cut.size + 1,
    forward: !cut.isBackward,
    audiences: audiencesOf(platform, found),
    ...(cut.isBackward ? { before: from } : { after: from }),
  });
  const changes = await changesOf(platform, entries, audiencesOf(platform, found));
  const show = (change: ChangeRecord) => ({ cursor: platform.cursors.sealPage(placeOf(change.entry), purpose), row: change });
  return pageOf(changes, cut, show);
}

/** Equally long wherever it is: the length of a cursor tells nobody how much happens in cases of the same shard. */
export const placeOf = ({ position }: LedgerEntry): string => String(position).padStart(19, '0');

export const audiencesOf = (platform: Platform, { row, standing }: Found): readonly Audience[] =>
  audiencesFor(standing, platform.stored.get(row.type)?.sees ?? {});

/** What is said to everybody, to the sides the viewer stands on, and to the unit when they work there. */
export function audiencesFor(standing: Standing, sees: Sees): readonly Audience[] {
  const works = worksOn(standing, sees) ? (['unit'] as const) : [];
  const supervises = standing.posts.some(({ role }) => role === 'supervisor') ? (['supervisors'] as const) : [];
  return ['case', ...standing.sides.map((side) => `side:${side}` as Audience), ...works, ...supervises];
}

export async function changesOf(
  platform: Platform,
  entries: readonly LedgerEntry[],
  audiences: readonly Audience[],
): Promise<readonly ChangeRecord[]> {
  const notes = await notesBeside(platform, entries);
  return entries.map((entry) => changeOf(platform, entry, readable(notes.get(entry.id), audiences)));
}

/** Notes of these entries, whoever may read them. */
export async function notesBeside(platform: Platform, entries: readonly LedgerEntry[]): Promise<ReadonlyMap<string, NoteRow>> {
  const caseIds = [...new Set(entries.map((entry) => entry.caseId).filter((id) => id !== null))];
  const entryIds = entries.map((entry) => entry.id);
  return new Map((await notesOf(platform.database.query, caseIds, entryIds)).map((note) => [note.entryId, note]));
}

/** What those who work on a case write for each other, its parties do not read. */
export const readable = (note: NoteRow | undefined, audiences: readonly Audience[]): string | null =>
  note && audiences.includes(note.audience) ? note.body : null;

export function changeOf(platform: Platform, entry: LedgerEntry, note: string | null): ChangeRecord {
  return { entry, note, source: sourceOf(platform, entry), cursor: platform.cursors.ofEntry(entry) };
}

export function sourceOf(platform: Platform, entry: LedgerEntry): Source | null {
  const moves: Readonly<Record<string, MoveSpec>> | undefined = platform.types.get(entry.caseType ?? '')?.type.moves;
  return moves && Object.hasOwn(moves, entry.type) ? (moves[entry.type]?.source ?? null) : null;
}

/** One change by its id; null when its case or its audience is not theirs. */
export async function changeById(session: Session, entryId: string): Promise<ChangeRecord | null> {
  const { platform } = session;
  const entry = await entryById(platform.database.query, entryId);
  const [found] = entry?.caseId ? await findMany(session, [entry.caseId]) : [];
  const audiences = found ? audiencesOf(platform, found) : [];
  if (!entry || !audiences.includes(entry.audience)) return null;
  return (await changesOf(platform, [entry], audiences))[0] ?? null;
}
