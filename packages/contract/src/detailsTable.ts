import { isPersonal, type FieldSpec, type FieldType } from './fields';
import type { AnyCaseType } from './caseType';
import { snakeCase } from './names';

/** Fields that stand in the details table; personal ones are rows of the privacy schema instead. */
export const columnFields = (fields: readonly FieldSpec[]): readonly FieldSpec[] => fields.filter((one) => !isPersonal(one.class));
export const personalFields = (fields: readonly FieldSpec[]): readonly FieldSpec[] => fields.filter((one) => isPersonal(one.class));

const columnTypes: Readonly<Record<FieldType['kind'], string>> = {
  text: 'text',
  integer: 'bigint',
  boolean: 'boolean',
  instant: 'timestamptz',
  date: 'date',
  choice: 'text',
  unit: 'uuid',
  place: 'uuid',
  person: 'uuid',
};

export const columnType = (type: FieldType): string => columnTypes[type.kind];
export const detailsTableName = (type: Pick<AnyCaseType, 'name'>): string => `${snakeCase(type.name)}_details`;

/**
 * The `create table` of a case type's details, for its first migration. Later fields come by `addDetail`:
 * a released migration says for ever what it said, so pass the fields it was released with.
 */
export const createDetails = (type: Pick<AnyCaseType, 'name' | 'fields'>): string => {
  const columns = columnFields(type.fields).map((one) => `  ${snakeCase(one.name)} ${columnType(one.type)}`);
  return [
    `create table ${detailsTableName(type)} (`,
    ['  shard smallint not null', '  case_id uuid not null', ...columns, '  primary key (shard, case_id)'].join(',\n'),
    ')',
  ].join('\n');
};

export const addDetail = (type: Pick<AnyCaseType, 'name' | 'fields'>, field: string): string => {
  const spec = type.fields.find((one) => one.name === field);
  if (!spec) throw new Error(`"${type.name}" has no field "${field}"; it has ${type.fields.map((one) => one.name).join(', ')}.`);
  return `alter table ${detailsTableName(type)} add column ${snakeCase(field)} ${columnType(spec.type)}`;
};
