import type { Source } from '@maplebridge/contract';
import { addDays } from './zones';

/** Which days are worked. Only exceptions are kept: a holiday on a weekday, a weekend that is worked instead. */
export interface Calendar {
  readonly code: string;
  /** Day -> is it a working day. */
  readonly exceptions: ReadonlyMap<string, boolean>;
  /** Years whose holidays have been announced and entered. */
  readonly knownYears: ReadonlySet<number>;
  readonly source: Source | null;
}

export interface CountedDay {
  readonly day: string;
  /** A day that was passed lies in a year whose holidays are not known. */
  readonly isProvisional: boolean;
}

/** Monday to Friday unless the calendar says otherwise. */
export function isWorkingDay(calendar: Calendar, day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return calendar.exceptions.get(day) ?? (weekday !== 0 && weekday !== 6);
}

const isKnownYear = (calendar: Calendar, day: string): boolean => calendar.knownYears.has(Number(day.slice(0, 4)));

/** The `n`th working day after a day. The day itself does not count. */
export function addWorkingDays(calendar: Calendar, day: string, n: number): CountedDay {
  return countWorkingDays(calendar, { day, n, counts: () => true });
}

interface DayCount {
  readonly day: string;
  readonly n: number;
  /** Must hold for all days past some day, or the counting never ends. */
  readonly counts: (day: string) => boolean;
}

/** The `n`th working day after a day among those that count. */
export function countWorkingDays(calendar: Calendar, { day, n, counts }: DayCount): CountedDay {
  let reached = day;
  let isProvisional = false;
  for (let left = n; left > 0;) {
    reached = addDays(reached, 1);
    isProvisional ||= !isKnownYear(calendar, reached);
    if (isWorkingDay(calendar, reached) && counts(reached)) left -= 1;
  }
  return { day: reached, isProvisional };
}

/** Monday to Friday and nothing else: it knows no holiday of any year, so every day that it counts to is provisional. */
export const weekdayCalendar = (code: string): Calendar =>
  Object.freeze({ code, exceptions: new Map<string, boolean>(), knownYears: new Set<number>(), source: null });
