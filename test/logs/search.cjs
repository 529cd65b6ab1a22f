const { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync, rmSync } = require('node:fs');
const { join, relative } = require('node:path');
const { demoValues, finder, plantedValues } = require('./values.cjs');

/** What is shown on purpose to whoever sits at the screen. Nothing else may hold it, and no log. */
const shownOnPurpose = [
  { source: /^stdout of \S+ gateway\/dist\/main\.js/, line: /^ {4}eyJ[\w.-]+$/, why: 'the demo tokens of a development gateway' },
  { source: /^stdout of \S+ \S*main\.js .*tokens/, line: /^.*mbs_[\w-]+.*$/, why: 'a service token, shown when it is made' },
  { source: /^stdout of \S+ (apollo|urql|watch)\.mjs/, line: /^/, why: 'clients of the README, which show the inbox to its owner' },
];

/**
 * Every place where a personal value or a secret of the tests was written by a gateway, a command or PostgreSQL: where, by which test, and of
 * what kind. Never the value.
 */
function leaksIn({ root, folder, databaseLog }) {
  const find = finder([...demoValues(), ...plantedValues(folder)]);
  const said = [...spoken(folder, root), ...databaseLines(databaseLog)];
  const leaks = new Map();
  for (const { place, source, text } of said) {
    const lines = text.split('\n').filter((line) => !isOnPurpose(source, line));
    for (const kind of find(lines.join('\n'))) {
      const leak = `${kind}: in ${source}, ${place}`;
      leaks.set(leak, (leaks.get(leak) ?? 0) + 1);
    }
  }
  return { lines: said.length, leaks: [...leaks].map(([leak, times]) => `${leak} (${times} times)`) };
}

const isOnPurpose = (source, line) => shownOnPurpose.some((shown) => shown.source.test(source) && shown.line.test(line));

function spoken(folder, root) {
  const files = readdirSync(folder).filter((name) => name.startsWith('said-'));
  return files
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .map(({ file, test, source, text }) => ({
      source: source.replaceAll(`${root}/`, ''),
      text,
      place: file === undefined ? 'outside of tests' : `${relative(root, file)}${test === undefined ? '' : `, "${test}"`}`,
    }));
}

/** Lines of the server since the run began; each begins with its database, which is that of one test file. */
function databaseLines(log) {
  if (log === null || !existsSync(log.file)) return [];
  const handle = openSync(log.file, 'r');
  const { size } = fstatSync(handle);
  const from = size < log.from ? 0 : log.from; // it was started anew
  const bytes = Buffer.alloc(size - from);
  readSync(handle, bytes, 0, bytes.length, from);
  closeSync(handle);
  return bytes
    .toString()
    .split('\n')
    .map((text) => ({ source: 'the log of PostgreSQL', place: `database ${/ db=(\S*) /.exec(text)?.[1] ?? '?'}`, text }));
}

/** Ends a run: nothing when all is well, else an error that says where. The folder goes unless there is something to look at. */
function endSearch(given) {
  const { lines, leaks } = leaksIn(given);
  for (const name of readdirSync(given.folder).filter((one) => one.startsWith('planted-'))) rmSync(join(given.folder, name));
  if (leaks.length > 0)
    throw new Error(`Personal data or secrets in logs, which are kept in ${given.folder}:\n${leaks.map((leak) => `  ${leak}`).join('\n')}`);
  rmSync(given.folder, { recursive: true });
  return lines;
}

module.exports = { leaksIn, endSearch };
