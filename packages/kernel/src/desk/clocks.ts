import type { DeadlineRecord } from '@maplebridge/contract';
import type { ChangeParts, ClockRow, StoredClock } from '@maplebridge/storage';

/** A run of a clock as it is stored: what statistics count and what will fire. */
const clockRow = (run: DeadlineRecord): ClockRow => ({
  code: run.code,
  startedAt: run.startedAt,
  dueAt: run.dueAt,
  endedAt: run.spans.at(-1)?.to ?? null,
  state: run.state,
});

const keyOf = ({ code, startedAt }: { readonly code: string; readonly startedAt: Date | string }): string =>
  `${code} ${instant(startedAt)}`;
const instant = (at: Date | string | null): number | null => (at === null ? null : new Date(at).getTime());

/** One row a run; of two runs that started at the same instant the first. */
export const clockRows = (runs: readonly DeadlineRecord[]): readonly ClockRow[] => [
  ...new Map([...runs].reverse().map((run) => [keyOf(run), clockRow(run)])).values(),
];

/** What has to be written so that the stored runs are those just recalculated. */
export function clockChanges(stored: readonly StoredClock[], runs: readonly DeadlineRecord[]): NonNullable<ChangeParts['clocks']> {
  const rows = clockRows(runs);
  const before = new Map(stored.map((one) => [keyOf(one), one]));
  const now = new Set(rows.map(keyOf));
  return { kept: rows.filter((row) => !isAsStored(row, before.get(keyOf(row)))), gone: stored.filter((one) => !now.has(keyOf(one))) };
}

const isAsStored = (row: ClockRow, stored: StoredClock | undefined): boolean =>
  stored?.state === row.state && instant(stored.dueAt) === row.dueAt.getTime() && instant(stored.endedAt) === instant(row.endedAt);
