import { EntitySchema } from 'typeorm';
import { caseTypes } from '../sdl.mjs';

const uuid = { type: 'uuid' };
const text = { type: 'text' };
const optional = (column, name) => ({ ...column, nullable: true, ...(name && { name }) });
const join = (name) => ({ type: 'many-to-one', joinColumn: { name } });

export const Unit = new EntitySchema({
  name: 'Unit',
  schema: 'core',
  tableName: 'unit',
  columns: { id: { ...uuid, primary: true }, name: { ...text, name: 'name_en' }, path: { type: 'uuid', array: true } },
});

export const Case = new EntitySchema({
  name: 'Case',
  schema: 'core',
  tableName: 'case',
  columns: {
    id: { ...uuid, primary: true },
    shard: { type: 'smallint', insert: false, update: false },
    type: text,
    typeVersion: { type: 'integer', name: 'type_version' },
    number: text,
    summary: text,
    state: text,
    phase: text,
    version: { type: 'integer' },
    handlerId: optional(uuid, 'handler_id'),
    handlerPost: optional(text, 'handler_post'),
    handlerUnit: optional(uuid, 'handler_unit'),
    openedAt: { type: 'timestamptz', name: 'opened_at' },
    enteredAt: { type: 'timestamptz', name: 'entered_at' },
    closedAt: optional({ type: 'timestamptz' }, 'closed_at'),
    changedAt: { type: 'timestamptz', name: 'changed_at' },
    dueAt: { type: 'timestamptz', name: 'due_at' },
    dueClock: optional(text, 'due_clock'),
    lastMove: { ...text, name: 'last_move' },
    ...Object.fromEntries([0, 1, 2, 3].map((level) => [`at${level}`, optional(uuid, `at_${level}`)])),
  },
  relations: { unit: { ...join('unit_id'), target: 'Unit' } },
});

const keyed = (columns) => ({
  shard: { type: 'smallint', primary: true },
  caseId: { ...uuid, primary: true, name: 'case_id' },
  ...columns,
});

export const Party = new EntitySchema({
  name: 'Party',
  schema: 'core',
  tableName: 'party',
  columns: keyed({ id: { ...uuid, primary: true }, side: text }),
});

export const Mask = new EntitySchema({
  name: 'Mask',
  schema: 'core',
  tableName: 'mask',
  columns: keyed({ subjectId: { ...uuid, primary: true, name: 'subject_id' }, field: { ...text, primary: true }, mask: text }),
});

export const Clock = new EntitySchema({
  name: 'Clock',
  schema: 'core',
  tableName: 'clock',
  columns: keyed({
    code: { ...text, primary: true },
    startedAt: { type: 'timestamptz', primary: true, name: 'started_at' },
    dueAt: { type: 'timestamptz', name: 'due_at' },
    endedAt: optional({ type: 'timestamptz' }, 'ended_at'),
    state: text,
  }),
});

/** Columns of a details table, with the hospital of a medical dispute as a relation. */
const detailEntity = ({ type, table, columns }) => {
  const [schema, tableName] = table.split('.');
  const own = Object.entries(columns).filter(([name]) => name !== 'hospitalId');
  return new EntitySchema({
    name: `${type}Details`,
    schema,
    tableName,
    columns: keyed(Object.fromEntries(own.map(([name, column]) => [name, optional(typeOf(name), column)]))),
    relations: columns.hospitalId ? { hospital: { ...join('hospital'), target: 'Unit', nullable: true } } : {},
  });
};
const number = { type: 'bigint', transformer: { from: (value) => (value === null ? null : Number(value)), to: (value) => value } };
const typeOf = (name) => (/amount/i.test(name) ? number : name.startsWith('are') ? { type: 'boolean' } : text);

export const details = Object.fromEntries(Object.entries(caseTypes).map(([name, one]) => [name, detailEntity(one)]));
