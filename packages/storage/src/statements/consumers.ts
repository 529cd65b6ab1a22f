import type { Query } from '../database/database';

/** The consumer stands before the first entry; entered when it is not there yet. */
export async function startOver(query: Query, name: string): Promise<void> {
  await query(
    `insert into core.consumer (name, shard, position) select $1, shard, 0 from core.shard on conflict (name, shard) do update set position = 0`,
    [name],
  );
}

/** Until the transaction ends nobody else consumes by this name: waits for batches under way, and later ones pass the locked shards over. */
export async function lockPositions(query: Query, name: string): Promise<void> {
  await query(`select shard from core.consumer where name = $1 order by shard for update`, [name]);
}

/** The one goes on from where the other stands. */
export async function carryPositions(query: Query, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  await query(
    `insert into core.consumer (name, shard, position) select $2, shard, position from core.consumer where name = $1
     on conflict (name, shard) do update set position = excluded.position`,
    [from, to],
  );
}
