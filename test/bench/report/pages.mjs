import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { here, root } from '../places.mjs';
import { chartOf } from './chart.mjs';
import { planSection } from './plans.mjs';

const page = join(root, 'docs', 'performance.md');
const chart = join(root, 'docs', 'images', 'performance.svg');

/** What a profile says of targets that are not met: the one part that a person writes. */
const shortfalls = join(here, 'shortfalls.md');

/** The page and its chart, from the figures; where a target is short, with what was written about it. */
export async function writePages({ rows, machine, results }) {
  mkdirSync(join(root, 'docs', 'images'), { recursive: true });
  writeFileSync(chart, chartOf(rows, machine));
  const text = [head(machine), promises(rows), explained(), figures(rows), how, planSection(results)].filter(Boolean).join('\n\n');
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }));
}

const head = ({ cpu, cores, memory, kernel, node, postgres, date }) => `# Performance

Written by \`npm run bench -- --write\` on ${date}: ${cpu}, ${cores} cores, ${memory}, ${kernel}, Node ${node}, PostgreSQL ${postgres}. Server,
database and load generator share the machine, so requests per second are lower than on machines of their own; CPU is what is compared.

![CPU for each request](images/performance.svg)`;

const explained = () => (existsSync(shortfalls) ? readFileSync(shortfalls, 'utf8').trim() : '');

const cell = (text) => String(text ?? '').replace(/\|/g, '\\|');
const table = (titles, rows) => [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const promises = (rows) => `## Promised and measured

A share is of the limit in the same run: 1 costs what the limit costs. "Times the best peer" is the best peer's cost over the gateway's.

${table(
  ['workload', 'what', 'cases', 'target', 'measured', ''],
  rows.map(({ name, title, cases, target, measured, verdict }) => [name, title, cases?.toLocaleString('en'), target, measured, verdict]),
)}`;

const whole = (number) => (number === undefined ? '' : (Math.round(number * 10) / 10).toLocaleString('en'));
const figures = (rows) => `## Every contestant

Microseconds of CPU for each request (W5: each delivery; W5b: each event), medians over interleaved rounds; buffers that PostgreSQL touched for a request.

${table(
  ['workload', 'cases', 'contestant', 'server', 'PostgreSQL', 'together', 'per second', 'buffers'],
  rows.flatMap(({ name, cases, figures: list = [] }) =>
    list.map((one) => [
      name,
      cases?.toLocaleString('en'),
      one.contestant,
      ...[one.server, one.postgres, one.cpu, one.perSecond, one.buffers].map(whole),
    ]),
  ),
)}`;

const how = `## How it is measured

- **Data** are generated in SQL, the same every time: 100,000 and 1,000,000 cases of all four plugins with three ledger entries each, parties with
  masks and sealed names, details, a skewed tree of 2,121 units. The ledger is checked for gaps before anything is asked.
- **Contestants** run in processes of their own: the gateway as an operator runs it (production, a verified token on every request, full rights,
  the run-time login); the limit (\`node:http\` and one prepared statement whose SQL builds the JSON, no GraphQL, no rights); PostGraphile 5;
  Mercurius with graphql-jit, hand-written SQL and loaders; Apollo Server with TypeORM as their guides teach. For streams: a plain \`ws\` loop,
  graphql-ws with a payload serialised once, GraphQL Yoga, Mercurius. None of the peers knows rights.
- **Answers are compared** field by field before timing, and after W3 the rows that every contestant wrote. One that differs ends the run.
- **Rounds** are interleaved and their order rotates. 16 connections ask in a closed loop from a process of its own. CPU is read from \`/proc\`:
  the server's process, and PostgreSQL's processes that worked for it. Where a page is 50 rows, a request is the page.
- **W1p** is read by whoever handles the case: one request, which writes an access row; the limit does all of it in one statement.
- **W5** frames have the same bytes for everybody. Moves are written by eight connections outside the contestants; peers hear of each by a
  notification that brings all they show, the gateway reads its ledger.
- Autovacuum is off while it runs, so that it falls on nobody's round. \`pg_stat_statements\` is loaded for everybody.`;
