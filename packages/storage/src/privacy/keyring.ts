import { createHash } from 'node:crypto';
import { seal, unseal } from './seal';

/** The master keys that this process holds: one under which keys of subjects are sealed, and earlier ones that still open. */
export interface Keyring {
  /** Which master key new keys are sealed under: 16 hexadecimal digits, which tell nothing of the key. */
  readonly current: string;
  /** All that it can open, the current one among them. */
  readonly known: ReadonlySet<string>;
  wrap(key: Buffer, subjectId: string): Buffer;
  /** Throws `MasterKeyMissing` when none of its keys sealed this. */
  unwrap(sealed: Buffer, subjectId: string): Buffer;
}

/** A key of a subject is sealed under a master key that this process was not given. */
export class MasterKeyMissing extends Error {
  override readonly name = 'MasterKeyMissing';
}

const idLength = 8;
/** Nonce, tag and 32 bytes: what was written before keys had ids. */
const bareLength = 60;

export const masterKeyId = (key: Buffer): Buffer =>
  createHash('sha256').update('maplebridge.master\n').update(key).digest().subarray(0, idLength);

/** Which master key sealed this; null for what was written before keys had ids. */
export const sealedUnder = (sealed: Buffer): string | null =>
  sealed.length === bareLength ? null : sealed.subarray(0, idLength).toString('hex');

/** A sealed key says under which master key: id, then nonce, tag and ciphertext. One without an id is tried under every key. */
export function keyringOf(current: Buffer, previous: readonly Buffer[] = []): Keyring {
  const id = masterKeyId(current);
  const known = new Map([current, ...previous].map((key) => [masterKeyId(key).toString('hex'), key]));
  return {
    current: id.toString('hex'),
    known: new Set(known.keys()),
    wrap: (key, subjectId) => Buffer.concat([id, seal(current, key, subjectId)]),
    unwrap: (sealed, subjectId) => {
      const under = sealedUnder(sealed);
      if (under === null) return unwrapBare([...known.values()], sealed, subjectId);
      const key = known.get(under);
      if (!key) throw new MasterKeyMissing(`A key is sealed under the master key ${under}, which was not given.`);
      return unseal(key, sealed.subarray(idLength), subjectId);
    },
  };
}

function unwrapBare(keys: readonly Buffer[], sealed: Buffer, subjectId: string): Buffer {
  for (const key of keys) {
    try {
      return unseal(key, sealed, subjectId);
    } catch {
      continue; // of another key, or altered: the last one says so
    }
  }
  throw new MasterKeyMissing('A key is sealed under a master key that was not given, or was altered.');
}
