import { definePolicy } from '@maplebridge/contract';
import fc from 'fast-check';
import { policyMistakes, resolvePolicy, type PolicyRow } from './policy';
import { rule, said } from './testing';

const key = definePolicy({
  name: 'duty.signFor',
  unit: 'hours',
  minimum: 1,
  maximum: 72,
  default: 24,
  source: rule(),
  label: said('sign for'),
});
const row = (unitId: string, value: number, [from, until = null]: readonly [string, (string | null)?] = ['2026-01-01']): PolicyRow => ({
  key: key.name,
  unitId,
  value,
  from,
  until,
  source: rule(from),
});
const path = ['province', 'city', 'street'];

test('the nearest unit upward decides, and the value names its row', () => {
  const rows = [row('province', 10), row('city', 12), row('village', 1), { ...row('street', 5), key: 'duty.other' }];
  expect(resolvePolicy(key, path, '2026-06-01', rows)).toEqual({
    key,
    value: 12,
    source: rule('2026-01-01'),
    decidedBy: { unitId: 'city', from: '2026-01-01', until: null },
  });
});

test('a row holds from its first day and no longer on its last', () => {
  const rows = [row('street', 5, ['2026-02-01', '2026-03-01']), row('province', 10, ['2026-02-10'])];
  const on = (day: string) => resolvePolicy(key, path, day, rows).value;
  expect(['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'].map(on)).toEqual([24, 5, 5, 10]);
});

test('of two rows of one unit the later one decides', () => {
  expect(resolvePolicy(key, path, '2026-06-01', [row('city', 3, ['2026-03-01']), row('city', 2, ['2026-02-01'])]).value).toBe(3);
});

test('without a row the declared default holds and nobody decided', () => {
  expect(resolvePolicy(key, [], '2026-06-01', [row('city', 3)])).toEqual({ key, value: 24, source: key.source, decidedBy: null });
});

test('the rows of other units, other keys and other days never decide', () => {
  const day = fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01');
  const rows = fc.array(
    fc.record({ unitId: fc.constantFrom(...path, 'elsewhere'), value: fc.integer({ min: 1, max: 72 }), from: day, until: fc.option(day) }),
  );
  fc.assert(
    fc.property(rows, day, (drawn, on) => {
      const all = drawn.map((one) => row(one.unitId, one.value, [one.from, one.until]));
      const { decidedBy, value } = resolvePolicy(key, path, on, all);
      const holds = (unitId: string) =>
        all.filter((one) => one.unitId === unitId && one.from <= on && !(one.until !== null && one.until <= on));
      const nearest = ['street', 'city', 'province'].find((unitId) => holds(unitId).length > 0);
      expect(decidedBy?.unitId).toBe(nearest);
      expect(nearest ? holds(nearest).map((one) => one.value) : [24]).toContain(value);
    }),
    { numRuns: 1000 },
  );
});

test('a row out of bounds or with days that cannot be is refused with all its mistakes', () => {
  expect(policyMistakes(key, row('city', 24))).toEqual([]);
  expect(policyMistakes(key, row('city', 73, ['2026-02-30', 'soon']))).toEqual([
    'Policy "duty.signFor" is a whole number of hours from 1 to 72; the row says 73.',
    'Policy "duty.signFor": "from" is a day (YYYY-MM-DD); the row says "2026-02-30".',
    'Policy "duty.signFor": "until" is a day (YYYY-MM-DD) or empty; the row says "soon".',
  ]);
  expect(policyMistakes(key, row('city', 1.5, ['2026-02-01', '2026-02-01'])).join()).toMatch(/whole number.*or the row never holds/);
});
