import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { isSignedBy, readCheckpoint, type Checkpoint } from '@maplebridge/audit';
import { hashesIn, leavesName, numbersIn, readLeaves, readNote } from '@maplebridge/gateway';

/** A checkpoint in one of the two places where it may be. */
export interface Told {
  readonly note: string;
  /** Null: the text is no checkpoint. */
  readonly checkpoint: Checkpoint | null;
  readonly isSigned: boolean;
}

export function tell(note: string | undefined, keys: readonly KeyObject[]): Told | null {
  return note === undefined ? null : { note, checkpoint: readCheckpoint(note), isSigned: isSignedBy(note, keys) };
}

/** What lies outside the database, where whoever owns the database cannot change it. */
export interface Outside {
  readonly last: number;
  note(number: number): Promise<string | undefined>;
  /** Hashes of leaves that came with the checkpoint of that number, from the one after `skip`; as many as there are, up to `count`. */
  leaves(number: number, skip: number, count: number): Promise<readonly Buffer[]>;
}

export async function openOutside(folder: string | null): Promise<Outside> {
  const numbers = new Set(folder === null ? [] : await numbersIn(folder));
  const [place, last] = [folder ?? '', Math.max(0, ...numbers)];
  return {
    last,
    note: async (number) => (numbers.has(number) ? readNote(place, number) : undefined),
    leaves: async (number, skip, count) =>
      numbers.has(number) ? hashesIn((await readLeaves(join(place, leavesName(number)), skip, count)) ?? Buffer.alloc(0)) : [],
  };
}
