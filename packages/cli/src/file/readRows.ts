import { label, type Label } from '@maplebridge/contract';
import { CsvError, parse, type Info } from 'csv-parse';
import { FileRefused, type OpenedFile } from './openFile';

/** A line of the file (the first of several, when a cell has line breaks in it). */
export interface FileRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why it cannot be taken as it is. */
  readonly fault?: { readonly reason: Label; readonly detail?: string };
}

export interface FileRows {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<FileRow>;
}

/** Longer than any honest row: what is longer is a quote that somebody forgot to close. */
const longestRow = 1024 * 1024;
const mostColumns = 1_000;

/**
 * Reads CSV (RFC 4180, UTF-8) row by row; however large the file, only a few rows are in memory. A row with too many or too few cells, or
 * with bytes that are no UTF-8, comes back with its fault; what makes it impossible to tell where rows end stops the reading with a
 * FileRefused that names the line.
 */
export async function readRows(path: string, file: OpenedFile): Promise<FileRows> {
  const parser = file.bytes.pipe(
    parse({ bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: longestRow, info: true, raw: false }),
  );
  file.bytes.once('error', (error) => parser.destroy(error));
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<{ readonly record: readonly string[]; readonly info: Info }>;
  const first = await next(path, records);
  if (!first) throw new FileRefused(`${path} is empty; its first line has to name the columns.`);
  const columns = first.record.map((name) => name.trim());
  refuseColumns(path, columns);
  return { columns, rows: rowsOf({ path, records, columns, line: first.info.lines }) };
}

interface Reading {
  readonly path: string;
  readonly records: AsyncIterator<{ readonly record: readonly string[]; readonly info: Info }>;
  readonly columns: readonly string[];
  readonly line: number;
}

async function* rowsOf({ path, records, columns, line }: Reading): AsyncGenerator<FileRow> {
  for (let last = line, one = await next(path, records); one; one = await next(path, records)) {
    yield asRow(one.record, last + 1, columns.length);
    last = one.info.lines;
  }
}

/** What a decoder writes where it found bytes that are no UTF-8. */
const replacement = '\uFFFD';

function asRow(cells: readonly string[], line: number, expected: number): FileRow {
  if (cells.length !== expected)
    return {
      line,
      cells,
      fault: {
        reason: cells.length < expected ? label('列数不足', 'too few columns') : label('列数过多', 'too many columns'),
        detail: `${cells.length} / ${expected}`,
      },
    };
  if (cells.some((cell) => cell.includes(replacement))) return { line, cells, fault: { reason: label('编码不是UTF-8', 'not in UTF-8') } };
  return { line, cells };
}

async function next<Value>(path: string, records: AsyncIterator<Value>): Promise<Value | null> {
  try {
    const step: IteratorResult<Value, undefined> = await records.next();
    return step.done ? null : step.value;
  } catch (error) {
    throw refused(path, error);
  }
}

function refused(path: string, error: unknown): unknown {
  if (error instanceof CsvError) {
    const line = typeof error.lines === 'number' ? error.lines : '?';
    // The library quotes the cell, and that is what somebody told us.
    const [what = ''] = error.message.split(', value is ');
    return new FileRefused(
      `${path} is not well-formed CSV near line ${line}: ${what}. ` +
        'A quote inside a cell is written twice, and a cell with quotes, commas or line breaks stands in quotes. ' +
        'Correct the line and start again: what was imported stays and is not imported twice.',
    );
  }
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) return new FileRefused(error.message);
  return error;
}

function refuseColumns(path: string, columns: readonly string[]): void {
  if (columns.some((name) => name.includes(replacement) || name.includes('\0')))
    throw new FileRefused(`The first line of ${path} is not in UTF-8. Convert the file, e.g. iconv -f GB18030 -t UTF-8 ${path} > utf8.csv`);
  if (columns.length > mostColumns) throw new FileRefused(`${path} has ${columns.length} columns; ${mostColumns} are the most.`);
  const twice = columns.filter((name, nth) => columns.indexOf(name) !== nth);
  if (twice.length > 0)
    throw new FileRefused(`${path} has these columns more than once: ${[...new Set(twice)].join(', ')}. Name each one differently.`);
}
