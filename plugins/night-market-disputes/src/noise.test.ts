import { limitKey, partOfDay } from './noise';

const inChengdu = (clock: string) => partOfDay(new Date(`2026-05-01T${clock}+08:00`), 'Asia/Shanghai');

test('night begins at ten in the evening and ends at six in the morning', () => {
  expect(['21:59:59', '22:00:00', '00:00:00', '05:59:59', '06:00:00'].map(inChengdu)).toEqual(['day', 'night', 'night', 'night', 'day']);
});

test('the wall clock of the unit decides, not that of the machine', () => {
  const instant = new Date('2026-05-01T15:00:00Z');
  expect(partOfDay(instant, 'Asia/Shanghai')).toBe('night');
  expect(partOfDay(instant, 'America/New_York')).toBe('day');
});

test('the class of the zone decides the limit, and an unknown one counts as trade and homes mixed', () => {
  expect(limitKey('night', 'class1')).toMatchObject({ default: 45, unit: 'decibels' });
  expect(limitKey('day', undefined)).toBe(limitKey('day', 'class2'));
  expect(limitKey('night', 'constructor').default).toBe(50);
});

test('a noise limit names its standard and says that nobody has verified it', () => {
  const { source } = limitKey('day', 'class4');
  expect(source.instrument.en).toContain('GB 22337-2008');
  expect(source.verified).toBeUndefined();
});
