import type { LedgerEntry } from '@maplebridge/contract';

/** What a writer says of an entry. The ledger adds shard, position and the instant it was recorded. */
export interface EntryDraft extends Omit<LedgerEntry, 'id' | 'shard' | 'position' | 'recordedAt'> {
  /** A UUIDv7 of the writer's own; one is made when absent. */
  readonly id?: string;
}

/** A row of `core.entry` as the driver returns it. */
export interface EntryRow {
  readonly shard: number;
  /** bigint: text as the driver leaves it. */
  readonly position: string | bigint;
  readonly id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly subject_version: number;
  readonly case_id: string | null;
  readonly case_type: string | null;
  readonly type_version: number | null;
  readonly type: string;
  readonly unit_id: string | null;
  readonly previous_unit_id: string | null;
  readonly state_before: string | null;
  readonly state_after: string | null;
  readonly phase_before: LedgerEntry['phaseBefore'];
  readonly phase_after: LedgerEntry['phaseAfter'];
  readonly audience: LedgerEntry['audience'];
  readonly actor: LedgerEntry['actor'];
  readonly happened_at: Date;
  readonly recorded_at: Date;
  readonly payload: LedgerEntry['payload'];
}

/** Columns a writer supplies, with their types: what the rows of `appendFrom` are made of. */
export const draftColumns = {
  id: 'uuid',
  subject_kind: 'text',
  subject_id: 'uuid',
  subject_version: 'integer',
  case_id: 'uuid',
  case_type: 'text',
  type_version: 'integer',
  type: 'text',
  unit_id: 'uuid',
  previous_unit_id: 'uuid',
  state_before: 'text',
  state_after: 'text',
  phase_before: 'text',
  phase_after: 'text',
  audience: 'text',
  actor: 'jsonb',
  happened_at: 'timestamptz',
  payload: 'jsonb',
} as const;

const columnNames = ['shard', 'position', 'recorded_at', ...Object.keys(draftColumns)];

/** All columns of an entry, each behind the name of its table; for the select list of any statement that returns entries. */
export const entryColumns = (table: string): string => columnNames.map((column) => `${table}.${column}`).join(', ');

export const entryFromRow = (row: EntryRow): LedgerEntry => ({
  id: row.id,
  shard: row.shard,
  position: BigInt(row.position),
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  subjectVersion: row.subject_version,
  caseId: row.case_id,
  caseType: row.case_type,
  typeVersion: row.type_version,
  type: row.type,
  unitId: row.unit_id,
  previousUnitId: row.previous_unit_id,
  stateBefore: row.state_before,
  stateAfter: row.state_after,
  phaseBefore: row.phase_before,
  phaseAfter: row.phase_after,
  audience: row.audience,
  actor: row.actor,
  happenedAt: row.happened_at,
  recordedAt: row.recorded_at,
  payload: row.payload,
});
