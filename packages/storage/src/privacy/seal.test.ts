import { randomBytes } from 'node:crypto';
import { seal, unseal } from './seal';

const key = randomBytes(32);
const sealed = seal(key, Buffer.from('赵示范'), 'here');

test('what was sealed is opened by its key, at its place', () => {
  expect(unseal(key, sealed, 'here').toString()).toBe('赵示范');
  expect(() => unseal(randomBytes(32), sealed, 'here')).toThrow();
  expect(() => unseal(key, sealed, 'there')).toThrow();
});

test('a bit that was turned anywhere is noticed (A114)', () => {
  for (let at = 0; at < sealed.length; at += 1) {
    const turned = Buffer.from(sealed);
    turned[at] = (turned[at] ?? 0) ^ 1;
    expect(() => unseal(key, turned, 'here')).toThrow();
  }
});

test('bytes that are missing are noticed, also where a part of the tag is left: four bytes of one would be guessed', () => {
  const empty = seal(key, Buffer.alloc(0), 'here');
  expect(unseal(key, empty, 'here')).toHaveLength(0);
  for (let length = 0; length < empty.length; length += 1) expect(() => unseal(key, empty.subarray(0, length), 'here')).toThrow();
});
