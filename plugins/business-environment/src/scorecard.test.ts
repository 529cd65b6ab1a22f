import type { LedgerEntry } from '@maplebridge/contract';
import { tally } from './scorecard';

type Step = Parameters<typeof tally>[0][number];

const step = (stateBefore: string | null, stateAfter: string, changed: Partial<LedgerEntry> = {}): Step => ({
  caseType: 'business-complaint',
  unitId: 'window',
  previousUnitId: null,
  stateBefore,
  stateAfter,
  happenedAt: new Date('2026-03-31T23:59:00Z'),
  ...changed,
});

test('a closure counts for the unit that answers for the case, in the month it happened', () => {
  expect(tally([step('answered', 'resolved'), step('answered', 'resolved'), step('answered', 'partlyResolved')])).toEqual([
    { unitId: 'window', month: '2026-03-01', caseType: 'business-complaint', outcome: 'resolved', closed: 2, reopened: 0 },
    { unitId: 'window', month: '2026-03-01', caseType: 'business-complaint', outcome: 'partly', closed: 1, reopened: 0 },
  ]);
});

test('a reopening is counted beside the closure, never taken off it', () => {
  const [line] = tally([step('answered', 'resolved'), step('resolved', 'reported')]);
  expect(line).toMatchObject({ closed: 1, reopened: 1 });
});

test('what is still open, stays where it is or belongs to another jurisdiction counts nowhere', () => {
  const elsewhere = step('performing', 'settled', { caseType: 'medical-dispute' });
  expect(tally([step(null, 'reported'), step('resolved', 'resolved'), elsewhere])).toEqual([]);
});

test('an imported closure counts as unconfirmed', () => {
  expect(tally([step(null, 'closedUnconfirmed', { caseType: 'service-request' })])).toMatchObject([{ outcome: 'unconfirmed', closed: 1 }]);
});
