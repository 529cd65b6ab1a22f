import { recent } from './recent';

/** Statements kept by name on one connection; each costs PostgreSQL memory, so the one not used for longest gives way. */
const mostNames = 300;
/** Texts remembered after their first sight, in case there is a second. */
const mostSeen = 1_000;

/** The names of one connection. */
export interface PreparedNames {
  /** Null at the first sight of a text. */
  nameOf(text: string): string | null;
  /** Names that gave way and are still there: where a transaction has failed, nothing is deallocated until it is over. */
  readonly left: Set<string>;
}

/** A name is never given twice: a text that gave way and comes back gets another. */
export function preparedNames(): PreparedNames {
  const seen = recent<true>(mostSeen);
  const names = recent<string>(mostNames);
  const left = new Set<string>();
  let given = 0;
  const newName = (text: string): string => {
    const name = `s${(given += 1)}`;
    const gaveWay = names.set(text, name);
    if (gaveWay !== undefined) left.add(gaveWay);
    return name;
  };
  return {
    left,
    nameOf: (text) => {
      const known = names.get(text);
      if (known !== undefined) return known;
      if (seen.get(text)) return newName(text);
      seen.set(text, true);
      return null;
    },
  };
}
