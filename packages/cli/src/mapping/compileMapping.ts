import { label, type FieldSpec, type Jurisdiction } from '@maplebridge/contract';
import type { ImportedCase, ImportedRow, Rejection, UnitWish } from '@maplebridge/kernel';
import { compileWhen, type Test } from './conditions';
import { compileInstant, type ReadInstant } from './days';
import { compileDetail, type ReadDetail } from './details';
import { typeOf } from './mistakes';
import type { Row } from './row';
import type { Mapping, Rule } from './schema';
import { compileTemplate } from './template';
import { compileUnits } from './units';

/** From the cells of a row to what the batch door takes. Made once for a file; the mapping has no mistakes any more. */
export type MapRow = (cells: readonly string[]) => ImportedRow;

export function compileMapping(mapping: Mapping, columns: readonly string[], jurisdictions: readonly Jurisdiction[]): MapRow {
  const position = new Map(columns.map((column, nth) => [column, nth]));
  const missing = new Set(mapping.missing);
  const reader = { row: [] as readonly string[] };
  const raw = (column: string): string => reader.row[position.get(column) ?? -1] ?? '';
  const cells: Row = {
    raw,
    isMissing: (column) => missing.has(raw(column)),
    cell: (column) => (missing.has(raw(column)) ? null : raw(column)),
  };
  const compiled = compileParts(mapping, jurisdictions);
  return (row) => {
    reader.row = row;
    const key = cells.cell(mapping.key);
    return { key, content: contentOf(compiled, cells) };
  };
}

interface Compiled {
  readonly rules: readonly { readonly test: Test; readonly make: (cells: Row) => Target | Rejection }[];
  readonly openedAt: ReadColumn;
  readonly closedAt: ReadColumn;
  readonly summary: (cells: Row) => string | null;
  readonly unit: (cells: Row) => UnitWish | null;
  readonly place: (cells: Row) => string | null;
}

type Target = Pick<ImportedCase, 'type' | 'details'>;
type ReadColumn = (cells: Row) => { readonly text: string | null; readonly instant: Date | null };

function compileParts(mapping: Mapping, jurisdictions: readonly Jurisdiction[]): Compiled {
  const { place } = mapping;
  const summaries = mapping.summary.map(compileTemplate);
  const first = (cells: Row): string | null => {
    for (const fill of summaries) {
      const text = fill(cells.cell);
      if (text !== null) return text;
    }
    return null;
  };
  return {
    rules: mapping.rules.map((rule) => ({ test: compileWhen(rule.when), make: compileTarget(rule, jurisdictions) })),
    openedAt: readColumn(mapping.openedAt, mapping.timeZone),
    closedAt: readColumn(mapping.closedAt, mapping.timeZone),
    summary: first,
    unit: compileUnits(mapping),
    place: (cells) => (place === undefined ? null : cells.cell(place)),
  };
}

function readColumn(instant: Mapping['closedAt'], timeZone: string): ReadColumn {
  if (!instant) return () => ({ text: null, instant: null });
  const read: ReadInstant = compileInstant(instant.format, timeZone);
  return (cells) => {
    const text = cells.cell(instant.column);
    return { text, instant: text === null ? null : read(text) };
  };
}

function compileTarget(rule: Rule, jurisdictions: readonly Jurisdiction[]): (cells: Row) => Target | Rejection {
  const { reject } = rule;
  if (reject) return () => ({ reason: reject });
  const jurisdiction = jurisdictions.find((one) => one.name === rule.plugin);
  const type = jurisdiction && typeOf(rule, jurisdiction);
  if (!type) throw new Error(`"${rule.plugin}" was to be refused before.`);
  const fields = Object.entries(rule.details ?? {}).flatMap(([name, detail]): (readonly [string, ReadDetail])[] => {
    const field = type.fields.find((one: FieldSpec) => one.name === name);
    return field ? [[name, compileDetail(detail, field)]] : [];
  });
  return (cells) => {
    const details: Record<string, unknown> = {};
    for (const [name, read] of fields) {
      const value = read(cells);
      if (value !== undefined) details[name] = value;
    }
    return { type: type.name, details };
  };
}

const noRule: Rejection = { reason: label('没有适用的规则', 'no rule fits') };

function contentOf(compiled: Compiled, cells: Row): ImportedCase | Rejection {
  const target = compiled.rules.find(({ test }) => test(cells))?.make(cells) ?? noRule;
  if ('reason' in target) return target;
  const opened = compiled.openedAt(cells);
  const closed = compiled.closedAt(cells);
  if (opened.instant === null)
    return { reason: label('登记日期缺失或无法识别', 'the opening date is missing or cannot be read'), detail: opened.text ?? '' };
  if (closed.text !== null && closed.instant === null)
    return { reason: label('办结日期无法识别', 'the closing date cannot be read'), detail: closed.text };
  const summary = compiled.summary(cells);
  if (summary === null) return { reason: label('没有可用的摘要', 'no summary can be made') };
  return {
    ...target,
    openedAt: opened.instant,
    closedAt: closed.instant,
    summary,
    unit: compiled.unit(cells),
    place: compiled.place(cells),
  };
}
