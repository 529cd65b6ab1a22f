import type { LedgerEntry } from '@maplebridge/contract';
import { draftColumns, entryColumns, entryFromRow, type EntryDraft, type EntryRow } from './entry';
import type { Query } from './query';
import { uuidv7 } from './uuid';

const columns = Object.keys(draftColumns);
const declared = Object.entries(draftColumns)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

/**
 * SQL that appends one entry for each row of `sourceSql`, a select of the columns in `draftColumns` and an `ordinal` that orders them.
 * An entry stands in the shard of its case, or of its subject when there is no case. Appends nothing, and takes no counter, when there
 * are no rows. `ahead` are `name as (…)` expressions that `sourceSql` may read: the update of a case, so that both are one statement.
 * The statement has to be the transaction's last write: its counters stay locked until the commit. ` returning …` may be added, on `entry`.
 */
export function appendFrom(sourceSql: string, ahead: readonly string[] = []): string {
  return `with ${[...ahead, ...numbering(sourceSql)].join(',\n')}
insert into core.entry as entry (shard, position, ${columns.join(', ')})
select placed.shard, counted.base + placed.nth, ${columns.map((column) => `placed.${column}`).join(', ')}
from placed join counted on counted.shard = placed.shard
order by placed.ordinal`;
}

/** One entry, and where it goes: `at` is a select of one row that has the shard, or of none. */
export interface OneEntry {
  readonly draft: EntryDraft;
  readonly at: string;
  readonly bind: (value: unknown, cast: string) => string;
}

/** As `appendFrom`, for the one entry that most writes have: with one counter there is no order to keep. */
export function appendOne({ draft, at, bind }: OneEntry, ahead: readonly string[]): string {
  const row = rowOf(draft);
  const bound = Object.entries(draftColumns).map(([name, type]) => bind(row[name as keyof typeof row], type));
  const counted = `counted as (
    update core.shard counter set position = counter.position + 1 from place where counter.shard = place.shard
    returning counter.shard, counter.position)`;
  return `with ${[...ahead, `place as materialized (${at})`, counted].join(',\n')}
insert into core.entry as entry (shard, position, ${columns.join(', ')})
select counted.shard, counted.position, ${bound.join(', ')} from counted`;
}

/**
 * Counters are locked in ascending order of their shard before any is raised, so that two transactions over several cases wait for each
 * other and never deadlock. Every step joins what it waits for: a sub-select would be read again when a counter changed while we waited.
 */
const numbering = (sourceSql: string): readonly string[] => [
  `source as materialized (${sourceSql})`,
  `placed as materialized (
    select source.*, at.shard, row_number() over (partition by at.shard order by source.ordinal) as nth
    from source cross join lateral (select core.shard_of(coalesce(source.case_id, source.subject_id)) as shard) at)`,
  `wanted as materialized (select shard, count(*) as many from placed group by shard)`,
  `locked as materialized (
    select counter.shard, wanted.many from core.shard counter join wanted on wanted.shard = counter.shard
    order by counter.shard for update of counter)`,
  `counted as (
    update core.shard counter set position = counter.position + locked.many from locked where counter.shard = locked.shard
    returning counter.shard, counter.position - locked.many as base)`,
];

/** A select of drafts for `appendFrom`, out of one bound value made by `draftsValue`; joins may follow it. */
export const draftsFrom = (placeholder: string): string =>
  `select draft.* from rows from (jsonb_to_recordset(${placeholder}::jsonb) as (${declared})) with ordinality as draft (${[...columns, 'ordinal'].join(', ')})`;

export const draftsValue = (drafts: readonly EntryDraft[]): string => JSON.stringify(drafts.map(rowOf));

const appendDrafts = `${appendFrom(draftsFrom('$1'))} returning ${entryColumns('entry')}`;

/** Appends in the caller's transaction, as its last write, in one statement; the entries come back in the order of the drafts. */
export async function appendEntries(query: Query, drafts: readonly EntryDraft[]): Promise<readonly LedgerEntry[]> {
  if (drafts.length === 0) return [];
  const rows = drafts.map(rowOf);
  const stored = new Map((await query<EntryRow>(appendDrafts, [JSON.stringify(rows)])).map((row) => [row.id, entryFromRow(row)]));
  return rows.flatMap((row) => stored.get(row.id) ?? []);
}

/** What the ledger itself says of an entry just appended. */
export type PlaceRow = Pick<EntryRow, 'id' | 'shard' | 'position' | 'recorded_at'>;
export const placeColumns = (table: string): string =>
  ['id', 'shard', 'position', 'recorded_at'].map((name) => `${table}.${name}`).join(', ');

/** The entries of drafts that have ids, in their order, with the places they were given: all else is as it was said. */
export function placedEntries(drafts: readonly EntryDraft[], places: readonly PlaceRow[]): readonly LedgerEntry[] {
  const placeOf = new Map(places.map((row) => [row.id, row]));
  return drafts.flatMap((draft) => {
    const place = placeOf.get(draft.id ?? '');
    return place ? [{ ...draft, id: place.id, shard: place.shard, position: BigInt(place.position), recordedAt: place.recorded_at }] : [];
  });
}

const rowOf = (draft: EntryDraft) =>
  ({
    id: draft.id?.toLowerCase() ?? uuidv7(),
    subject_kind: draft.subjectKind,
    subject_id: draft.subjectId,
    subject_version: draft.subjectVersion,
    case_id: draft.caseId,
    case_type: draft.caseType,
    type_version: draft.typeVersion,
    type: draft.type,
    unit_id: draft.unitId,
    previous_unit_id: draft.previousUnitId,
    state_before: draft.stateBefore,
    state_after: draft.stateAfter,
    phase_before: draft.phaseBefore,
    phase_after: draft.phaseAfter,
    audience: draft.audience,
    actor: draft.actor,
    happened_at: draft.happenedAt,
    payload: draft.payload,
  }) satisfies Record<keyof typeof draftColumns, unknown>;
