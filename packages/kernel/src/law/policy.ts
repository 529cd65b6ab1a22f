import type { PolicyKey, PolicyValue, Source } from '@maplebridge/contract';
import { isDay } from './zones';

/** One number as one unit set it, for itself and all units below it. */
export interface PolicyRow {
  readonly key: string;
  readonly unitId: string;
  readonly value: number;
  /** First day it holds, YYYY-MM-DD. */
  readonly from: string;
  /** First day it no longer holds. */
  readonly until: string | null;
  readonly source: Source;
}

/**
 * The number that holds for the last unit of the path (root first) on a day: the row of the nearest unit upward that is valid then,
 * of several the one that began last; without any, the declared default.
 */
// eslint-disable-next-line max-params -- what, for whom, when, from what: the four are one sentence
export function resolvePolicy(key: PolicyKey, path: readonly string[], day: string, rows: readonly PolicyRow[]): PolicyValue {
  const valid = rows.filter((row) => row.key === key.name && row.from <= day && (row.until === null || day < row.until));
  for (const unitId of [...path].reverse()) {
    const row = valid.filter((one) => one.unitId === unitId).sort((one, other) => (one.from < other.from ? 1 : -1))[0];
    if (row) return { key, value: row.value, source: row.source, decidedBy: { unitId, from: row.from, until: row.until } };
  }
  return { key, value: key.default, source: key.source, decidedBy: null };
}

/** What is wrong with a row before it is stored; empty when nothing is. */
export function policyMistakes(key: PolicyKey, row: PolicyRow): string[] {
  const mistakes: string[] = [];
  const name = `Policy "${key.name}"`;
  if (row.key !== key.name) mistakes.push(`${name} is not what the row sets: "${row.key}".`);
  if (!Number.isSafeInteger(row.value) || row.value < key.minimum || row.value > key.maximum)
    mistakes.push(`${name} is a whole number of ${key.unit} from ${key.minimum} to ${key.maximum}; the row says ${row.value}.`);
  if (!isDay(row.from)) mistakes.push(`${name}: "from" is a day (YYYY-MM-DD); the row says "${row.from}".`);
  if (row.until !== null && !isDay(row.until))
    mistakes.push(`${name}: "until" is a day (YYYY-MM-DD) or empty; the row says "${row.until}".`);
  if (row.until !== null && row.until <= row.from)
    mistakes.push(`${name}: "until" (${row.until}) lies after "from" (${row.from}), or the row never holds.`);
  return mistakes;
}
