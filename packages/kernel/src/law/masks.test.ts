import { fieldClasses, isPersonal } from '@maplebridge/contract';
import fc from 'fast-check';
import { maskOf } from './masks';

test('a phone keeps its ends, however it is written', () => {
  expect(
    ['13812341234', '138 1234 1234', '+86-138-1234-1234', '008613812341234', '１３８１２３４１２３４'].map((one) => maskOf('contact', one)),
  ).toEqual(Array(5).fill('138****1234'));
  expect(maskOf('contact', '028-8542-1143')).toBe('028****1143');
});

test('what is no whole phone number keeps nothing', () => {
  expect(['8542114', '110', 'a@b.cn', '', '12345678901234567890'].map((one) => maskOf('contact', one))).toEqual(Array(5).fill('***'));
});

test('a name keeps its first character', () => {
  expect(['王小明', ' 欧阳', '𠮷田', 'John Smith', 'Ötzi', '་བཀྲ', '510104199001011234', ''].map((one) => maskOf('identity', one))).toEqual([
    '王**',
    '欧**',
    '𠮷**',
    'J***',
    'Ö***',
    '***',
    '***',
    '***',
  ]);
});

test('health, children and locations keep nothing, and what is not personal stays', () => {
  expect([maskOf('health', '骨折'), maskOf('minor', '小明'), maskOf('location', '30.6,104.1'), maskOf('internal', 'A1')]).toEqual([
    '***',
    '***',
    '***',
    'A1',
  ]);
});

test('no mask tells how long its value is', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fieldClasses.filter(isPersonal)), fc.string({ unit: 'grapheme', maxLength: 60 }), (fieldClass, text) => {
      expect(maskOf(fieldClass, text)).toMatch(/^(\d{3}\*{4}\d{4}|\p{Script=Han}\*\*|\p{Letter}\*{3}|\*{3})$/u);
    }),
    { numRuns: 3000 },
  );
});
