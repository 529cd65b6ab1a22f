import type { ImportConnection } from './importConnection';

/** One run over one source. `at` tells the rows of this run from those of earlier ones. */
export interface ImportRun {
  readonly source: string;
  readonly at: Date;
}

/** `now`: this run has met the key before. `earlier`: an earlier run made a case of it. */
export type Seen = 'now' | 'earlier';

/** Keys of this run that made no case in it: rejected, or there already. In the database and not in memory, so that a file may be of any size. */
export async function openMetKeys({ query }: ImportConnection): Promise<void> {
  await query(`create temporary table met (key text primary key) on commit preserve rows`);
}

/** Scalar sub-selects are one look into an index for each key; a join would hash all that was ever imported, once a batch. */
const lookUp = `
select key, seen from (
  select given.key, case when (select true from pg_temp.met where met.key = given.key) then 'now' else (
      select case when known.seen_at = $2 then 'now' else 'earlier' end from core.source_key known where known.source = $1 and known.key = given.key) end as seen
    from unnest($3::text[]) as given (key)) looked
 where seen is not null`;

export async function seenKeys({ query }: ImportConnection, run: ImportRun, keys: readonly string[]): Promise<ReadonlyMap<string, Seen>> {
  const rows = await query<{ key: string; seen: Seen }>(lookUp, [run.source, run.at, keys]);
  return new Map(rows.map(({ key, seen }) => [key, seen]));
}

export async function meetKeys({ query }: ImportConnection, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await query(`insert into pg_temp.met (key) select unnest($1::text[]) on conflict do nothing`, [keys]);
}
