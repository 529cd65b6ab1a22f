import { readFile } from 'node:fs/promises';
import { openFile } from '../file/openFile';
import { readRows } from '../file/readRows';

/** Everything that is wrong with a file of units, policies or days, each with its line. Nothing of the file was written. */
export class TableMistakes extends Error {
  override readonly name = 'TableMistakes';
  readonly mistakes: readonly string[];

  constructor(path: string, mistakes: readonly string[]) {
    super(`${path} was not imported / 未导入 (${mistakes.length}):\n${mistakes.map((one) => `  ${one}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

export interface TableRow {
  /** Of the file; in JSON, which item. */
  readonly line: number;
  /** Trimmed; absent columns are empty. */
  readonly values: Readonly<Record<string, string>>;
}

export interface TableShape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** A small table, as CSV with these columns or as a JSON list of objects with these keys. Throws TableMistakes for what is no such table. */
export async function readTable(path: string, shape: TableShape): Promise<readonly TableRow[]> {
  const isJson = await beginsAsJson(path);
  const { columns, rows, faults } = isJson ? await fromJson(path) : await fromCsv(path);
  const known = [...shape.required, ...shape.optional];
  const unknown = columns.filter((name) => !known.includes(name));
  const missing = shape.required.filter((name) => !columns.includes(name));
  const mistakes = [
    ...missing.map((name) => `the column "${name}" is missing; there are ${columns.join(', ')}.`),
    ...unknown.map((name) => `the column "${name}" is not known here; known are ${known.join(', ')}.`),
    ...faults,
  ];
  if (mistakes.length > 0) throw new TableMistakes(path, mistakes);
  return rows;
}

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly faults: readonly string[];
}

async function beginsAsJson(path: string): Promise<boolean> {
  const file = await openFile(path);
  try {
    for await (const chunk of file.bytes) return /^\uFEFF?\s*[[{]/.test(String(chunk).slice(0, 200));
    return false;
  } finally {
    file.close();
  }
}

async function fromCsv(path: string): Promise<Table> {
  const file = await openFile(path);
  try {
    const { columns, rows } = await readRows(path, file);
    const read: TableRow[] = [];
    const faults: string[] = [];
    for await (const { line, cells, fault } of rows) {
      if (fault) faults.push(`line ${line}: ${fault.reason.en} ${fault.detail ?? ''}`.trimEnd());
      else read.push({ line, values: Object.fromEntries(columns.map((name, nth) => [name, (cells[nth] ?? '').trim()])) });
    }
    return { columns, rows: read, faults };
  } finally {
    file.close();
  }
}

async function fromJson(path: string): Promise<Table> {
  const items = listIn(path, await readFile(path, 'utf8'));
  const rows: TableRow[] = [];
  const faults: string[] = [];
  items.forEach((item, nth) => {
    const values = flat(item);
    if (values) rows.push({ line: nth + 1, values });
    else faults.push(`item ${nth + 1}: is an object of texts and numbers.`);
  });
  return { columns: [...new Set(rows.flatMap(({ values }) => Object.keys(values)))], rows, faults };
}

function listIn(path: string, text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (Array.isArray(value)) return value;
  } catch (error) {
    throw new TableMistakes(path, [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  throw new TableMistakes(path, ['it is JSON, but not a list of objects.']);
}

function flat(item: unknown): Readonly<Record<string, string>> | null {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return null;
  const entries = Object.entries(item);
  const isFlat = entries.every(([, value]) => value === null || ['string', 'number', 'boolean'].includes(typeof value));
  return isFlat ? Object.fromEntries(entries.map(([name, value]) => [name, value === null ? '' : String(value).trim()])) : null;
}
