import { days, hours, minutes, months, workingDays, type FixedLength } from '@maplebridge/contract';
import fc from 'fast-check';
import { weekdayCalendar } from './calendar';
import { deadlinesOf } from './clocks';
import { clockOnly, step } from './testing';

/** The oracle walks quarter hours one by one and asks Intl for the day of each; it knows no formula. */
const tick = 900_000;
const span = 120 * 96;
const calendar = {
  ...weekdayCalendar('test'),
  exceptions: new Map([
    ['2026-03-09', false],
    ['2026-03-14', true],
    ['2026-11-02', false],
  ]),
};
const isWorked = (day: string) => calendar.exceptions.get(day) ?? !['Sat', 'Sun'].includes(new Date(day).toUTCString().slice(0, 3));
const tables = new Map<string, readonly string[]>();

interface Drawn {
  readonly zone: string;
  readonly start: number;
  readonly steps: readonly { readonly after: number; readonly type: 'rest' | 'work' | 'stop' }[];
  readonly length: FixedLength;
  readonly later: number;
}

function daysOf({ zone, start }: Drawn): readonly string[] {
  const key = `${zone} ${start}`;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  const made = tables.get(key) ?? Array.from({ length: span }, (_, index) => format.format(start + index * tick));
  tables.set(key, made);
  return made;
}

/** For each tick from the start: is the clock paused? Ends with the run or with now. */
function walk(drawn: Drawn): { readonly paused: readonly boolean[]; readonly isEnded: boolean } {
  const paused: boolean[] = [];
  let isResting = false;
  for (const { after, type } of drawn.steps) {
    for (let index = 0; index < after; index += 1) paused.push(isResting);
    if (type === 'stop') return { paused, isEnded: true };
    isResting = type === 'rest';
  }
  for (let index = 0; index < drawn.later; index += 1) paused.push(isResting);
  return { paused, isEnded: false };
}

/** Tick at which the time is used up. */
function oracleDue(drawn: Drawn, paused: readonly boolean[]): number {
  const dayAt = daysOf(drawn);
  const { unit, value } = drawn.length;
  const perUnit = unit === 'minutes' ? value / 15 : value * 4;
  if (unit === 'workingDays') {
    let left = value;
    for (let at = 0; ; at += 1)
      if (dayAt[at] !== dayAt[at + 1] && dayAt[at] !== dayAt[0] && isWorked(dayAt[at] ?? '') && !paused[at] && (left -= 1) === 0)
        return at + 1;
  }
  let due = perUnit;
  if (unit === 'days' || unit === 'months') {
    const last =
      unit === 'days'
        ? new Date(Date.parse(dayAt[0] ?? '') + value * 86_400_000).toISOString().slice(0, 10)
        : sameDayLater(dayAt[0] ?? '', value);
    due = dayAt.findIndex((day) => day > last);
  }
  for (let at = 0; at < Math.min(due, paused.length); at += 1) if (paused[at]) due += 1;
  return due;
}

function sameDayLater(day: string, n: number): string {
  const prefix = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + n)).toISOString().slice(0, 8);
  for (let date = Number(day.slice(8)); ; date -= 1) {
    const candidate = `${prefix}${String(date).padStart(2, '0')}`;
    if (!Number.isNaN(Date.parse(candidate)) && new Date(candidate).toISOString().startsWith(candidate)) return candidate;
  }
}

const starts = ['2026-03-06T13:00:00Z', '2026-10-29T17:30:00Z', '2026-01-30T20:15:00Z', '2026-03-08T06:45:00Z'].map(Date.parse);
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 400 }).map((n) => minutes(n * 15)),
  fc.integer({ min: 1, max: 200 }).map(hours),
  fc.integer({ min: 1, max: 20 }).map(days),
  fc.integer({ min: 1, max: 12 }).map(workingDays),
  fc.integer({ min: 1, max: 2 }).map(months),
);
const drawings: fc.Arbitrary<Drawn> = fc.record({
  zone: fc.constantFrom('America/New_York', 'Asia/Shanghai', 'Europe/Paris', 'Australia/Lord_Howe'),
  start: fc.constantFrom(...starts),
  steps: fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 5 * 96 }),
      type: fc.constantFrom('rest', 'work', 'rest', 'work', 'rest', 'work', 'stop'),
    }),
    { maxLength: 8 },
  ),
  length: lengths,
  later: fc.integer({ min: 0, max: 8 * 96 }),
});

function deadline(drawn: Drawn) {
  let at = drawn.start;
  const timeline = [step('opened', new Date(at), 'busy')];
  for (const { after, type } of drawn.steps) {
    timeline.push(step(type, new Date((at += after * tick)), { rest: 'resting', work: 'busy', stop: 'gone' }[type]));
    if (type === 'stop') break;
  }
  const now = new Date(timeline.at(-1)?.type === 'stop' ? at + 86_400_000 : at + drawn.later * tick);
  const policyFor = () => {
    throw new Error('no policy is asked');
  };
  const [only] = deadlinesOf({ type: clockOnly(drawn.length), caseId: 'c', timeline, policyFor, calendar, timeZone: drawn.zone, now });
  if (!only) throw new Error('the clock is missing');
  return only;
}

test('over thousands of timelines the due instant and the state are what walking the clock gives', () => {
  fc.assert(
    fc.property(drawings, (drawn) => {
      const { paused, isEnded } = walk(drawn);
      const due = oracleDue(drawn, paused);
      const record = deadline(drawn);
      expect(record.dueAt).toEqual(new Date(drawn.start + due * tick));
      const isResting = !isEnded && drawn.steps.at(-1)?.type === 'rest';
      expect(record.state).toBe(paused.length > due ? 'missed' : isEnded ? 'met' : isResting ? 'paused' : 'running');
    }),
    { numRuns: 2000 },
  );
});

test('over thousands of timelines the spans alternate, touch and sum to the elapsed time', () => {
  fc.assert(
    fc.property(drawings, (drawn) => {
      const { paused, isEnded } = walk(drawn);
      const { spans, startedAt } = deadline(drawn);
      const end = drawn.start + paused.length * tick;
      const closed = spans.map((span) => ({ from: span.from.getTime(), to: span.to?.getTime() ?? end, isCounted: span.isCounted }));
      const sum = (isCounted: boolean) =>
        closed.filter((one) => one.isCounted === isCounted).reduce((total, one) => total + one.to - one.from, 0);
      expect(closed[0]?.from).toBe(startedAt.getTime());
      expect(spans.map((one) => one.to === null)).toEqual(spans.map((_, index) => !isEnded && index === spans.length - 1));
      for (const [index, one] of closed.slice(1).entries()) {
        expect([one.from, one.isCounted]).toEqual([closed[index]?.to, !closed[index]?.isCounted]);
        expect(one.to > one.from || (!isEnded && one.to === end)).toBe(true);
      }
      expect([sum(true), sum(false)]).toEqual([paused.filter((one) => !one).length * tick, paused.filter((one) => one).length * tick]);
    }),
    { numRuns: 2000 },
  );
});
