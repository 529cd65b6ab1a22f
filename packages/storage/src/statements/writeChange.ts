import type { LedgerEntry } from '@maplebridge/contract';
import {
  appendFrom,
  appendOne,
  draftsFrom,
  draftsValue,
  placeColumns,
  placedEntries,
  type EntryDraft,
  type PlaceRow,
} from '@maplebridge/ledger';
import type { Query } from '../database/database';
import { binder, type Binder } from './binder';
import { changeParts, type ChangeParts, type Part } from './changeParts';
import { keyInsert, type UsedKey } from './idempotency';
import type { Seer } from './sight';
import { caseUpdate, type CaseStanding } from './writeCase';

export interface CaseChange {
  readonly seer: Seer;
  /** What it was decided on. */
  readonly expected: { readonly id: string; readonly version: number; readonly state: string };
  readonly next: CaseStanding;
  readonly parts: ChangeParts;
  /** The first one is of this case, at the version after the expected one. */
  readonly entries: readonly [EntryDraft & { readonly id: string }, ...EntryDraft[]];
}

/**
 * One statement: the case if it still is what was decided on, all that changes with it, the key, the shard's counter, the entries. Null, and
 * nothing written, when it is not; a second use of the key fails it whole. The counter is asked for when everything else is written.
 */
export async function writeChange(query: Query, change: CaseChange, key: UsedKey): Promise<readonly LedgerEntry[] | null> {
  const values = binder();
  const moved: Part = ['moved', caseUpdate(change, values)];
  const at = (): string => values.bind(change.next.changedAt, 'timestamptz');
  const parts = [keyed(values, change, key), ...changeParts(change.parts, { values, at })];
  const ahead = [moved, ...parts].map(([name, sql]) => `${name} as (${sql})`);
  const append = appendSql(change.entries, { parts, ahead, values });
  const places = await query<PlaceRow>(`${append} returning ${placeColumns('entry')}`, values.values);
  return places.length ? placedEntries(change.entries, places) : null;
}

interface Ahead {
  readonly parts: readonly Part[];
  readonly ahead: readonly string[];
  readonly values: Binder;
}

function appendSql(entries: CaseChange['entries'], { parts, ahead, values }: Ahead): string {
  const all = parts.map(written).join(' ');
  const [draft, ...others] = entries;
  if (others.length === 0) return appendOne({ draft, at: `select moved.shard from moved ${all}`, bind: values.bind }, ahead);
  return appendFrom(`${draftsFrom(values.bind(draftsValue(entries)))} cross join moved ${all}`, ahead);
}

const keyed = (values: Binder, { expected, entries: [first] }: CaseChange, key: UsedKey): Part => [
  'keyed',
  `${keyInsert(values, key, { caseId: expected.id, version: first.subjectVersion, entryId: first.id })} from moved returning 1`,
];

/** Counted, it runs to its end before the first counter is locked; a write that nothing reads would run when the counter is held already. */
const written = ([name]: Part): string => `cross join (select count(*) from ${name}) as ${name}_written`;

/** The same key and entries for a write that is no change of one case; the last write of its transaction. */
export async function appendUnderKey(
  query: Query,
  { entries, caseId }: Pick<CaseChange, 'entries'> & { readonly caseId: string },
  key: UsedKey,
): Promise<readonly LedgerEntry[]> {
  const values = binder();
  const effect = { caseId, version: entries[0].subjectVersion, entryId: entries[0].id };
  const source = `${draftsFrom(values.bind(draftsValue(entries)))} ${written(['keyed', ''])}`;
  const sql = appendFrom(source, [`keyed as (${keyInsert(values, key, effect)} returning 1)`]);
  return placedEntries(entries, await query<PlaceRow>(`${sql} returning ${placeColumns('entry')}`, values.values));
}
