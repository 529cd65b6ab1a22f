import type { AnyCaseType, Source } from '@maplebridge/contract';
import { allPlugins } from '../../stories/city';
import type { EntryRow } from '../rows';
import { cursorOf } from './view';

const types = new Map<string, AnyCaseType>(allPlugins.flatMap(({ caseTypes }) => caseTypes).map((type) => [type.name, type]));

/** The rule that the loaded type gives for the move. */
export function sourceOf({ case_type, type }: EntryRow): Source | null {
  const moves = types.get(case_type ?? '')?.moves;
  return moves && Object.hasOwn(moves, type) ? (moves[type]?.source ?? null) : null;
}

/** A place in the ledger: its text is sealed anew each time, so only what it stands for is compared. */
export const placeholderOf = ({ id }: EntryRow): string => cursorOf('entry', id);
