/** Shards of the ledger. Counters, cursors and consumers all have one position for each. */
export const shardCount = 64;

/** The last byte of the id & 63: what `core.shard_of` says in SQL. */
export const shardOf = (id: string): number => Number.parseInt(id.slice(-2), 16) & (shardCount - 1);
