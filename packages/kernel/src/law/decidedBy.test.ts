import type { PolicyKey } from '@maplebridge/contract';
import { weekdayCalendar } from './calendar';
import { deadlinesOf } from './clocks';
import { resolvePolicy, type PolicyRow } from './policy';
import { rule, signForKey, stallDispute, step } from './testing';

const set: PolicyRow = { key: signForKey.name, unitId: 'city', value: 6, from: '2026-03-01', until: null, source: rule('2026-03-01') };

const deadlinesWith = (rows: readonly PolicyRow[], day = '2026-06-01') =>
  deadlinesOf({
    type: stallDispute,
    caseId: 'c',
    timeline: [step('opened', `${day}T00:00:00Z`, 'reported')],
    policyFor: (key: PolicyKey, on: string) => resolvePolicy(key, ['province', 'city', 'street'], on, rows),
    calendar: weekdayCalendar('test'),
    timeZone: 'Asia/Shanghai',
    now: new Date(`${day}T00:10:00Z`),
  });
const signFor = (rows: readonly PolicyRow[], day?: string) => deadlinesWith(rows, day).find(({ code }) => code === 'due:reported');

test('a deadline of local policy shows the row that set it, and says so in its span', () => {
  expect(signFor([set])).toMatchObject({
    dueAt: new Date('2026-06-01T06:00:00Z'),
    source: rule('2026-03-01'),
    decidedBy: { key: signForKey, value: 6, row: { unitId: 'city', from: '2026-03-01', until: null } },
    spans: [
      {
        reason: {
          en: `Counted towards 6 hours (${signForKey.label.en}: set locally from 2026-03-01)`,
          'zh-CN': `计入期限，期限为6小时（“${signForKey.label['zh-CN']}”自2026-03-01起的本地设定）`,
        },
      },
    ],
  });
});

test('before the row holds, the default decides and is called one', () => {
  const deadline = signFor([set], '2026-02-01');
  expect(deadline?.decidedBy).toEqual({ key: signForKey, value: 24, row: null });
  expect(deadline?.spans[0]?.reason.en).toBe(`Counted towards 24 hours (${signForKey.label.en}: the default)`);
});

test('no policy decided a deadline that stands in a law', () => {
  const answer = deadlinesWith([set]).find(({ code }) => code === 'answer');
  expect(answer?.decidedBy).toBeNull();
  expect(answer?.spans[0]?.reason.en).toBe('Counted towards 30 minutes');
});
