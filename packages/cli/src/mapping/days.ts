import { isDay, startOfDay } from '@maplebridge/kernel';
import type { DateFormat } from './schema';

/** Reads an instant; null for a text that is none. */
export type ReadInstant = (text: string) => Date | null;

type Order = readonly [year: number, month: number, day: number];
const patterns: Readonly<Record<Exclude<DateFormat, 'instant'>, readonly [RegExp, Order]>> = {
  'YYYY-MM-DD': [/^(\d{4})-(\d{2})-(\d{2})$/, [1, 2, 3]],
  'YYYY/MM/DD': [/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, [1, 2, 3]],
  'MM/DD/YYYY': [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, [3, 1, 2]],
  'DD/MM/YYYY': [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, [3, 2, 1]],
  'DD.MM.YYYY': [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, [3, 2, 1]],
  YYYYMMDD: [/^(\d{4})(\d{2})(\d{2})$/, [1, 2, 3]],
};

/** Days repeat, and each costs a question to the time zone: a few thousand are kept, whatever the size of the file. */
const mostKept = 20_000;

export function compileInstant(format: DateFormat, timeZone: string): ReadInstant {
  if (format === 'instant') return readInstant;
  const [pattern, order] = patterns[format];
  const kept = new Map<string, Date | null>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) kept.clear();
    const day = dayIn(text, pattern, order);
    const instant = day === null ? null : startOfDay(day, timeZone);
    kept.set(text, instant);
    return instant;
  };
}

function dayIn(text: string, pattern: RegExp, [year, month, day]: Order): string | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const iso = `${match[year] ?? ''}-${(match[month] ?? '').padStart(2, '0')}-${(match[day] ?? '').padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}

const rfc3339 = /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function readInstant(text: string): Date | null {
  const day = rfc3339.exec(text)?.[1];
  return day !== undefined && isDay(day) ? new Date(text.replace(' ', 'T')) : null;
}
