import type { PolicyKey, PolicyValue } from '@maplebridge/contract';
import { weekdayCalendar, type Calendar } from './calendar';
import { deadlineRunsOf, deadlinesOf, nearestDue, type ClockInput } from './clocks';
import { rule, stallDispute, step } from './testing';

const calendar: Calendar = { ...weekdayCalendar('test'), knownYears: new Set([2018, 2026]), exceptions: new Map([['2026-05-01', false]]) };
const policyFor = (key: PolicyKey): PolicyValue => ({ key, value: 2, source: rule(), decidedBy: null });
const input = (timeline: ClockInput['timeline'], now: string): ClockInput => ({
  type: stallDispute,
  caseId: 'c',
  timeline,
  policyFor,
  calendar,
  timeZone: 'Asia/Shanghai',
  now: new Date(now),
});
const clock = (code: string, given: ClockInput) => {
  const found = deadlinesOf(given).find((one) => one.code === code);
  if (!found) throw new Error(`no clock ${code}`);
  return found;
};
const mediated = (day: string) => [
  step('opened', `${day}T00:00:00Z`, 'reported'),
  step('signFor', `${day}T00:10:00Z`, 'accepted'),
  step('mediate', `${day}T01:00:00Z`, 'mediated'),
];

test('working days skip the holiday and end with the local day', () => {
  const limit = clock('limit', input(mediated('2026-04-29'), '2026-04-30T00:00:00Z'));
  expect(limit).toMatchObject({ state: 'running', isProvisional: false, dueAt: new Date('2026-05-07T16:00:00Z') });
  expect(limit.spans.map((span) => [span.isCounted, span.to])).toEqual([[true, null]]);
});

test('the rule version in force on the day a clock started decides', () => {
  const limit = clock('limit', input(mediated('2018-09-28'), '2018-10-02T00:00:00Z'));
  expect(limit).toMatchObject({ source: rule('2010-01-01', '2018-10-01'), dueAt: new Date('2018-10-11T16:00:00Z') });
  expect(deadlinesOf(input(mediated('2009-03-02'), '2009-03-03T00:00:00Z')).some((one) => one.code === 'limit')).toBe(false);
});

test('an appraisal stops the counting, and its due day stays provisional until it is over', () => {
  const timeline = [...mediated('2026-06-01'), step('appraise', '2026-06-03T02:00:00Z', 'appraised')];
  const paused = clock('limit', input(timeline, '2026-06-10T02:00:00Z'));
  expect(paused).toMatchObject({ state: 'paused', isProvisional: true, dueAt: new Date('2026-06-15T16:00:00Z') });
  const over = clock('limit', input([...timeline, step('resume', '2026-06-05T02:00:00Z', 'mediated')], '2026-06-10T02:00:00Z'));
  expect(over).toMatchObject({ state: 'running', isProvisional: false, dueAt: new Date('2026-06-10T16:00:00Z') }); // two days are not counted
  expect(over.spans.map((span) => span.isCounted)).toEqual([true, false, true]);
  expect(over.spans[1]?.reason).toEqual({ 'zh-CN': '不计入期限：中文：in appraisal', en: 'Not counted: in appraisal' });
});

test('an extension is granted when all who are named have agreed in time, and once', () => {
  const voice = (kind: 'side' | 'post', role: string, at = '2026-06-02T03:00:00Z') => step('agreeLonger', at, 'mediated', { kind, role });
  const two = [...mediated('2026-06-01'), voice('side', 'applicant'), voice('side', 'respondent')];
  const limit = (timeline: ClockInput['timeline']) => clock('limit', input(timeline, '2026-06-30T00:00:00Z'));
  expect(limit(two).dueAt).toEqual(new Date('2026-06-08T16:00:00Z'));
  expect(limit([...two, voice('side', 'officer')]).dueAt).toEqual(new Date('2026-06-08T16:00:00Z'));
  const agreed = [...two, voice('post', 'officer')];
  expect(limit(agreed)).toMatchObject({ dueAt: new Date('2026-06-11T16:00:00Z') });
  expect(limit([...agreed, ...agreed.slice(-3)]).dueAt).toEqual(new Date('2026-06-11T16:00:00Z'));
  expect(limit(agreed).spans[0]?.reason.en).toContain('Counted towards 5 working days, extended by 3 working days by agreement');
  expect(limit([...two, voice('post', 'officer', '2026-06-09T03:00:00Z')])).toMatchObject({
    state: 'missed',
    dueAt: new Date('2026-06-08T16:00:00Z'),
  });
});

test('a settlement meets the limit, a refusal lifts it, and one after the due instant leaves it missed', () => {
  const end = (move: string, state: string, at: string) =>
    clock('limit', input([...mediated('2026-06-01'), step(move, at, state)], '2026-07-01T00:00:00Z')).state;
  expect(end('settle', 'settled', '2026-06-08T16:00:00.000Z')).toBe('met');
  expect(end('settle', 'settled', '2026-06-08T16:00:00.001Z')).toBe('missed');
  expect(end('refuse', 'ended', '2026-06-03T00:00:00Z')).toBe('lifted');
  expect(end('refuse', 'ended', '2026-06-12T00:00:00Z')).toBe('missed');
});

test('a new start replaces the run, and all runs are there for statistics', () => {
  const given = input(
    [
      step('opened', '2026-06-01T00:00:00Z', 'reported'),
      step('transfer', '2026-06-01T00:40:00Z', 'reported'),
      step('signFor', '2026-06-01T00:50:00Z', 'accepted'),
    ],
    '2026-06-02T00:00:00Z',
  );
  expect(clock('answer', given)).toMatchObject({
    state: 'met',
    startedAt: new Date('2026-06-01T00:40:00Z'),
    dueAt: new Date('2026-06-01T01:10:00Z'),
  });
  expect(
    deadlineRunsOf(given)
      .filter((one) => one.code === 'answer')
      .map((one) => one.state),
  ).toEqual(['missed', 'met']);
});

test('the due of a state runs from entering to leaving it by the policy of the place', () => {
  const reported = [step('opened', '2026-06-01T00:00:00Z', 'reported'), step('transfer', '2026-06-01T00:30:00Z', 'reported')];
  expect(clock('due:reported', input(reported, '2026-06-01T01:00:00Z'))).toMatchObject({
    state: 'running',
    dueAt: new Date('2026-06-01T02:00:00Z'),
  });
  expect(
    clock('due:reported', input([...reported, step('signFor', '2026-06-01T02:00:00Z', 'accepted')], '2026-06-03T00:00:00Z')).state,
  ).toBe('met');
});

test('a limit that the closing move starts outlives the closing', () => {
  const given = input([...mediated('2026-06-01'), step('settle', '2026-06-02T00:00:00Z', 'settled')], '2026-06-05T00:00:00Z');
  expect(clock('confirm', given)).toMatchObject({ state: 'running', dueAt: new Date('2026-07-02T16:00:00Z') });
});

test('the nearest due is the earliest of the clocks that are still open, missed ones too', () => {
  const given = input([step('opened', '2026-06-01T00:00:00Z', 'reported')], '2026-06-01T00:45:00Z');
  expect(nearestDue(deadlinesOf(given))).toEqual({ clock: 'answer', at: new Date('2026-06-01T00:30:00Z') });
  expect(
    nearestDue(deadlinesOf(input([...mediated('2026-06-01'), step('refuse', '2026-06-12T00:00:00Z', 'ended')], '2026-07-01T00:00:00Z'))),
  ).toBeNull();
});

test('a clock that ran ahead of the database does not make time run back', () => {
  const early = clock('answer', input([step('opened', '2026-06-01T00:00:01Z', 'reported')], '2026-06-01T00:00:00Z'));
  expect(early).toMatchObject({ state: 'running', spans: [{ from: new Date('2026-06-01T00:00:01Z'), to: null }] });
});
