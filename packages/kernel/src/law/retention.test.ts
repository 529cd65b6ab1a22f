import { pastTime, retentionPolicies } from './retention';
import { policyMistakes } from './policy';

const day = 24 * 3_600_000;
const over = new Date('2026-01-01T00:00:00Z');
const keptDays = (kind: string): number => (kind === 'contact' ? 30 : 60);
const after = (milliseconds: number) =>
  pastTime(['contact', 'health'], { overSince: over, keptDays }, new Date(over.getTime() + milliseconds));

test('each class goes when its own days are full, and not a millisecond before', () => {
  expect(after(30 * day - 1)).toEqual([]);
  expect(after(30 * day)).toEqual(['contact']);
  expect(after(60 * day - 1)).toEqual(['contact']);
  expect(after(60 * day)).toEqual(['contact', 'health']);
});

test('every default lies within its bounds, says where it comes from, and is no law', () => {
  for (const key of retentionPolicies) {
    expect(
      policyMistakes(key, { key: key.name, unitId: 'u', value: key.default, from: '2026-01-01', until: null, source: key.source }),
    ).toEqual([]);
    expect(key.source.verified).toBeUndefined();
  }
});
