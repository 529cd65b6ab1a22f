import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const isTest = /\.test\.[cm]?[jt]s$|\.d\.[cm]?ts$/;
const isSource = /\.[cm]?[jt]s$/;
const skipped = new Set(['node_modules', 'dist']);

/** Reads only what tests wrote, and the image leaves it out (Dockerfile). */
const isShipped = (name: string): boolean => name !== 'testkit';

/** What is shipped: the sources of every package and plugin, and what of the gateway is run or sent to browsers as it stands. */
export function shipped(root: string): readonly string[] {
  const workspaces = ['packages', 'plugins'].flatMap((parent) =>
    readdirSync(join(root, parent))
      .filter(isShipped)
      .map((name) => join(root, parent, name, 'src')),
  );
  const gateway = ['src', 'bin', 'assets'].map((name) => join(root, 'gateway', name));
  return [...workspaces, ...gateway].filter((folder) => existsSync(folder));
}

/** Every source file below a folder but tests, in order. */
export function sourcesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !skipped.has(name));
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesIn(path);
      return isSource.test(entry.name) && !isTest.test(entry.name) ? [path] : [];
    })
    .sort();
}
