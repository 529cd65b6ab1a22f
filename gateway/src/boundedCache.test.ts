import { boundedCache } from './boundedCache';

const byLength = { weigh: (text: string) => text.length, atMost: 100 };

test('ten thousand values never weigh more than the limit', () => {
  const cache = boundedCache(byLength);
  for (let count = 0; count < 10_000; count += 1) {
    cache.set(`key ${count}`, 'x'.repeat(count % 30));
    expect(cache.weight()).toBeLessThanOrEqual(100);
  }
  expect(cache.get('key 9999')).toBe('x'.repeat(9999 % 30));
  expect(cache.get('key 1')).toBeUndefined();
});

test('what was asked for last stays longest', () => {
  const cache = boundedCache(byLength);
  cache.set('first', 'x'.repeat(50));
  cache.set('second', 'x'.repeat(50));
  cache.get('first');
  cache.set('third', 'x'.repeat(50));
  expect(['first', 'second', 'third'].map(cache.get)).toEqual(['x'.repeat(50), undefined, 'x'.repeat(50)]);
});

test('a value over the limit is not kept and drives nothing out, and one set twice weighs once', () => {
  const cache = boundedCache(byLength);
  cache.set('small', 'abc');
  cache.set('small', 'abcd');
  cache.set('huge', 'x'.repeat(101));
  expect([cache.get('small'), cache.get('huge'), cache.weight()]).toEqual(['abcd', undefined, 4]);
  expect([cache.delete('small'), cache.delete('small'), cache.weight()]).toEqual([true, false, 0]);
});
