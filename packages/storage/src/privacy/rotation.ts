import type { Database, Query } from '../database/database';
import { firstId } from './erasure';
import { sealedUnder, type Keyring } from './keyring';

export interface KeysUnder {
  /** Which master key; null: sealed before keys had ids. */
  readonly master: string | null;
  readonly keys: number;
}

/** How many keys of subjects are sealed under which master key; needs the owner's rights. */
export const keysByMaster = (query: Query): Promise<KeysUnder[]> =>
  query<KeysUnder>(
    `select case when octet_length(sealed) > 60 then encode(substring(sealed from 1 for 8), 'hex') end as master, count(*)::integer as keys
       from privacy.key group by 1 order by 2 desc, 1`,
  );

const batchSize = 500;

/**
 * Seals every key anew that is not under the current master key, a batch a transaction, in order of subjects; `reached` is told how many
 * were looked at. Values stay as they are. Throws `MasterKeyMissing` at the first key that no given master key opens, with nothing half done.
 */
export async function rotateKeys(
  database: Database,
  keyring: Keyring,
  { reached, signal }: { readonly reached: (looked: number) => void; readonly signal?: AbortSignal },
): Promise<{ readonly looked: number; readonly sealed: number }> {
  let [looked, sealed] = [0, 0];
  for (let after: string | null = null; ;) {
    signal?.throwIfAborted();
    const batch: Batch = await database.transaction((query) => rotateBatch(query, keyring, after));
    looked += batch.looked;
    sealed += batch.sealed;
    reached(looked);
    if (batch.last === null) return { looked, sealed };
    after = batch.last;
  }
}

interface Batch {
  readonly looked: number;
  readonly sealed: number;
  /** Null after the last batch. */
  readonly last: string | null;
}

/** Rows are locked, so that a key which is destroyed meanwhile stays destroyed. */
async function rotateBatch(query: Query, keyring: Keyring, after: string | null): Promise<Batch> {
  const rows = await query<{ id: string; sealed: Buffer }>(
    `select subject_id as id, sealed from privacy.key where subject_id > $1 order by subject_id limit ${batchSize} for update`,
    [after ?? firstId],
  );
  const old = rows.filter(({ sealed }) => sealedUnder(sealed) !== keyring.current);
  const anew = old.map(({ id, sealed }) => keyring.wrap(keyring.unwrap(sealed, id), id));
  if (old.length > 0)
    await query(
      `update privacy.key k set sealed = anew.sealed from unnest($1::uuid[], $2::bytea[]) as anew (id, sealed) where k.subject_id = anew.id`,
      [old.map(({ id }) => id), anew],
    );
  return { looked: rows.length, sealed: old.length, last: rows.length < batchSize ? null : (rows.at(-1)?.id ?? null) };
}
