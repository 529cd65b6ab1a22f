import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** By where a package lies: `node_modules/pg`, `gateway/node_modules/tar`; a workspace by its folder. */
export type Lock = Readonly<Record<string, LockEntry>>;

export const readLock = (root: string): Lock =>
  (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages;

/**
 * Where everything lies that is shipped: what production installs, and what is bundled into pages of the gateway, with all that those
 * depend on. The latter are dependencies for building, and reach people's browsers all the same.
 */
export function shippedPackages(lock: Lock): readonly string[] {
  const production = Object.entries(lock).filter(([path, { link, dev }]) => path.includes('node_modules/') && !link && !dev);
  const paths = new Set(production.map(([path]) => path));
  const add = (from: string, names: readonly string[]): void => {
    for (const name of names) {
      const path = placeOf(lock, from, name);
      if (path === null || paths.has(path)) continue;
      paths.add(path);
      add(path, Object.keys(lock[path]?.dependencies ?? {}));
    }
  };
  add('gateway', Object.keys(lock['gateway']?.devDependencies ?? {}));
  return [...paths].sort();
}

/** As Node looks for it: beside whoever asks, then further and further up. */
function placeOf(lock: Lock, from: string, name: string): string | null {
  const path = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (lock[path]) return path;
  if (from === '') return null;
  const above = from.lastIndexOf('/node_modules/');
  return placeOf(lock, above === -1 ? '' : from.slice(0, above), name);
}
