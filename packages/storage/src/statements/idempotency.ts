import type { Query } from '../database/database';
import type { Binder } from './binder';

/** What an idempotency key stands for: never the answer, only the effect; an answer is resolved anew for whoever asks. */
export interface KeptEffect {
  readonly hash: Buffer;
  readonly caseId: string;
  readonly version: number;
  readonly entryId: string;
}

const uniqueViolation = '23505';

/** True when a transaction failed because the same actor used the same key before; everything in it is undone. */
export const isKeyUsed = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === uniqueViolation &&
  'constraint' in error &&
  error.constraint === 'idempotency_pkey';

/** Whose key it is, and the hash of what it stands for. */
export interface UsedKey {
  readonly actorId: string;
  readonly key: string;
  readonly hash: Buffer;
}

/**
 * `insert …` of a key with its effect, for each row of `from`; for a statement of its own or as a part of one. A second use violates the
 * key and aborts everything with it (ON CONFLICT DO NOTHING would apply it twice).
 */
export const keyInsert = ({ bind }: Binder, used: UsedKey, effect: Omit<KeptEffect, 'hash'>): string =>
  `insert into core.idempotency (actor, key, hash, case_id, version, entry_id)
   select ${bind(used.actorId, 'uuid')}, ${bind(used.key, 'uuid')}, ${bind(used.hash, 'bytea')}, ${bind(effect.caseId, 'uuid')},
     ${bind(effect.version, 'integer')}, ${bind(effect.entryId, 'uuid')}`;

export async function keptEffect(query: Query, actorId: string, key: string): Promise<KeptEffect | null> {
  const [row] = await query<{ hash: Buffer; caseId: string; version: number; entryId: string }>(
    `select hash, case_id as "caseId", version, entry_id as "entryId" from core.idempotency where actor = $1 and key = $2`,
    [actorId, key],
  );
  return row ?? null;
}

/** Forgets keys older than the days given, a bounded number at a time. */
export async function forgetKeys(query: Query, olderThan: Date): Promise<void> {
  await query(
    `delete from core.idempotency where (actor, key) in (select actor, key from core.idempotency where made_at < $1 limit 5000)`,
    [olderThan],
  );
}
