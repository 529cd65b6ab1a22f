import type { Label, UnitRecord } from '@maplebridge/contract';
import { knownKinds } from './unitKinds';
import type { TableRow, TableShape } from './readTable';

export const unitsShape: TableShape = {
  required: ['code', 'name_zh', 'name_en', 'kind', 'parent'],
  optional: ['time_zone', 'kind_zh', 'kind_en'],
};

export interface UnitPlan {
  readonly code: string;
  readonly name: Label;
  readonly kind: string;
  readonly kindLabel: Label;
  readonly parent: string | null;
  readonly timeZone: string;
}

export interface UnitsPlanned {
  /** What has to be made, parents before children. */
  readonly toMake: readonly UnitPlan[];
  readonly unchanged: number;
  readonly mistakes: readonly string[];
}

/** The deepest level of the tree; the root is 0. */
const deepest = 7;
const longestText = 200;

/** What a file of units comes to beside the units there are: all mistakes, or what to make. Parents may stand anywhere in the file. */
export function planUnits(
  rows: readonly TableRow[],
  existing: readonly UnitRecord[],
  isKnownKind: (kind: string) => boolean,
): UnitsPlanned {
  const there = new Map(existing.map((unit) => [unit.code, unit]));
  const byCode = new Map(rows.map((row) => [row.values.code ?? '', row]));
  const zone = (row: TableRow): string => row.values.time_zone || inheritedZone(row, byCode, there);
  const mistakes = [
    ...rows.flatMap((row) => cellMistakes(row, isKnownKind).map((one) => `line ${row.line}: ${one}`)),
    ...twice(rows),
    ...rows.flatMap((row) => placeMistakes(row, byCode, there)),
    ...rootMistakes(rows, existing),
    ...rows.flatMap((row) => changeMistakes(row, existing, zone(row))),
  ];
  if (mistakes.length > 0) return { toMake: [], unchanged: 0, mistakes: [...mistakes].sort(byLine) };
  const missing = rows.filter((row) => !there.has(row.values.code ?? ''));
  const ordered = [...missing].sort((one, other) => depth(one, byCode, there) - depth(other, byCode, there));
  return { toMake: ordered.map((row) => asPlan(row, zone(row))), unchanged: rows.length - missing.length, mistakes };
}

const lineIn = (mistake: string): number => Number(/^lines? (\d+)/.exec(mistake)?.[1] ?? 0);
const byLine = (one: string, other: string): number => lineIn(one) - lineIn(other);

type Rows = ReadonlyMap<string, TableRow>;
type Units = ReadonlyMap<string, UnitRecord>;

function cellMistakes({ values }: TableRow, isKnownKind: (kind: string) => boolean): readonly string[] {
  const { code = '', kind = '', time_zone: zone = '' } = values;
  const wrong: string[] = [];
  if (!/^\S{1,64}$/.test(code)) wrong.push(`"code" is 1 to 64 characters without spaces, not "${code}".`);
  for (const name of ['name_zh', 'name_en'] as const) {
    const text = values[name] ?? '';
    if (text === '' || [...text].length > longestText) wrong.push(`"${name}" is 1 to ${longestText} characters.`);
  }
  if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(kind)) wrong.push(`"kind" is a word like policeStation, not "${kind}".`);
  else if (!isKnownKind(kind) && !knownKinds[kind] && !(values.kind_zh && values.kind_en))
    wrong.push(
      `the kind "${kind}" is new: give it a label in the columns kind_zh and kind_en. Known are ${Object.keys(knownKinds).join(', ')}.`,
    );
  if (zone !== '' && !isZone(zone)) wrong.push(`"time_zone" is one of the IANA list, e.g. Asia/Shanghai, not "${zone}".`);
  return wrong;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // a RangeError is how Intl says no
  }
}

function twice(rows: readonly TableRow[]): readonly string[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ line, values: { code = '' } }) => {
    const known = first.get(code);
    if (known === undefined) first.set(code, line);
    return known === undefined ? [] : [`line ${line}: the code "${code}" stands in line ${known} already.`];
  });
}

function placeMistakes(row: TableRow, rows: Rows, there: Units): readonly string[] {
  const { parent = '', code = '' } = row.values;
  if (parent !== '' && !rows.has(parent) && !there.has(parent))
    return [`line ${row.line}: the parent "${parent}" is neither in the file nor in the database.`];
  const level = depth(row, rows, there);
  if (level === Infinity) return [`line ${row.line}: "${code}" is above itself; its parents go round in a circle.`];
  return level > deepest ? [`line ${row.line}: "${code}" would stand on level ${level}; ${deepest} is the deepest.`] : [];
}

/** Infinity for a circle. */
function depth(row: TableRow, rows: Rows, there: Units): number {
  const passed = new Set<string>();
  let level = 0;
  for (let one: TableRow | undefined = row; one; level += 1) {
    const { parent = '', code = '' } = one.values;
    if (passed.has(code)) return Infinity;
    passed.add(code);
    if (parent === '') return level;
    const next = rows.get(parent);
    if (!next) return level + 1 + (there.get(parent)?.level ?? 0);
    one = next;
  }
  return level;
}

function rootMistakes(rows: readonly TableRow[], existing: readonly UnitRecord[]): readonly string[] {
  const root = existing.find((unit) => unit.parentId === null);
  const roots = rows.filter(({ values }) => values.parent === '');
  if (root) {
    const others = roots.filter(({ values }) => values.code !== root.code);
    return others.map(({ line }) => `line ${line}: there is one root, "${root.code}"; give a parent.`);
  }
  if (roots.length === 1) return [];
  if (roots.length === 0) return ['no line has an empty parent: one unit is the root.'];
  return [`lines ${roots.map(({ line }) => line).join(', ')} have no parent: exactly one unit is the root.`];
}

/** An import adds. What is there and would be another stays as it is, and is told. */
function changeMistakes(row: TableRow, existing: readonly UnitRecord[], zone: string): readonly string[] {
  const unit = existing.find((one) => one.code === row.values.code);
  if (!unit) return [];
  const parent = existing.find((one) => one.id === unit.parentId)?.code ?? '';
  const pairs: readonly (readonly [string, string, string])[] = [
    ['name_zh', unit.name['zh-CN'], row.values.name_zh ?? ''],
    ['name_en', unit.name.en, row.values.name_en ?? ''],
    ['kind', unit.kind, row.values.kind ?? ''],
    ['parent', parent, row.values.parent ?? ''],
    ['time_zone', unit.timeZone, zone],
  ];
  const differing = pairs
    .filter(([, is, given]) => is !== given)
    .map(([name, is, given]) => `${name} is "${is}", the file says "${given}"`);
  return differing.length > 0
    ? [`line ${row.line}: "${unit.code}" is there already: ${differing.join('; ')}. An import adds units and changes none.`]
    : [];
}

const fallbackZone = 'Asia/Shanghai';

function inheritedZone(row: TableRow, rows: Rows, there: Units): string {
  const passed = new Set<string>();
  for (let code = row.values.parent ?? ''; code !== '' && !passed.has(code);) {
    passed.add(code);
    const parent = rows.get(code);
    if (parent?.values.time_zone) return parent.values.time_zone;
    const unit = there.get(code);
    if (unit) return unit.timeZone;
    code = parent?.values.parent ?? '';
  }
  return there.get(row.values.code ?? '')?.timeZone ?? fallbackZone;
}

function asPlan({ values }: TableRow, timeZone: string): UnitPlan {
  const { code = '', kind = '', parent = '', name_zh: zh = '', name_en: en = '', kind_zh: kindZh = '', kind_en: kindEn = '' } = values;
  const kindLabel = kindZh && kindEn ? { 'zh-CN': kindZh, en: kindEn } : (knownKinds[kind] ?? { 'zh-CN': kind, en: kind });
  return { code, kind, kindLabel, parent: parent || null, timeZone, name: { 'zh-CN': zh, en } };
}
