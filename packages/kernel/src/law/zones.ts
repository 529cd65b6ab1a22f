/** Local days of IANA time zones, by the rules that Intl carries: daylight saving, skipped midnights and skipped days included. */

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The local day (YYYY-MM-DD) on which an instant falls. An unknown zone throws a RangeError. */
export function localDay(instant: Date, timeZone: string): string {
  return dayOfWall(wallOf(instant.getTime(), timeZone));
}

/** Days that were asked for lately: eleven years of one zone. Asking Intl is the dearest part of an import's clocks. */
const mostDays = 4_096;
const starts = new Map<string, number>();

/** The first instant of a local day; where the day does not exist, the first instant after it would have begun. */
export function startOfDay(day: string, timeZone: string): Date {
  const key = `${timeZone} ${day}`;
  const known = starts.get(key) ?? findStart(day, timeZone).getTime();
  if (!starts.has(key)) {
    if (starts.size >= mostDays) starts.clear();
    starts.set(key, known);
  }
  return new Date(known);
}

function findStart(day: string, timeZone: string): Date {
  const midnight = wallOfDay(day);
  const offsets = [-dayMs, 0, dayMs].map((shift) => wallOf(midnight + shift, timeZone) - (midnight + shift));
  const candidates = offsets.map((offset) => midnight - offset).sort((one, other) => one - other);
  // A clock set back over midnight shows it twice: the first is the beginning of the day.
  const exact = candidates.find((candidate) => wallOf(candidate, timeZone) === midnight);
  if (exact !== undefined) return new Date(exact);
  return new Date(firstInstantPast(midnight, candidates, timeZone));
}

/** The end of a local day, which is the start of the next. */
export const endOfDay = (day: string, timeZone: string): Date => startOfDay(addDays(day, 1), timeZone);

/** The day `n` days later (earlier when negative). Days of the calendar: no zone is asked. */
export const addDays = (day: string, n: number): string => dayOfWall(wallOfDay(day) + n * dayMs);

/** What a clock on the wall shows, written as if it were UTC. */
function wallOf(instant: number, timeZone: string): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(instant)) if (type !== 'literal') shown[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((instant % 1000) + 1000) % 1000);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

/** Midnight is skipped: between the candidates the wall clock only goes forward, so the leap can be halved down to a millisecond. */
function firstInstantPast(midnight: number, candidates: readonly number[], timeZone: string): number {
  let before = Math.min(...candidates) - 1;
  let past = Math.max(...candidates);
  while (past - before > 1) {
    const middle = Math.floor((before + past) / 2);
    if (wallOf(middle, timeZone) >= midnight) past = middle;
    else before = middle;
  }
  return past;
}

function wallOfDay(day: string): number {
  if (!isDay(day)) throw new RangeError(`"${day}" is not a day (YYYY-MM-DD).`);
  return Date.parse(`${day}T00:00:00Z`);
}

/** Is the text a day of the calendar, YYYY-MM-DD? The engine reads 30 February as 2 March: a day that comes back as another is none. */
export function isDay(text: string): boolean {
  const wall = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(wall) && dayOfWall(wall) === text;
}

const dayOfWall = (wall: number): string => new Date(wall).toISOString().slice(0, 10);
