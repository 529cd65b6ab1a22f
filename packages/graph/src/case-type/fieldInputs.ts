import type { FieldSpec, FieldType } from '@maplebridge/contract';
import { Field, ID, Int } from 'type-graphql';
import { badInput } from '../badInput';
import { cleanText } from '../freeText';
import { requireGlobalId, type GlobalIdKind } from '../globalId';
import { DateScalar, DateTimeScalar } from '../scalars/instants';
import { choiceEnum } from './codeEnum';
import { fieldDescription } from './details';

const inputs: Readonly<Record<Exclude<FieldType['kind'], 'choice'>, object>> = {
  text: String,
  integer: Int,
  boolean: Boolean,
  instant: DateTimeScalar,
  date: DateScalar,
  unit: ID,
  place: ID,
  person: ID,
};

const inputOf = (type: FieldType): object => (type.kind === 'choice' ? choiceEnum(type) : inputs[type.kind]);

/** Declares decorated fields on an input class; required where the author said so. */
export function declareInputs(prototype: object, fields: readonly FieldSpec[]): void {
  for (const field of fields)
    Field(() => inputOf(field.type), { nullable: field.required !== true, description: fieldDescription(field) })(prototype, field.name);
}

/** The same fields as a patch: none has to be there, null empties one that is not required. */
export function declarePatch(prototype: object, fields: readonly FieldSpec[]): void {
  for (const field of fields) {
    const emptied = field.required === true ? 'Cannot be emptied.' : 'Null empties it.';
    Field(() => inputOf(field.type), { nullable: true, description: `${fieldDescription(field)} ${emptied}` })(prototype, field.name);
  }
}

/** Values as storage takes them: ids unwrapped, text cleaned, limits checked. What was not given is not there. */
export function readFields(fields: readonly FieldSpec[], given: object): Readonly<Record<string, unknown>> {
  const values = given as Readonly<Record<string, unknown>>; // an instance of an input class: own properties only
  return Object.fromEntries(
    fields.filter(({ name }) => values[name] !== undefined).map((field) => [field.name, readField(field, values[field.name])]),
  );
}

function readField({ name, type, required }: FieldSpec, value: unknown): unknown {
  if (value === null) {
    if (required === true) throw badInput(name, `“${name}” 为必填，不能清空。`, `"${name}" is required and cannot be emptied.`);
    return null;
  }
  // the casts hold because GraphQL has coerced the value to the declared type
  if (type.kind === 'text') return cleanText(value as string, type.max, name);
  if (type.kind === 'integer') return withinRange(value as number, type, name);
  const kind = references[type.kind];
  return kind === undefined ? value : requireGlobalId(value as string, [kind], name);
}

const references: Readonly<Partial<Record<FieldType['kind'], GlobalIdKind>>> = { unit: 'unit', place: 'place', person: 'person' };

function withinRange(value: number, { min, max, unit }: Extract<FieldType, { kind: 'integer' }>, name: string): number {
  if (value >= min && value <= max) return value;
  throw badInput(
    name,
    `“${name}” 为 ${value}；可取 ${min} 至 ${max}（${unit['zh-CN']}）。`,
    `"${name}" is ${value}; it may be ${min} to ${max} (${unit.en}).`,
  );
}
