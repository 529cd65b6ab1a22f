import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mappingJsonSchema } from '@maplebridge/cli';
import { csvOf, firstRow, generate } from './import/generate';
import { columns, type CaseworkRow } from './import/model';
import { openOffice, type Office } from './import/office';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const good: CaseworkRow = {
  ...firstRow,
  unique_key: 'A',
  opendate: '2019-05-01',
  closedate: '2019-05-02',
  complaint_type: 'Parks',
  descriptor: 'Bench',
};
const header = `${columns.join(',')}\n`;
const lines = (...rows: readonly CaseworkRow[]): string => csvOf(rows).slice(header.length);
const countCases = async (): Promise<number> =>
  (await office.query<{ cases: number }>(`select count(*)::int as cases from core."case"`))[0]?.cases ?? -1;

test('a row that cannot be right is rejected with its line and its reason, and the others are imported', async () => {
  const rows: readonly CaseworkRow[] = [
    good,
    { ...good, unique_key: 'B', opendate: '2999-01-01', closedate: 'NA' },
    { ...good, unique_key: 'C', closedate: '2999-01-01' },
    { ...good, unique_key: 'D', closedate: '2019-04-30' },
    { ...good, unique_key: 'E', opendate: '2019-02-30' },
    { ...good, unique_key: 'F', opendate: 'NA' },
    { ...good, unique_key: 'G', closedate: '01/05/2019' },
    { ...good, unique_key: 'H', descriptor: 'x'.repeat(2_001) },
    { ...good, unique_key: 'NA' },
    { ...good, unique_key: '=HYPERLINK("x")', complaint_type: 'NA' },
    { ...good, unique_key: 'Z' },
  ];
  expect(await office.import(csvOf(rows), { source: 'wrong-rows' })).toMatchObject({ cases: 2, rejected: 9, duplicates: 0 });
  const listed = office.rejected();
  const reasons = [
    'opened in the future',
    'closed in the future',
    'closed before it was opened',
    'the opening date',
    'the opening date',
    'the closing date',
    'the summary is not valid',
    'there is no key',
  ];
  reasons.forEach((reason, nth) => expect(listed[nth]).toMatch(new RegExp(`^${nth + 3},rejected,.*${reason}`)));
  expect(listed[8]).toMatch(/^11,rejected,"'=HYPERLINK\(""x""\)",the source gives no category/);
});

test('rows with too few or too many columns, or with bytes that are no UTF-8, are rejected by themselves', async () => {
  const latin = Buffer.concat([
    Buffer.from(header),
    Buffer.from(lines({ ...good, descriptor: 'caf?' }).replace('?', '\xe9'), 'latin1'),
    Buffer.from(lines({ ...good, unique_key: 'B' })),
  ]);
  expect(await office.import(latin, { source: 'latin' })).toMatchObject({ cases: 1, rejected: 1 });
  expect(office.rejected()[0]).toMatch(/^2,rejected,,not in UTF-8/);
  const text = `${header}A,B,C\n${lines(good).trimEnd()},more\n${lines({ ...good, unique_key: 'B', descriptor: 'two\nlines' })}short\n`;
  expect(await office.import(text, { source: 'ragged' })).toMatchObject({ cases: 1, rejected: 3 });
  expect(office.rejected().map((line) => line.split(',')[0])).toEqual(['2', '3', '6']);
});

test('a file is what its first bytes say, whatever it is called, and may begin with a mark', async () => {
  expect(await office.import(gzipSync(csvOf([good])), { source: 'packed' })).toMatchObject({ cases: 1 });
  expect(await office.import(`\uFEFF${csvOf([good])}`, { source: 'marked' })).toMatchObject({ cases: 1 });
});

test.each([
  ['in UTF-16', Buffer.from(`\uFEFF${header}`, 'utf16le'), /UTF-16; only UTF-8 is read\. Convert it: iconv -f UTF-16/],
  [
    'with a first line that is no UTF-8',
    Buffer.concat([Buffer.from([0xb1, 0xe0, 0xba, 0xc5]), Buffer.from(`,${header}`)]),
    /first line .* is not in UTF-8/,
  ],
  ['that is a spreadsheet', Buffer.from('PK\u0003\u0004 and so on'), /ZIP archive or a spreadsheet/],
  ['that is empty', Buffer.from(''), /is empty; its first line has to name the columns/],
  ['with a column twice', Buffer.from('unique_key,a,a\n'), /these columns more than once: a/],
  [
    'whose quote is never closed',
    Buffer.from(`${header}"A,B,C\n${lines(good)}`),
    /not well-formed CSV near line \d+.*A quote inside a cell is written twice/,
  ],
  [
    'with a quote in the middle of a cell',
    Buffer.from(`${header}${lines(good).replace('Bench', 'Ben"ch')}`),
    /not well-formed CSV near line 2/,
  ],
])('a file %s stops the import with what would work, and nothing is written', async (_name, contents, message) => {
  const before = await countCases();
  await expect(office.import(contents, { source: 'stopped' })).rejects.toThrow(message);
  expect(await countCases()).toBe(before);
});

test('a gzip that breaks off stops the import; what came before stays, and the whole file goes on from there', async () => {
  const rows = generate(3_000, 7);
  const packed = gzipSync(csvOf(rows));
  await expect(office.import(packed.subarray(0, packed.length - 2_000), { source: 'torn' })).rejects.toThrow(
    /is damaged: its gzip ends or breaks off too early/,
  );
  const whole = await office.import(packed, { source: 'torn' });
  expect(whole.alreadyThere).toBeGreaterThan(0);
  expect(whole.alreadyThere + whole.written).toBe(whole.cases);
});

test('a mapping is told all its mistakes at once: columns, plugins, types, fields and values', async () => {
  const rules = [
    { when: { column: 'colour', equals: 'red' }, plugin: 'water-disputes' },
    { plugin: 'business-environment' },
    { plugin: 'medical-disputes', details: { treatment: { column: 'descriptor' }, nothing: { value: 1 } } },
    { plugin: 'community-disputes', details: { kind: { value: 'quarrel' } } },
  ];
  const mapping = { key: 'number', rules };
  const failed: unknown = await office.import(csvOf([good]), { mapping }).catch((error: unknown) => error);
  expect(failed).toMatchObject({
    name: 'MappingMistakes',
    mistakes: [
      expect.stringMatching(/^key: the file has no column "number"; it has unique_key, account/),
      expect.stringMatching(/^rules\[0\]: the file has no column "colour"/),
      expect.stringMatching(/^rules\[0\]: the plugin "water-disputes" is not loaded; there are medical-disputes/),
      expect.stringMatching(/^rules\[1\]: "business-environment" has the case types .*"type" has to name one/),
      expect.stringMatching(/^rules\[2\]\.details\.treatment: the field is of class "health"; personal values are not imported/),
      expect.stringMatching(/^rules\[2\]\.details\.nothing: "medical-dispute" has no such field/),
      expect.stringMatching(/^rules\[3\]\.details\.kind: "quarrel" is not one of neighbours/),
    ],
  });
});

test('a mapping of the wrong shape is told where', async () => {
  const mapping = {
    timeZone: 'Mars/Olympus',
    openedAt: { column: 'opendate', format: 'YY' },
    keys: 'x',
    rules: [{ when: { column: 'a' }, plugin: 'b' }, {}],
  };
  await expect(office.import(csvOf([good]), { mapping })).rejects.toThrow(
    /timeZone: is a time zone[\s\S]*openedAt\.format: [\s\S]*rules\[0\]\.when: needs exactly one of[\s\S]*rules\[1\]: needs either a plugin or a reject[\s\S]*the file: Unrecognized key: "keys"/,
  );
});

test('the schema that editors read is the one that mappings are checked by', () => {
  const checkedIn: unknown = JSON.parse(readFileSync(resolve(__dirname, '..', 'packages', 'cli', 'mapping.schema.json'), 'utf8'));
  expect(checkedIn).toEqual(JSON.parse(JSON.stringify(mappingJsonSchema())));
});
