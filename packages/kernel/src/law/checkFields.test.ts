import {
  choice,
  date,
  instant,
  integer,
  isRefusal,
  personReference,
  text,
  yesNo,
  type FieldSpec,
  type FieldType,
  type Refusal,
} from '@maplebridge/contract';
import fc from 'fast-check';
import { checkFields } from './checkFields';
import { checkText } from './checkText';
import { said } from './testing';

const spec = (name: string, type: FieldType, required = false): FieldSpec => ({
  name,
  type,
  required,
  class: 'internal',
  label: said(name),
  description: name,
});
const fields = [
  spec('title', text(5), true),
  spec('amount', integer(0, 100, said('CNY'))),
  spec('isOld', yesNo),
  spec('at', instant),
  spec('day', date),
  spec('kind', choice('Kind', { fruit: said('fruit') })),
  spec('who', personReference),
];
const whole = { partial: false };
function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
const id = '0190AAAA-bbbb-7ccc-8ddd-eeeeeeeeeeee';

test('good values come back as they are stored', () => {
  const given = {
    title: 'e\u0301\r\nx',
    amount: -0,
    isOld: false,
    at: '2026-01-31T09:00:00.5+08:00',
    day: '2024-02-29',
    kind: 'fruit',
    who: id,
  };
  const stored = {
    title: '\u00e9\nx',
    amount: 0,
    isOld: false,
    at: new Date('2026-01-31T01:00:00.500Z'),
    day: '2024-02-29',
    kind: 'fruit',
    who: id.toLowerCase(),
  };
  expect(checkFields(fields, given, whole)).toEqual(stored);
});

test('all that is wrong is said at once, in both languages', () => {
  const refusal = refusalOf(() =>
    checkFields(
      fields,
      { amount: 1.5, isOld: 'yes', at: '2026-01-31T09:00:00', day: '2026-02-30', kind: 'toString', who: 7, 'o\u0000ther': 1 },
      whole,
    ),
  );
  expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'o?ther' } });
  expect(refusal.text.en).toBe(
    [
      '"o?ther" is not a field here; there are title, amount, isOld, at, day, kind, who',
      '"title" must be given',
      '"amount" is a whole number from 0 to 100 (CNY)',
      '"isOld" is true or false',
      '"at" is an instant with its offset, e.g. 2026-01-31T09:00:00+08:00',
      '"day" is a day of the calendar, YYYY-MM-DD',
      '"kind" is one of fruit',
      '"who" is an id (a UUID).',
    ].join('; '),
  );
  expect(refusal.text['zh-CN']).toContain('“title”：必填；“amount”：应为0至100的整数');
});

test('an amendment touches only what it names, and null empties what need not be there', () => {
  expect(checkFields(fields, { amount: null, day: undefined }, { partial: true })).toEqual({ amount: null });
  expect(refusalOf(() => checkFields(fields, { title: null }, { partial: true })).text.en).toBe('"title" must be given.');
  expect(checkFields(fields, { title: 'x', amount: null }, whole)).toEqual({ title: 'x' });
  expect(refusalOf(() => checkFields(fields, { title: ' \n' }, whole)).text.en).toBe('"title" must be given.');
});

test('instants that no clock shows and numbers that are none are refused', () => {
  const refused = (values: Record<string, unknown>) => refusalOf(() => checkFields(fields, { title: 'x', ...values }, whole)).details.field;
  for (const at of ['2026-12-31T23:59:60Z', '2026-02-30T00:00:00Z', '2026-01-01', new Date(NaN), 'now', 0, '+010000-01-01T00:00:00Z'])
    expect(refused({ at })).toBe('at');
  for (const amount of [NaN, Infinity, -1, 101, '5', 5n]) expect(refused({ amount })).toBe('amount');
});

test.each([
  ['NUL', 'a\u0000b'],
  ['an escape', 'a\u001bb'],
  ['a carriage return alone', 'a\rb'],
  ['a lone surrogate', 'a\ud800b'],
  ['a bidi override', 'a\u202eb'],
  ['a bidi isolate', 'a\u2066b'],
])('text with %s is refused', (_what, value) => {
  expect(refusalOf(() => checkText('note', value, 10))).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'note' } });
});

test('length is counted in characters and not in halves of them', () => {
  expect(checkText('note', '👩𠮷e\u0301', 3)).toBe('👩𠮷é');
  expect(refusalOf(() => checkText('note', '四个汉字', 3)).text).toEqual({
    'zh-CN': '“note”：最多3个字符，现有4个。',
    en: '"note" has at most 3 characters; these are 4.',
  });
  expect(refusalOf(() => checkText('note', 5, 3)).text.en).toBe('"note" is a text.');
});

test('whatever text passes is storable, and passing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (value) => {
      let stored: string;
      try {
        stored = checkText('note', value, 20);
      } catch (error) {
        return expect(isRefusal(error)).toBe(true);
      }
      expect([checkText('note', stored, 20), Buffer.from(stored, 'utf8').toString('utf8'), stored.normalize('NFC')]).toEqual([
        stored,
        stored,
        stored,
      ]);
      expect([...stored].length).toBeLessThanOrEqual(20);
    }),
    { numRuns: 3000 },
  );
});
