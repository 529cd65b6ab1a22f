import type { LedgerEntry } from '@maplebridge/contract';
import { openGate } from './gate';
import type { Hearing, Judge } from './judge';

/** What was heard of each entry; the error where nothing could be. */
export type Heard = (entry: LedgerEntry) => Hearing | Error | undefined;

export interface Hearings {
  hear(entries: readonly LedgerEntry[]): Promise<Hearing>;
  /** An entry that cannot be heard gets the error, and does not hold up the others. */
  hearAll(entries: readonly LedgerEntry[]): Promise<Heard>;
}

/** So often everybody waits for an answer that nobody gets; then it is not the database that fails. */
const patience = 5;
const atOnce = 8;

export function openHearings({ judge, onTrouble }: { readonly judge: Judge; readonly onTrouble: (error: Error) => void }): Hearings {
  const gate = openGate(atOnce);
  let failures = 0;

  /** After all were heard together in vain: one by one, to find out which it is. */
  const hearEach = async (entries: readonly LedgerEntry[]): Promise<Heard> => {
    const ends = await Promise.all(entries.map((entry) => gate(() => judge.hear([entry])).catch((error: Error) => error)));
    const errors = ends.filter((end) => end instanceof Error);
    failures = errors.length === ends.length ? failures + 1 : 0;
    if (errors[0] && failures > 0 && failures < patience) throw errors[0];
    errors.forEach(onTrouble);
    const heard = new Map(entries.map((entry, nth) => [entry, ends[nth]]));
    return (entry) => heard.get(entry);
  };

  return {
    hear: (entries) => judge.hear(entries),
    hearAll: async (entries) => {
      if (entries.length === 0) return () => undefined;
      const asked = new Set(entries);
      try {
        const hearing = await judge.hear(entries);
        failures = 0;
        return (entry) => (asked.has(entry) ? hearing : undefined);
      } catch {
        return hearEach(entries); // which reports or throws what it meets
      }
    },
  };
}
