const width = (cells) => Math.max(...cells.map((cell) => cell.length));
const line = (widths) => (cells) =>
  cells
    .map((cell, index) => cell.padEnd(widths[index]))
    .join('  ')
    .trimEnd();

/** The table as it is printed: what was promised, what was measured, then each contestant's own figures. */
export function tableOf({ rows, machine, plan, seconds }) {
  const head = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory}, ${machine.kernel}, Node ${machine.node}, PostgreSQL ${machine.postgres}`,
  ];
  if (plan.name === 'quick') head.push('Quick: rounds are too short for figures to be quoted.');
  return [
    ...head,
    '',
    grid(['workload', 'cases', 'target', 'measured', ''], rows.map(promise)),
    '',
    grid(columns, rows.flatMap(details)),
    ...(seconds === undefined ? [] : ['', `${seconds} s`]),
  ].join('\n');
}

function grid(titles, rows) {
  const all = [titles, ...rows];
  return all.map(line(titles.map((_title, index) => width(all.map((row) => row[index]))))).join('\n');
}

const promise = ({ name, cases, target, measured, verdict }) => [name, cases?.toLocaleString('en') ?? '', target ?? '', measured, verdict];

const columns = ['workload', 'cases', 'contestant', 'µs server', 'µs PostgreSQL', 'µs together', 'per second', 'buffers'];
const whole = (number) => (number === undefined ? '' : String(Math.round(number * 10) / 10));
const details = ({ name, cases, figures = [] }) =>
  figures.map(({ contestant, server, postgres, cpu, perSecond, buffers }) => [
    name,
    cases?.toLocaleString('en') ?? '',
    contestant,
    ...[server, postgres, cpu, perSecond, buffers].map(whole),
  ]);
