import { consumeNext, consumerName, namedConsumer, type NamedConsumer } from '@maplebridge/gateway';
import {
  arrange,
  beginGeneration,
  caseCounts,
  forgetOtherGenerations,
  metrics,
  rebuiltCaseCounts,
  rebuiltName,
  showGeneration,
} from '@maplebridge/metrics';
import { carryPositions, consumerPositions, lockPositions, ownTables, startOver, type Database, type Query } from '@maplebridge/storage';

export interface RebuildJob {
  readonly database: Database;
  readonly progress: RebuildProgress;
  readonly signal?: AbortSignal;
}

/** Told how many entries of the ledger there are, and how many of them were counted. */
export interface RebuildProgress {
  begin(entries: number): void;
  reached(entries: number): void;
  end(): void;
}

export interface Rebuilt {
  readonly entries: number;
  readonly seconds: number;
}

/** Interrupted: what was shown before is shown still. */
export class RebuildStopped extends Error {
  override readonly name = 'RebuildStopped';
}

/** The consumer of the gateways, and the one that builds beside it. */
const shown = consumerName(metrics.name, caseCounts.name);
const rebuilt = consumerName(metrics.name, rebuiltName);

/**
 * Counts the whole ledger once more, beside what is shown and beside gateways that run; shown at once when it has caught up. Stopped or
 * killed, it leaves what is shown as it was, and the next one begins anew.
 */
export async function rebuildCounts({ database, progress, signal }: RebuildJob): Promise<Rebuilt> {
  const began = performance.now();
  const generation = await begin(database);
  const one = namedConsumer(metrics, rebuiltCaseCounts(generation));
  const { behind } = await consumerPositions(database.query, rebuilt);
  progress.begin(behind);
  try {
    const counted = await countAll(database, one, { progress, signal });
    await database.transaction((query) => arrange(ownTables(query, metrics.name), generation));
    const entries = counted + (await countAll(database, one, { progress: { ...progress, reached: () => undefined }, signal }));
    await database.transaction((query) => show(query, one, generation));
    await forgetRest(database);
    return { entries, seconds: (performance.now() - began) / 1000 };
  } finally {
    progress.end();
  }
}

async function begin(database: Database): Promise<number> {
  const generation = await database.transaction(async (query) => {
    await startOver(query, rebuilt); // waits for a batch of somebody who is building; positions are locked before generations everywhere
    return beginGeneration(ownTables(query, metrics.name));
  });
  await forgetRest(database);
  return generation;
}

async function countAll(database: Database, one: NamedConsumer, { progress, signal }: Omit<RebuildJob, 'database'>): Promise<number> {
  for (let entries = 0; ;) {
    if (signal?.aborted)
      throw new RebuildStopped(
        'Stopped. What was shown before is shown still; the same command begins anew. 已停止；原有统计不变，再次运行将重新开始。',
      );
    const { length } = (await database.transaction((query) => consumeNext(query, one))).entries;
    if (length === 0) return entries;
    entries += length;
    progress.reached(entries);
  }
}

/**
 * Gateways wait for the length of this transaction, in which nothing is left to be counted but what came in since the last batch. Both sets
 * of positions are locked before the last look: a shard that somebody else held would look as if nothing were left in it.
 */
async function show(query: Query, one: NamedConsumer, generation: number): Promise<void> {
  await lockPositions(query, shown);
  await lockPositions(query, rebuilt);
  while ((await consumeNext(query, one)).entries.length > 0);
  await showGeneration(ownTables(query, metrics.name), generation);
  await carryPositions(query, { from: rebuilt, to: shown });
}

const forgetRest = (database: Database): Promise<void> =>
  database.transaction((query) => forgetOtherGenerations(ownTables(query, metrics.name)));
