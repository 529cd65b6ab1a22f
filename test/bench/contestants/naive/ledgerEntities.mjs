import { EntitySchema } from 'typeorm';

const uuid = { type: 'uuid' };
const text = { type: 'text' };
const named = (column, name) => ({ ...column, name, nullable: true });

export const Entry = new EntitySchema({
  name: 'Entry',
  schema: 'core',
  tableName: 'entry',
  columns: {
    shard: { type: 'smallint', primary: true },
    position: { type: 'bigint', primary: true },
    id: uuid,
    subjectKind: { ...text, name: 'subject_kind' },
    subjectId: { ...uuid, name: 'subject_id' },
    subjectVersion: { type: 'integer', name: 'subject_version' },
    caseId: named(uuid, 'case_id'),
    caseType: named(text, 'case_type'),
    typeVersion: named({ type: 'integer' }, 'type_version'),
    move: { ...text, name: 'type' },
    unitId: named(uuid, 'unit_id'),
    previousUnitId: named(uuid, 'previous_unit_id'),
    stateBefore: named(text, 'state_before'),
    state: named(text, 'state_after'),
    phaseBefore: named(text, 'phase_before'),
    phase: named(text, 'phase_after'),
    audience: { ...text, default: 'case' },
    actor: { type: 'jsonb' },
    at: { type: 'timestamptz', name: 'happened_at' },
    payload: { type: 'jsonb', default: {} },
  },
});

export const Key = new EntitySchema({
  name: 'Key',
  schema: 'core',
  tableName: 'idempotency',
  columns: {
    actor: { ...uuid, primary: true },
    key: { ...uuid, primary: true },
    hash: { type: 'bytea' },
    caseId: { ...uuid, name: 'case_id' },
    version: { type: 'integer' },
    entryId: { ...uuid, name: 'entry_id' },
  },
});

export const Shard = new EntitySchema({
  name: 'Shard',
  schema: 'core',
  tableName: 'shard',
  columns: { shard: { type: 'smallint', primary: true }, position: { type: 'bigint' } },
});
