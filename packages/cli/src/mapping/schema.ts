import { z } from 'zod';

/** Formats of a day; an `instant` carries its own offset (RFC 3339). */
export const dateFormats = ['YYYY-MM-DD', 'YYYY/MM/DD', 'MM/DD/YYYY', 'DD/MM/YYYY', 'DD.MM.YYYY', 'YYYYMMDD', 'instant'] as const;

const column = z.string().min(1).describe('Name of a column, exactly as the first line of the file has it.');
const label = z
  .strictObject({ 'zh-CN': z.string().min(1).describe('In Chinese.'), en: z.string().min(1).describe('In English.') })
  .describe('One text in both languages.');
const template = z.string().min(1).max(500).describe('Text in which {column} stands for what the row has there.');

const condition = z
  .strictObject({
    column,
    equals: z.string().optional().describe('Exactly this text; upper and lower case differ.'),
    oneOf: z.array(z.string()).min(1).optional().describe('Exactly one of these texts.'),
    contains: z.string().min(1).optional().describe('This text anywhere in it; upper and lower case differ.'),
    isMissing: z.boolean().optional().describe('Whether the row has nothing there, by `missing`.'),
  })
  .refine((one) => [one.equals, one.oneOf, one.contains, one.isMissing].filter((test) => test !== undefined).length === 1, {
    message: 'needs exactly one of equals, oneOf, contains, isMissing',
  })
  .describe('One test of one column, on the text as it stands in the file.');

const when = z
  .union([
    condition,
    z.strictObject({ any: z.array(condition).min(1).describe('At least one of these holds.') }),
    z.strictObject({ all: z.array(condition).min(1).describe('All of these hold.') }),
  ])
  .describe('When the rule fits; absent: always.');

const kind = z
  .strictObject({
    code: z
      .string()
      .regex(/^[a-z][A-Za-z0-9]*$/)
      .describe('Kind of unit, e.g. borough.'),
    label,
  })
  .describe('Kind of the unit; made with this label when it is new.');

const unitRule = z
  .strictObject({
    when: when.optional(),
    code: template.describe('Code of the unit, unique over all units.'),
    name: z.strictObject({ 'zh-CN': template, en: template }).describe('Name of the unit in both languages.'),
    kind,
  })
  .describe('How rows name a unit; it is made under the parent when it is not there.');

const value = z.union([z.string(), z.number(), z.boolean()]);
const detail = z
  .union([
    z.strictObject({ value: value.describe('The same for every row.') }),
    z.strictObject({
      column,
      values: z.record(z.string(), value).optional().describe('What each text of the column means; others fall to `otherwise`.'),
      otherwise: value.optional().describe('When the text is in no list, or missing.'),
    }),
  ])
  .describe('Where a field of the case comes from.');

const rule = z
  .strictObject({
    when: when.optional(),
    plugin: z.string().optional().describe('Jurisdiction that the case belongs to, e.g. medical-disputes.'),
    type: z.string().optional().describe('Case type, needed when the plugin has several.'),
    details: z.record(z.string(), detail).optional().describe('Fields of the case type by name. Personal fields cannot be imported.'),
    reject: label.optional().describe('Instead of a plugin: why such rows become no case.'),
  })
  .refine((one) => (one.plugin === undefined) !== (one.reject === undefined), { message: 'needs either a plugin or a reject' })
  .describe('What becomes of a row. The first rule that fits wins.');

const instant = z.strictObject({ column, format: z.enum(dateFormats).describe('How the column writes it.') });

/** The mapping of a file, as an operator writes it. */
export const mappingSchema = z.strictObject({
  $schema: z.string().optional().describe('Path of mapping.schema.json, for the editor.'),
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'is small letters, digits, dots and dashes, at most 100')
    .describe('Name of the source. Within it a key is imported once and never again, whatever the file is called.'),
  key: column.describe('Column with the number that the source itself gives each row.'),
  missing: z.array(z.string()).default(['']).describe('Texts that stand for nothing, e.g. "NA".'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'is a time zone of the IANA list, e.g. Asia/Shanghai')
    .describe('Where the days of the file are counted.'),
  openedAt: instant.describe('When the case was opened. A day is its first instant, in the time zone.'),
  closedAt: instant.optional().describe('When it was closed; missing: it is open.'),
  summary: z.array(template).min(1).describe('The first one of whose columns none is missing.'),
  units: z
    .strictObject({
      parent: z
        .strictObject({ code: z.string().min(1), name: label, kind })
        .describe('Unit under which rows may make units. Made under the root when it is not there; the root itself in an empty database.'),
      rules: z.array(unitRule).min(1).describe('The first one that fits names the unit; none: the case belongs to the root.'),
    })
    .optional()
    .describe('Absent: all cases belong to the root.'),
  place: column.optional().describe('Column with codes of places. A code nobody knows is a case without a place.'),
  rules: z.array(rule).min(1).describe('What becomes of a row. The first rule that fits wins; a row that none fits is rejected.'),
});

export type Mapping = z.output<typeof mappingSchema>;
export type Rule = Mapping['rules'][number];
export type When = NonNullable<Rule['when']>;
export type Detail = NonNullable<Rule['details']>[string];
export type DateFormat = (typeof dateFormats)[number];

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError: Intl has no other way of saying no
  }
}
