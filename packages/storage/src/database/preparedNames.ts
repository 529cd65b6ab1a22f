import { recent } from './recent';

/** Statements kept by name on one connection; each costs PostgreSQL memory, so the one not used for longest gives way. */
const mostNames = 300;
/** Texts remembered after their first sight, in case there is a second. */
const mostSeen = 1_000;

/** The names of one connection. */
export interface PreparedNames {
  /** Null at the first sight of a text. */
  nameOf(text: string): string | null;
}

/** A name is never given twice: a text that gave way and comes back gets another. */
export function preparedNames(deallocate: (name: string) => Promise<void>): PreparedNames {
  const seen = recent<true>(mostSeen);
  const names = recent<string>(mostNames);
  /** Given up and still there: where a transaction has failed, nothing is deallocated until it is over. */
  const left = new Set<string>();
  let given = 0;

  const giveUp = (): void => {
    for (const name of left) {
      left.delete(name);
      deallocate(name).catch(() => void left.add(name));
    }
  };

  const newName = (text: string): string => {
    const name = `s${(given += 1)}`;
    const evicted = names.set(text, name);
    if (evicted !== undefined) left.add(evicted);
    giveUp();
    return name;
  };

  return {
    nameOf: (text) => {
      const known = names.get(text);
      if (known !== undefined) return known;
      if (seen.get(text)) return newName(text);
      seen.set(text, true);
      return null;
    },
  };
}
