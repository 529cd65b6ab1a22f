const hour = 3_600_000;

/** The first instant of the next local day: found on the clock of the zone, so that a day of 23 or 25 hours ends right. */
export function endOfLocalDay(now: Date, timeZone: string): Date {
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const today = dayOf.format(now);
  let low = now.getTime();
  let high = low + 26 * hour;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (dayOf.format(middle) === today) low = middle;
    else high = middle;
  }
  return new Date(high);
}
