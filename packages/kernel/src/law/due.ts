import type { FixedLength } from '@maplebridge/contract';
import { countWorkingDays, type Calendar } from './calendar';
import type { Pause } from './timeline';
import { addDays, endOfDay, localDay } from './zones';

/** Where days are counted, and what was not counted. */
export interface Counting {
  readonly calendar: Calendar;
  readonly timeZone: string;
  readonly pauses: readonly Pause[];
}

export interface DueInstant {
  readonly at: number;
  /** The calendar of a year that was passed is not known. */
  readonly isProvisional: boolean;
}

/**
 * When lengths that follow one another run out. Minutes and hours run exactly. Days, working days and months do not count the day
 * they begin and end with the end of the last local day (24:00, which is still in time).
 *
 * Not applied: that an end on a holiday moves to the next working day (Civil Procedure Law, for periods of a lawsuit). Nobody has
 * verified that it holds for the limits of our clocks.
 */
export function dueAfter(startedAt: number, lengths: readonly FixedLength[], counting: Counting): DueInstant {
  let due: DueInstant = { at: startedAt, isProvisional: false };
  lengths.forEach((length, index) => {
    // What follows an end of day belongs to the day that ended.
    const day = localDay(new Date(index === 0 ? due.at : due.at - 1), counting.timeZone);
    const pauses = counting.pauses.filter((pause) => index === 0 || pause.from >= due.at);
    const next = oneLength({ from: due.at, day, length, counting: { ...counting, pauses } });
    due = { at: next.at, isProvisional: due.isProvisional || next.isProvisional };
  });
  return due;
}

interface OneLength {
  readonly from: number;
  readonly day: string;
  readonly length: FixedLength;
  readonly counting: Counting;
}

function oneLength({ from, day, length: { unit, value }, counting }: OneLength): DueInstant {
  const exactly = (at: number): DueInstant => ({ at: movedBy(counting.pauses, at), isProvisional: false });
  const withDay = (last: string): DueInstant => exactly(endOfDay(last, counting.timeZone).getTime());
  if (unit === 'minutes') return exactly(from + value * 60_000);
  if (unit === 'hours') return exactly(from + value * 3_600_000);
  if (unit === 'days') return withDay(addDays(day, value));
  if (unit === 'months') return withDay(addMonths(day, value));
  const counted = countWorkingDays(counting.calendar, { day, n: value, counts: isRunningAtEnd(counting) });
  return { at: endOfDay(counted.day, counting.timeZone).getTime(), isProvisional: counted.isProvisional };
}

/** Each pause that begins before the due instant moves it by its own length; what begins later comes too late. */
function movedBy(pauses: readonly Pause[], due: number): number {
  let at = due;
  for (const pause of pauses) if (pause.from < at) at += pause.until - pause.from;
  return at;
}

/** A pause takes as many days from the count as lie between its two local days: a working day counts when the clock runs at its end. */
function isRunningAtEnd({ pauses, timeZone }: Counting): (day: string) => boolean {
  const paused = pauses.map(({ from, until }) => ({
    from: localDay(new Date(from), timeZone),
    until: localDay(new Date(until), timeZone),
  }));
  return (day) => !paused.some(({ from, until }) => from <= day && day < until);
}

/** The same day of a later month, or the last of that month when it has no such day. */
function addMonths(day: string, n: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + n, 0));
  lastOfMonth.setUTCDate(Math.min(date, lastOfMonth.getUTCDate()));
  return lastOfMonth.toISOString().slice(0, 10);
}
