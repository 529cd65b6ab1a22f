import type { Query } from './query';

/** A shard whose entries and counter do not agree. */
export interface Gap {
  readonly shard: number;
  /** What the counter says was given out. */
  readonly counter: bigint;
  readonly last: bigint;
  readonly count: bigint;
}

interface GapRow {
  readonly shard: number;
  readonly counter: string;
  readonly last: string;
  readonly count: string;
}

/** Reads the whole ledger's key. Empty when every shard holds exactly 1 to its counter, which is the promise; one snapshot, so safe beside writers. */
export async function findGaps(query: Query): Promise<readonly Gap[]> {
  const rows = await query<GapRow>(
    `select counter.shard, counter.position as counter, coalesce(found.last, 0) as last, coalesce(found.count, 0) as count
     from core.shard counter
     left join (select shard, min(position) as first, max(position) as last, count(*) as count from core.entry group by shard) found
       on found.shard = counter.shard
     where counter.position <> coalesce(found.last, 0) or coalesce(found.count, 0) <> coalesce(found.last, 0) or found.first <> 1
     order by counter.shard`,
  );
  return rows.map(({ shard, counter, last, count }) => ({ shard, counter: BigInt(counter), last: BigInt(last), count: BigInt(count) }));
}
