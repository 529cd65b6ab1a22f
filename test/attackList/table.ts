import type { Outcome, RowNotRun } from './row';

const cell = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s+/g, ' ').slice(0, 300);
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** The attack table in Markdown: every attempt, then the rows that were not run with the reason. */
export function table(outcomes: readonly Outcome[], notRun: readonly RowNotRun[]): string {
  const runs = outcomes.map(({ row, attempt, sent, expected, got, isAsExpected }) =>
    line([row, attempt, sent, expected, got, isAsExpected ? 'yes' : 'NO']),
  );
  const rest = notRun.map(({ row, sent, why }) => line([row, sent, why]));
  return [
    '# Attack list',
    '',
    summary(outcomes, notRun),
    '',
    line(['row', 'attempt', 'sent', 'expected', 'got', 'as expected']),
    '| --- | --- | --- | --- | --- | --- |',
    ...runs,
    '',
    '## Not run here',
    '',
    line(['row', 'sent', 'why']),
    '| --- | --- | --- |',
    ...rest,
    '',
  ].join('\n');
}

export function summary(outcomes: readonly Outcome[], notRun: readonly RowNotRun[]): string {
  const wrong = outcomes.filter(({ isAsExpected }) => !isAsExpected).length;
  const rows = new Set(outcomes.map(({ row }) => row).filter((row) => row !== 'after')).size;
  return `${rows} rows in ${outcomes.length} attempts: ${outcomes.length - wrong} as expected, ${wrong} not. ${notRun.length} rows not run.`;
}
