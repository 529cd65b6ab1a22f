import { days, hours, minutes, months, workingDays, type FixedLength } from '@maplebridge/contract';
import { weekdayCalendar } from './calendar';
import { dueAfter } from './due';
import type { Pause } from './timeline';

const calendar = { ...weekdayCalendar('test'), knownYears: new Set([2026]) };
const pause = (from: string, until: string): Pause => ({ from: Date.parse(from), until: Date.parse(until), states: [], isOpen: false });
const due = (startedAt: string, lengths: readonly FixedLength[], ...pauses: readonly Pause[]): string =>
  new Date(dueAfter(Date.parse(startedAt), lengths, { calendar, timeZone: 'Asia/Shanghai', pauses }).at).toISOString();

test('the day a period begins is not counted and its last day counts whole', () => {
  expect(due('2026-06-01T15:59:59Z', [days(1)])).toBe('2026-06-02T16:00:00.000Z');
  expect(due('2026-06-01T16:00:00Z', [days(1)])).toBe('2026-06-03T16:00:00.000Z');
});

test('a month without the day ends with its last one', () => {
  expect(due('2026-01-31T01:00:00Z', [months(1)])).toBe('2026-02-28T16:00:00.000Z');
  expect(due('2026-12-30T01:00:00Z', [months(2)])).toBe('2027-02-28T16:00:00.000Z');
});

test('a length of another kind follows the first from the day that it ended', () => {
  expect(due('2026-06-05T01:00:00Z', [workingDays(1), days(1)])).toBe('2026-06-09T16:00:00.000Z');
  expect(due('2026-06-05T01:00:00Z', [days(1), workingDays(1)])).toBe('2026-06-08T16:00:00.000Z');
  expect(due('2026-06-05T01:00:00Z', [days(1), hours(2), minutes(1)])).toBe('2026-06-06T18:01:00.000Z');
});

test('a pause is taken from the length in which it began, and one that begins too late from none', () => {
  const late = pause('2026-06-01T01:00:00Z', '2026-06-01T02:00:00Z');
  expect(due('2026-06-01T00:00:00Z', [minutes(60)], late)).toBe('2026-06-01T01:00:00.000Z');
  expect(due('2026-06-01T00:00:00Z', [minutes(61)], late)).toBe('2026-06-01T02:01:00.000Z');
  expect(due('2026-06-01T00:00:00Z', [minutes(61), hours(1)], late)).toBe('2026-06-01T03:01:00.000Z');
  expect(due('2026-06-01T00:00:00Z', [minutes(60), hours(1)], late)).toBe('2026-06-01T03:00:00.000Z');
});

test('a pause within one day costs no working day, and one over midnight costs one', () => {
  expect(due('2026-06-01T00:00:00Z', [workingDays(2)], pause('2026-06-02T01:00:00Z', '2026-06-02T15:59:59Z'))).toBe(
    '2026-06-03T16:00:00.000Z',
  );
  expect(due('2026-06-01T00:00:00Z', [workingDays(2)], pause('2026-06-02T15:59:59Z', '2026-06-02T16:00:00Z'))).toBe(
    '2026-06-04T16:00:00.000Z',
  );
});
