import type { LedgerEntry, LiveEvent } from '@maplebridge/contract';
import { caseLeftEvent, changeEvent } from './events';
import type { Judgement } from './judge';
import { sessionOver } from './refusals';
import { decide, type UnitPaths } from './verdict';
import type { Watcher } from './watcher';

export interface Sighted {
  readonly entry: LedgerEntry;
  readonly paths: UnitPaths;
  readonly judgement: Judgement;
  readonly cursor: () => string;
}

/** What this watcher, or whoever is judged like it, is told of an entry; null: nothing. */
export function eventOf(
  { watch, viewer }: Pick<Watcher, 'watch' | 'viewer'>,
  { entry, paths, judgement, cursor }: Sighted,
): LiveEvent | null {
  const verdict = decide(watch, viewer.personId, { entry, judgement, paths });
  if (verdict === 'change' && judgement.told) return changeEvent(entry, judgement.told, cursor);
  if (verdict === 'caseLeft' && entry.caseId !== null) return caseLeftEvent(entry.caseId, cursor);
  return null;
}

/** Nothing is told after the session, nor under rights that began or ended with a post; ends the stream, and says so. */
export function endsNow({ viewer, queue, turnsAt }: Watcher, now: Date): boolean {
  const isOver = now >= viewer.sessionEndsAt;
  const hasTurned = turnsAt !== null && now >= turnsAt;
  if (isOver) queue.end(sessionOver());
  else if (hasTurned) queue.finish('rightsChanged');
  return isOver || hasTurned;
}
