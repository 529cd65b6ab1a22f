import fc from 'fast-check';
import { canonicalText, columnsOf, recordHash, sealedColumns, type RecordKind } from './records';

const kinds = Object.keys(sealedColumns) as readonly RecordKind[]; // the keys of a Record over RecordKind
const recordOf = (kind: RecordKind, texts: readonly (string | null)[]) =>
  Object.fromEntries(columnsOf(kind, 1).map((column, at) => [column, texts[at % texts.length] ?? null]));
const someTexts = fc.array(fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '-', '1:a\nshard=', '枫桥'))), {
  minLength: 1,
  maxLength: 21,
});

test('two records that differ in one column, if only in null and nothing, have other bytes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), someTexts, someTexts, (kind, texts, others) => {
      const [one, other] = [recordOf(kind, texts), recordOf(kind, others)];
      const isSame = columnsOf(kind, 1).every((column) => one[column] === other[column]);
      expect(canonicalText(kind, 1, one) === canonicalText(kind, 1, other)).toBe(isSame);
    }),
  );
});

test('what two columns hold cannot be moved from the one into the other', () => {
  const record = recordOf('access', ['x']);
  const moved = { ...record, role: 'x\nunit_id=1:x', unit_id: null };
  expect(recordHash('access', 1, moved)).not.toEqual(recordHash('access', 1, record));
});

test('a record without one of the sealed columns, and a format that nobody knows, are no record', () => {
  const { unit_id: _unit, ...rest } = recordOf('entry', ['x']);
  expect(() => canonicalText('entry', 1, rest)).toThrow('unit_id');
  expect(() => canonicalText('entry', 9, recordOf('entry', ['x']))).toThrow('format 9');
});
