import { addWorkingDays, isWorkingDay, weekdayCalendar, type Calendar } from './calendar';

/** The national days of 2026 as an example: seven days off, one Saturday worked for them. */
const calendar: Calendar = {
  code: 'example',
  exceptions: new Map([
    ['2026-10-01', false],
    ['2026-10-02', false],
    ['2026-10-05', false],
    ['2026-10-06', false],
    ['2026-10-07', false],
    ['2026-10-10', true],
  ]),
  knownYears: new Set([2026]),
  source: null,
};

test('weekends are off, holidays are off and a Saturday may be worked', () => {
  expect(['2026-09-30', '2026-10-01', '2026-10-03', '2026-10-10'].map((day) => isWorkingDay(calendar, day))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('working days are counted past a holiday and over a Saturday that is worked', () => {
  expect(addWorkingDays(calendar, '2026-09-30', 1)).toEqual({ day: '2026-10-08', isProvisional: false });
  expect(addWorkingDays(calendar, '2026-09-30', 3)).toEqual({ day: '2026-10-10', isProvisional: false });
  expect(addWorkingDays(calendar, '2026-10-03', 0)).toEqual({ day: '2026-10-03', isProvisional: false });
});

test('a count that reaches a year without a calendar is provisional', () => {
  expect(addWorkingDays(calendar, '2026-12-30', 1)).toEqual({ day: '2026-12-31', isProvisional: false });
  expect(addWorkingDays(calendar, '2026-12-30', 2)).toEqual({ day: '2027-01-01', isProvisional: true });
  expect(addWorkingDays(weekdayCalendar('bare'), '2026-01-02', 1)).toEqual({ day: '2026-01-05', isProvisional: true });
});
