import { Refusal, type FieldSpec, type FieldType, type Label } from '@maplebridge/contract';
import { textOrMistake } from './checkText';
import { isNamed } from './named';
import { isDay } from './zones';

interface Mistake {
  readonly field: string;
  readonly text: Label;
}

type Checked = { readonly value: unknown } | { readonly mistake: Label };

/**
 * The values of an input as they are stored. Not partial: required fields must be there, and null is as good as absent. Partial (an
 * amendment): only what is named changes, and null empties a field that is not required. Throws one BAD_USER_INPUT naming all that is wrong.
 */
export function checkFields(
  fields: readonly FieldSpec[],
  values: Readonly<Record<string, unknown>>,
  options: { readonly partial: boolean },
): Record<string, unknown> {
  const mistakes: Mistake[] = unknownFields(fields, values);
  const checked: Record<string, unknown> = {};
  for (const field of fields) {
    const given = isNamed(values, field.name) ? values[field.name] : undefined;
    if (given === undefined && options.partial) continue;
    const answer = given === undefined || given === null ? absent(field, options.partial) : checkValue(field, given);
    if ('mistake' in answer) mistakes.push({ field: field.name, text: answer.mistake });
    else if (answer.value !== undefined) checked[field.name] = answer.value;
  }
  if (mistakes.length > 0) throw refusalOf(mistakes);
  return checked;
}

function unknownFields(fields: readonly FieldSpec[], values: Readonly<Record<string, unknown>>): Mistake[] {
  const names = fields.map(({ name }) => name);
  const known: Label =
    names.length > 0
      ? { 'zh-CN': `没有这个字段；可用的有：${names.join('、')}`, en: `is not a field here; there are ${names.join(', ')}` }
      : { 'zh-CN': '此处不接受任何字段', en: 'is not a field here; there are none' };
  return Object.keys(values)
    .filter((name) => !names.includes(name) && values[name] !== undefined)
    .map((name) => ({ field: printable(name), text: known }));
}

function absent(field: FieldSpec, isPartial: boolean): Checked {
  if (field.required) return { mistake: { 'zh-CN': '必填', en: 'must be given' } };
  return { value: isPartial ? null : undefined };
}

function checkValue(field: FieldSpec, value: unknown): Checked {
  const checked = checkKind(field.type, value);
  const isBlank = 'value' in checked && typeof checked.value === 'string' && checked.value.trim() === '';
  return isBlank && field.required ? absent(field, false) : checked;
}

function checkKind(type: FieldType, value: unknown): Checked {
  switch (type.kind) {
    case 'text': {
      const text = textOrMistake(value, type.max);
      return typeof text === 'string' ? { value: text } : { mistake: text };
    }
    case 'integer': {
      const isFitting = typeof value === 'number' && Number.isSafeInteger(value) && value >= type.min && value <= type.max;
      const range = {
        'zh-CN': `应为${type.min}至${type.max}的整数（${type.unit['zh-CN']}）`,
        en: `is a whole number from ${type.min} to ${type.max} (${type.unit.en})`,
      };
      return isFitting ? { value: value === 0 ? 0 : value } : { mistake: range };
    }
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { mistake: { 'zh-CN': '应为是或否', en: 'is true or false' } };
    case 'instant':
      return checkInstant(value);
    case 'date':
      return typeof value === 'string' && isDay(value)
        ? { value }
        : { mistake: { 'zh-CN': '应为日期（YYYY-MM-DD）', en: 'is a day of the calendar, YYYY-MM-DD' } };
    case 'choice': {
      const options = Object.keys(type.options).join(', ');
      const mistake = { 'zh-CN': `应为以下之一：${options}`, en: `is one of ${options}` };
      return typeof value === 'string' && isNamed(type.options, value) ? { value } : { mistake };
    }
    default:
      return checkReference(value);
  }
}

const rfc3339 = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A Date, or an RFC 3339 text with its offset: without one it would mean another instant on every machine. Leap seconds are none. */
function checkInstant(value: unknown): Checked {
  const day = typeof value === 'string' ? rfc3339.exec(value)?.[1] : undefined;
  const instant = value instanceof Date ? value : new Date(day !== undefined && isDay(day) ? String(value) : NaN);
  const year = instant.getUTCFullYear();
  if (year >= 1 && year <= 9999) return { value: new Date(instant) };
  return {
    mistake: {
      'zh-CN': '应为带时区的时刻（如2026-01-31T09:00:00+08:00）',
      en: 'is an instant with its offset, e.g. 2026-01-31T09:00:00+08:00',
    },
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const checkReference = (value: unknown): Checked =>
  typeof value === 'string' && uuid.test(value)
    ? { value: value.toLowerCase() }
    : { mistake: { 'zh-CN': '应为编号（UUID）', en: 'is an id (a UUID)' } };

function refusalOf(mistakes: readonly Mistake[]): Refusal {
  const [first] = mistakes;
  return new Refusal(
    'BAD_USER_INPUT',
    {
      'zh-CN': `${mistakes.map(({ field, text }) => `“${field}”：${text['zh-CN']}`).join('；')}。`,
      en: `${mistakes.map(({ field, text }) => `"${field}" ${text.en}`).join('; ')}.`,
    },
    first && { field: first.field },
  );
}

/** A name that a client made up, said back short and in plain characters. */
const printable = (name: string): string => [...name.slice(0, 80).replace(/[^\p{Letter}\p{Number}_.-]/gu, '?')].slice(0, 40).join('');
