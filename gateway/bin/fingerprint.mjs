import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const skipped = new Set(['node_modules', 'dist', '.maplebridge', '.git', 'coverage']);
const isSource = /\.(ts|mts|cts|html|css)$|^package\.json$|^tsconfig.*\.json$|^graphiql\.mjs$|^(page|fetcher)\.js$/;

/** Changes when a source, a compiler setting or a dependency may have: names, sizes and times only, so that asking costs milliseconds. */
export function fingerprint(root, solution) {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'package.json', solution, 'tsconfig.base.json']) note(hash, join(root, file));
  walk(hash, join(root, 'gateway', 'bin'));
  walk(hash, join(root, 'gateway', 'assets'));
  for (const folder of foldersOf(root, solution)) walk(hash, join(root, folder));
  return hash.digest('hex');
}

/** False when somebody removed what was built: the compiler itself would not notice. */
export const isBuilt = (root, solution) => foldersOf(root, solution).every((path) => existsSync(join(root, path, 'dist', '.tsbuildinfo')));

const foldersOf = (root, solution) => JSON.parse(readFileSync(join(root, solution), 'utf8')).references.map(({ path }) => path);

function walk(hash, folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) walk(hash, path);
    else if (entry.isFile() && isSource.test(entry.name)) note(hash, path);
  }
}

function note(hash, path) {
  const { size, mtimeMs } = statSync(path);
  hash.update(`${path}\0${size}\0${mtimeMs}\n`);
}
