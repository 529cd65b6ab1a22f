import type { CursorPort } from '@maplebridge/kernel';
import type { Judge } from './compare';

type Agreed = (cursor: string, list: string, path: readonly (string | number)[]) => void;

/** The platform's own cursors, remembered: what was sealed in each, and what the oracle agreed that it stands for. */
export interface Seals {
  readonly cursors: CursorPort;
  /** `<list>|<row>` of a cursor that both sides agreed upon. */
  readonly meaning: (cursor: string) => string | undefined;
  /** Agrees when what was sealed is the row that the oracle names. */
  readonly judge: (agreed: Agreed) => Judge;
}

export function openSeals(port: CursorPort): Seals {
  const sealed = new Map<string, string>();
  const meanings = new Map<string, string>();
  const kept = (cursor: string, row: string): string => {
    sealed.set(cursor, row);
    return cursor;
  };
  return {
    cursors: {
      current: async () => kept(await port.current(), ''),
      ofPositions: (positions) => kept(port.ofPositions(positions), ''),
      ofEntry: (entry) => kept(port.ofEntry(entry), entry.id),
      sealPage: (value, purpose) => kept(port.sealPage(value, purpose), rowOf(value)),
      openPage: (text, purpose) => port.openPage(text, purpose),
    },
    meaning: (cursor) => meanings.get(cursor),
    judge: (agreed) => (cursor, meaning, path) => {
      const cut = meaning.lastIndexOf('|');
      if (sealed.get(cursor) !== meaning.slice(cut + 1)) return false;
      meanings.set(cursor, meaning);
      agreed(cursor, meaning.slice(0, cut), path);
      return true;
    },
  };
}

/** A page of cases seals the key and the id of a row; other pages what their rows are told apart by. */
/** The id of a row, or the position of an entry, which is sealed with zeros before it. */
const rowOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : String(value).replace(/^0+(?=\d)/, '');
