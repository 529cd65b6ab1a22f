import { boundedCache } from './boundedCache';

const byLength = { weigh: (text: string) => text.length, atMost: 100 };

test('ten thousand values never weigh more than the limit', async () => {
  const cache = boundedCache(byLength);
  for (let count = 0; count < 10_000; count += 1) {
    await cache.set(`key ${count}`, 'x'.repeat(count % 30));
    expect(cache.weight()).toBeLessThanOrEqual(100);
  }
  expect(await cache.get('key 9999')).toBe('x'.repeat(9999 % 30));
  expect(await cache.get('key 1')).toBeUndefined();
});

test('what was asked for last stays longest', async () => {
  const cache = boundedCache(byLength);
  await cache.set('first', 'x'.repeat(50));
  await cache.set('second', 'x'.repeat(50));
  await cache.get('first');
  await cache.set('third', 'x'.repeat(50));
  expect(await Promise.all(['first', 'second', 'third'].map(cache.get))).toEqual(['x'.repeat(50), undefined, 'x'.repeat(50)]);
});

test('a value over the limit is not kept and drives nothing out, and one set twice weighs once', async () => {
  const cache = boundedCache(byLength);
  await cache.set('small', 'abc');
  await cache.set('small', 'abcd');
  await cache.set('huge', 'x'.repeat(101));
  expect([await cache.get('small'), await cache.get('huge'), cache.weight()]).toEqual(['abcd', undefined, 4]);
  expect([await cache.delete('small'), await cache.delete('small'), cache.weight()]).toEqual([true, false, 0]);
});
