import fc from 'fast-check';
import { addDays, endOfDay, localDay, startOfDay } from './zones';

const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
];
const instants = fc.date({ min: new Date('1970-01-03T00:00:00Z'), max: new Date('2099-12-30T00:00:00Z'), noInvalidDate: true });

test('a local day begins when the zone says so, through both changes of the year', () => {
  expect(startOfDay('2026-03-08', 'America/New_York').toISOString()).toBe('2026-03-08T05:00:00.000Z');
  expect(endOfDay('2026-03-08', 'America/New_York').toISOString()).toBe('2026-03-09T04:00:00.000Z');
  expect(endOfDay('2026-11-01', 'America/New_York').toISOString()).toBe('2026-11-02T05:00:00.000Z');
  expect(startOfDay('2026-01-01', 'Asia/Shanghai').toISOString()).toBe('2025-12-31T16:00:00.000Z');
  expect(startOfDay('1986-05-04', 'Asia/Shanghai').toISOString()).toBe('1986-05-03T16:00:00.000Z');
});

test('a day whose midnight is skipped begins when the clock leaps', () => {
  expect(startOfDay('2018-11-04', 'America/Sao_Paulo').toISOString()).toBe('2018-11-04T03:00:00.000Z');
});

test('a midnight that comes twice begins the day the first time', () => {
  expect(startOfDay('2025-11-02', 'America/Havana').toISOString()).toBe('2025-11-02T04:00:00.000Z');
});

test('a day that is interrupted by the evening before begins the first time', () => {
  expect(startOfDay('2010-11-07', 'America/St_Johns').toISOString()).toBe('2010-11-07T02:30:00.000Z');
});

test('a day that a zone skipped is empty and lies between its neighbours', () => {
  expect(startOfDay('2011-12-30', 'Pacific/Apia')).toEqual(startOfDay('2011-12-31', 'Pacific/Apia'));
  expect(endOfDay('2011-12-29', 'Pacific/Apia')).toEqual(startOfDay('2011-12-31', 'Pacific/Apia'));
});

test('every instant lies in its local day, and a day begins at its first millisecond', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      const day = localDay(instant, zone);
      expect(startOfDay(day, zone).getTime()).toBeLessThanOrEqual(instant.getTime());
      expect(endOfDay(day, zone).getTime()).toBeGreaterThan(instant.getTime());
      expect(localDay(startOfDay(day, zone), zone)).toBe(day);
      expect(localDay(new Date(startOfDay(day, zone).getTime() - 1), zone) < day).toBe(true);
      expect(new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant)).toBe(day);
    }),
    { numRuns: 1500 },
  );
});

test('days are added as the calendar has them, leap days included', () => {
  expect([addDays('2024-02-28', 1), addDays('2024-03-01', -1), addDays('2025-12-31', 1)]).toEqual([
    '2024-02-29',
    '2024-02-29',
    '2026-01-01',
  ]);
});

test('what is no day or no zone is refused', () => {
  expect(() => addDays('2026-13-01', 1)).toThrow('not a day');
  expect(() => addDays('2026-02-30', 1)).toThrow('not a day');
  expect(() => addDays('yesterday', 1)).toThrow('not a day');
  expect(() => localDay(new Date(0), 'Mars/Olympus')).toThrow(RangeError);
});
