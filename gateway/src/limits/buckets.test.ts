import { openBuckets } from './buckets';

const clock = (): { readonly now: () => number; readonly pass: (ms: number) => void } => {
  let at = 1_000_000;
  return { now: () => at, pass: (ms) => (at += ms) };
};

test('a burst empties its own bucket, says how long to wait, and nobody else waits', () => {
  const { now, pass } = clock();
  const buckets = openBuckets({ capacity: 3, perSecond: 0.5 }, now);
  expect([1, 2, 3, 4].map(() => buckets.take('burst'))).toEqual([0, 0, 0, 2000]);
  expect(buckets.take('other')).toBe(0);
  pass(1999);
  expect(buckets.take('burst')).toBe(1);
  pass(1);
  expect(buckets.take('burst')).toBe(0);
});

test('what is refused costs nothing, and a bucket never holds more than its capacity', () => {
  const { now, pass } = clock();
  const buckets = openBuckets({ capacity: 1, perSecond: 1 }, now);
  expect([1, 2, 3].map(() => buckets.take('one'))).toEqual([0, 1000, 1000]);
  pass(3_600_000);
  expect([1, 2].map(() => buckets.take('one'))).toEqual([0, 1000]);
});

test('a good attempt is given back', () => {
  const buckets = openBuckets({ capacity: 1, perSecond: 0.001 }, () => 0);
  for (const attempt of [1, 2, 3]) {
    expect([attempt, buckets.take('good')]).toEqual([attempt, 0]);
    buckets.giveBack('good');
  }
});

test('a clock that goes back takes nothing away', () => {
  let at = 1000;
  const buckets = openBuckets({ capacity: 2, perSecond: 1 }, () => at);
  buckets.take('one');
  at = 0;
  expect(buckets.take('one')).toBe(0);
});

test('fifty thousand keys are remembered, and the one used longest ago makes room', () => {
  const buckets = openBuckets({ capacity: 1, perSecond: 0.001 }, () => 0);
  for (let nth = 0; nth <= 50_000; nth += 1) buckets.take(`key ${nth}`);
  expect(buckets.take('key 0')).toBe(0);
  expect(buckets.take('key 50000')).toBeGreaterThan(0);
});
