import type { Jurisdiction, PolicyKey, Source } from '@maplebridge/contract';
import { delayPolicies, emergencyPolicies, partyLinkDays, policyMistakes, retentionPolicies, type PolicyRow } from '@maplebridge/kernel';
import { allUnits, insertPolicy, policyRows, type Database } from '@maplebridge/storage';
import { readTable, TableMistakes, type TableRow, type TableShape } from './readTable';

const policyShape: TableShape = {
  required: ['key', 'unit', 'value', 'from', 'instrument_zh', 'instrument_en', 'article', 'version'],
  optional: ['until', 'in_force_from', 'text_zh', 'text_en', 'verified_by', 'verified_on'],
};

/** Every key that the platform, the loaded plugins and what they use declare, by name. */
export function policyKeys(jurisdictions: readonly Jurisdiction[]): ReadonlyMap<string, PolicyKey> {
  const all = jurisdictions.flatMap((one) => [...(one.policies ?? []), ...one.caseTypes.flatMap((type) => type.policies)]);
  return new Map([...emergencyPolicies, ...retentionPolicies, ...delayPolicies, partyLinkDays, ...all].map((key) => [key.name, key]));
}

interface Wanted {
  readonly line: number;
  readonly row: PolicyRow;
}

/** Adds the rows of a file, all or none. A row that is there already is passed over; a later day follows an earlier one. */
export async function importPolicies(
  database: Database,
  path: string,
  given: { readonly keys: ReadonlyMap<string, PolicyKey>; readonly by: string; readonly now: Date },
): Promise<{ added: number; unchanged: number }> {
  const table = await readTable(path, policyShape);
  return database.transaction(async (query) => {
    await query(`lock table core.policy_value in share row exclusive mode`);
    const units = new Map((await allUnits(query)).map((unit) => [unit.code, unit.id]));
    const stored = await policyRows(query);
    const wanted = table.map((one) => ({ line: one.line, row: asRow(one, units) }));
    const mistakes = table.flatMap((one, nth) => rowMistakes(one, wanted[nth], { units, keys: given.keys, stored }));
    if (mistakes.length > 0) throw new TableMistakes(path, mistakes);
    const fresh = wanted.filter(({ row }) => !stored.some((one) => isSame(one, row)));
    for (const { row } of [...fresh].sort((one, other) => (one.row.from < other.row.from ? -1 : 1)))
      await insertPolicy(query, row, { changedBy: given.by, at: given.now });
    return { added: fresh.length, unchanged: wanted.length - fresh.length };
  });
}

function asRow({ values }: TableRow, units: ReadonlyMap<string, string>): PolicyRow {
  const { key = '', unit = '', value = '', from = '', until = '' } = values;
  const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
  return { key, unitId: units.get(unit) ?? '', value: number, from, until: until || null, source: sourceOf(values) };
}

function sourceOf(values: TableRow['values']): Source {
  const { instrument_zh: zh = '', instrument_en: en = '', article = '', version = '', from = '' } = values;
  const { text_zh: textZh = '', text_en: textEn = '', verified_by: by = '', verified_on: on = '' } = values;
  return {
    instrument: { 'zh-CN': zh, en },
    article,
    version,
    inForceFrom: values.in_force_from || from,
    ...(textZh && textEn ? { text: { 'zh-CN': textZh, en: textEn } } : {}),
    ...(by && on ? { verified: { by, on } } : {}),
  };
}

interface Known {
  readonly units: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, PolicyKey>;
  readonly stored: readonly PolicyRow[];
}

function rowMistakes({ line, values }: TableRow, wanted: Wanted | undefined, { units, keys, stored }: Known): readonly string[] {
  const key = keys.get(values.key ?? '');
  const row = wanted?.row;
  const wrong: string[] = [];
  if (!key) wrong.push(`there is no policy "${values.key}"; there are ${[...keys.keys()].sort().join(', ')}.`);
  if (!units.has(values.unit ?? '')) wrong.push(`there is no unit "${values.unit}".`);
  for (const name of ['instrument_zh', 'instrument_en', 'article', 'version'])
    if (!values[name]) wrong.push(`"${name}" is empty; every value says where it comes from.`);
  if (key && row) wrong.push(...policyMistakes(key, row));
  if (row && stored.some((one) => isRival(one, row)))
    wrong.push(`another value holds for "${row.key}" there from ${row.from} already; choose a later day.`);
  return wrong.map((one) => `line ${line}: ${one}`);
}

const isPeer = (one: PolicyRow, other: PolicyRow): boolean =>
  one.key === other.key && one.unitId === other.unitId && one.from === other.from;
const isSame = (one: PolicyRow, other: PolicyRow): boolean => isPeer(one, other) && one.value === other.value;
const isRival = (one: PolicyRow, other: PolicyRow): boolean => isPeer(one, other) && one.value !== other.value;
