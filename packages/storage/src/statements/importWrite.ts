import { appendFrom, draftColumns } from '@maplebridge/ledger';
import { ancestorColumn, unitLevels } from '../core';
import { quoted } from '../migrate/roles';
import type { ImportConnection } from './importConnection';
import type { ImportRun } from './importSeen';

/** A details table with the types of its columns, which JSON does not carry. */
export interface ImportedDetails {
  readonly type: string;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly { readonly field: string; readonly column: string; readonly type: string }[];
}

/** Turns the staged batch into cases, by sets, in the caller's transaction. The ledger comes last: its counters stay locked until the commit. */
export async function writeStaged({ query }: ImportConnection, run: ImportRun, tables: readonly ImportedDetails[]): Promise<void> {
  await query(`insert into core.source_key (source, key, case_id, seen_at) select $1, key, id, $2 from pg_temp.stage`, [
    run.source,
    run.at,
  ]);
  await query(insertCases);
  await query(`insert into core.case_number (number, case_id) select number, id from pg_temp.stage`);
  for (const table of tables) await query(insertDetails(table), [table.type]);
  await query(insertClocks);
  await query(appendFrom(entries), [JSON.stringify({ source: run.source })]);
}

const staged = `pg_temp.stage s join pg_temp.stage_type t on t.type = s.type`;
const ancestors = unitLevels.map(ancestorColumn).join(', ');
/** Ancestors come from the tree itself, so a case row and its unit can never disagree. */
const ancestorsOfUnit = unitLevels.map((level) => `u.path[${level + 1}]`).join(', ');
const closedOr = (closed: string, open: string): string => `case when s.closed_at is null then ${open} else ${closed} end`;

const insertCases = `
insert into core."case" (id, type, type_version, jurisdiction, number, version, summary, state, phase, outcome, unit_id, ${ancestors}, place_id,
  opened_at, entered_at, closed_at, changed_at, due_at, due_clock, last_move, is_imported)
select s.id, s.type, t.version, t.jurisdiction, s.number, ${closedOr('2', '1')}, s.summary, ${closedOr('t.closed_state', 't.state')},
  ${closedOr(`'closed'`, 't.phase')}, ${closedOr('t.outcome', 'null')}, s.unit_id, ${ancestorsOfUnit}, s.place_id,
  s.opened_at, coalesce(s.closed_at, s.opened_at), s.closed_at, coalesce(s.closed_at, s.opened_at), s.due_at, s.due_clock,
  ${closedOr('t.closing_move', `'opened'`)}, true
from ${staged} join core.unit u on u.id = s.unit_id order by s.ordinal`;

function insertDetails(table: ImportedDetails): string {
  const columns = table.columns.map((one) => quoted(one.column));
  const fields = table.columns.map((one) => `d.${quoted(one.field)}`);
  const record = table.columns.map((one) => `${quoted(one.field)} ${one.type}`).join(', ');
  return `insert into ${quoted(table.schema)}.${quoted(table.table)} (${['shard', 'case_id', ...columns].join(', ')})
    select ${['core.shard_of(s.id)', 's.id', ...fields].join(', ')}
    from pg_temp.stage s cross join lateral jsonb_to_record(s.details) as d (${record}) where s.type = $1 and s.details is not null`;
}

const insertClocks = `
insert into core.clock (shard, case_id, code, started_at, due_at, ended_at, state)
select core.shard_of(s.id), s.id, k.code, k."startedAt", k."dueAt", k."endedAt", k.state
from pg_temp.stage s cross join lateral jsonb_to_recordset(s.clocks)
  as k (code text, "startedAt" timestamptz, "dueAt" timestamptz, "endedAt" timestamptz, state text)
on conflict do nothing`;

const entryColumns = Object.keys(draftColumns);
const shared: Readonly<Record<string, string>> = {
  subject_kind: `'case'`,
  subject_id: 's.id',
  case_id: 's.id',
  case_type: 's.type',
  type_version: 't.version',
  unit_id: 's.unit_id',
  audience: `'case'`,
  actor: `'{"kind":"import","role":"import","personId":null,"unitId":null}'::jsonb`,
  payload: '$1::jsonb',
};

/** One half of the batch's entries: null stands where a column is not named. */
function entry(own: Readonly<Record<string, string>>, ordinal: string): string {
  const named = { ...shared, ...own };
  const selected = entryColumns.map((column) => `${named[column] ?? 'null'} as ${column}`);
  return `select ${[...selected, `${ordinal} as ordinal`].join(', ')} from ${staged}`;
}

const opened = entry(
  {
    id: 's.opened_entry',
    subject_version: '1',
    type: `'opened'`,
    state_after: 't.state',
    phase_after: 't.phase',
    happened_at: 's.opened_at',
    previous_unit_id: 'null::uuid',
    state_before: 'null::text',
    phase_before: 'null::text',
  },
  '2 * s.ordinal',
);

const closed = `${entry(
  {
    id: 's.closed_entry',
    subject_version: '2',
    type: 't.closing_move',
    previous_unit_id: 's.unit_id',
    happened_at: 's.closed_at',
    state_before: 't.state',
    state_after: 't.closed_state',
    phase_before: 't.phase',
    phase_after: `'closed'`,
  },
  '2 * s.ordinal + 1',
)} where s.closed_at is not null`;

const entries = `${opened} union all ${closed}`;
