const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of the calendar, YYYY-MM-DD, on which an instant falls where the time zone holds. */
export function localDay(instant: Date, timeZone: string): string {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  if (!known) formats.set(timeZone, format);
  return format.format(instant);
}
