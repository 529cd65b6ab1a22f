import type { HeldPost, Sees } from '@maplebridge/contract';
import { emergencyPolicies, emergencyPost } from './emergency';
import { policyMistakes } from './policy';

const now = new Date('2026-06-01T00:00:00Z');
const path = ['province', 'city', 'district', 'station'];
const sees: Sees = { post: { officer: 'unit', hospital: 'assigned' } };
const post = (role: string, more: Partial<HeldPost> = {}): HeldPost => ({
  role,
  unitId: 'station',
  level: 3,
  from: new Date('2026-01-01'),
  until: null,
  ...more,
});
const opens = (one: HeldPost, unitPath: readonly string[], levels = 2): boolean =>
  emergencyPost([one], { sees, unitPath, levelsOf: () => levels, pathOf: () => path }, now) !== null;

test('a post opens what lies below the unit so many levels above its own, and nothing beside it', () => {
  expect(opens(post('officer'), ['province', 'city', 'other district', 'other station'])).toBe(true);
  expect(opens(post('officer'), ['province', 'other city'])).toBe(false);
  expect(opens(post('officer'), ['province', 'city', 'other district'], 1)).toBe(false);
  expect(opens(post('officer'), ['province', 'other city'], 7)).toBe(true);
});

test('only a post that would see such a case at its own unit, and only while it is held', () => {
  const near = ['province', 'city'];
  expect(opens(post('hospital'), near)).toBe(false);
  expect(opens(post('toString'), near)).toBe(false);
  expect(opens(post('officer', { until: now }), near)).toBe(false);
  expect(opens(post('officer', { from: new Date('2026-06-02') }), near)).toBe(false);
});

test('each limit is a policy of its own, with a default within its bounds and a source that claims no law', () => {
  for (const key of emergencyPolicies) {
    const row = { key: key.name, unitId: 'city', value: key.default, from: '2026-01-01', until: null, source: key.source };
    expect(policyMistakes(key, row)).toEqual([]);
    expect(key.source.verified).toBeUndefined();
  }
});
