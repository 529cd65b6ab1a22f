import { isRefusal } from '@maplebridge/contract';
import {
  DateScalar,
  DateTimeScalar,
  fromGlobalId,
  IdempotencyKeyScalar,
  LanguageScalar,
  readGlobalId,
  requireGlobalId,
  toGlobalId,
  windowOf,
  cleanText,
} from './index';
import { endOfLocalDay } from './localDay';

const id = '0190b2d0-1c5e-7abc-8def-0123456789ab';

const refusalOf = (act: () => unknown): { readonly code: string; readonly message: string } => {
  try {
    act();
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
  throw new Error('It was accepted.');
};

test('an id of a case is opaque and reads back as it was', () => {
  const globalId = toGlobalId('case', id);
  expect(globalId).toMatch(/^[\w-]+$/);
  expect(readGlobalId(globalId)).toEqual({ kind: 'case', id });
});

test.each([
  '',
  'case',
  id,
  `case:${id}`,
  toGlobalId('case', 'x'),
  toGlobalId('case', id).slice(0, -1),
  `${toGlobalId('case', id)}=`,
  toGlobalId('case', id.toUpperCase()),
  'x'.repeat(101),
])('a query takes %j for nothing, and a mutation refuses it', (malformed) => {
  expect(fromGlobalId(malformed, ['case'])).toBeNull();
  expect(refusalOf(() => requireGlobalId(malformed, ['case'], 'id'))).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('is not an id of this API'),
  });
});

test('the id of a unit where a case is meant says what it is and what is wanted', () => {
  expect(fromGlobalId(toGlobalId('unit', id), ['case'])).toBeNull();
  const { code, message } = refusalOf(() => requireGlobalId(toGlobalId('unit', id), ['case'], 'id'));
  expect(code).toBe('BAD_USER_INPUT');
  expect(message).toContain('"id" takes the id of a case; what was given is the id of a unit');
});

test.each([
  [{ first: 0 }, '"first" is 0; it may be 1 to 100'],
  [{ first: -1 }, '"first" is -1; it may be 1 to 100'],
  [{ first: 100_000 }, '"first" is 100000; it may be 1 to 100'],
  [{ last: 101 }, '"last" is 101; it may be 1 to 100'],
  [{ first: 1, last: 1 }, 'A page goes one way'],
  [{ first: 1, before: 'c' }, 'A page goes one way'],
  [{ first: 1, after: '' }, '"after" is no cursor'],
])('the window %j is refused with what would work', (window, message) => {
  expect(refusalOf(() => windowOf(window))).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) });
});

test('a window without a size has 50 rows, in the direction of its cursor', () => {
  expect(windowOf({})).toEqual({ first: 50 });
  expect(windowOf({ before: 'c', first: null })).toEqual({ last: 50, before: 'c' });
  expect(windowOf({ first: 100, after: 'c' })).toEqual({ first: 100, after: 'c' });
});

test('an instant needs an offset and answers in UTC', () => {
  expect(DateTimeScalar.serialize(DateTimeScalar.parseValue('2024-05-01T09:30:00+08:00'))).toBe('2024-05-01T01:30:00.000Z');
  expect(DateTimeScalar.serialize('2024-05-01T09:30:00+08:00')).toBe('2024-05-01T01:30:00.000Z');
});

test.each([
  '2024-05-01',
  '2024-05-01T09:30:00',
  '2024-02-30T00:00:00Z',
  '2023-02-29T00:00:00Z',
  '2024-05-01T24:00:00Z',
  '2024-05-01T09:60:00Z',
  '2024-13-01T00:00:00Z',
  'now',
  0,
  null,
])('%j is no instant', (value) => {
  expect(() => DateTimeScalar.parseValue(value)).toThrow('RFC 3339 instant with its offset');
});

test('a day is a day of the calendar', () => {
  expect(DateScalar.parseValue('2024-02-29')).toBe('2024-02-29');
  expect(() => DateScalar.parseValue('2023-02-29')).toThrow('calendar day');
  expect(DateScalar.serialize(new Date('2024-05-01T00:00:00Z'))).toBe('2024-05-01');
});

test.each([
  ['zh-CN', 'zh-CN'],
  ['zh-Hans', 'zh-CN'],
  ['en-GB', 'en'],
  ['bo', 'en'],
  ['ii', 'en'],
])('the tag %s is spoken to in %s', (tag, language) => {
  expect(LanguageScalar.parseValue(tag)).toBe(language);
});

test('what is no tag of BCP 47 is refused', () => {
  expect(() => LanguageScalar.parseValue('!!')).toThrow('BCP 47');
});

test('an idempotency key is a UUID', () => {
  expect(IdempotencyKeyScalar.parseValue(id.toUpperCase())).toBe(id);
  expect(() => IdempotencyKeyScalar.parseValue('again')).toThrow('crypto.randomUUID()');
});

test('text is stored composed, and without what hides or reorders it', () => {
  expect(cleanText('e\u0301', 1, 'note')).toBe('é');
  expect(cleanText('一\n二', 3, 'note')).toBe('一\n二');
  expect(cleanText('🌉🌉', 2, 'note')).toBe('🌉🌉');
  for (const unfit of ['a\u0000', 'a\u202eb', 'a\u2066b', '\ud800'])
    expect(refusalOf(() => cleanText(unfit, 9, 'note')).message).toContain('control characters');
  expect(refusalOf(() => cleanText('abc', 2, 'note')).message).toBe('"note" has 3 characters; at most 2 fit.');
});

test('the local day ends at midnight of the unit, also when the clocks change', () => {
  expect(endOfLocalDay(new Date('2024-05-01T15:59:59Z'), 'Asia/Shanghai').toISOString()).toBe('2024-05-01T16:00:00.000Z');
  expect(endOfLocalDay(new Date('2024-05-01T16:00:00Z'), 'Asia/Shanghai').toISOString()).toBe('2024-05-02T16:00:00.000Z');
  expect(endOfLocalDay(new Date('2024-10-26T23:00:00Z'), 'Europe/Berlin').toISOString()).toBe('2024-10-27T23:00:00.000Z');
});
