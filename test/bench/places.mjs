import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '..', '..');
/** Everything a benchmark makes: its PostgreSQL, flame graphs, figures. Safe to delete. */
export const home = join(root, '.maplebridge', 'bench');

/** Packages of the clone itself, as they were built. */
export const ours = createRequire(join(root, 'packages', 'cli', 'package.json'));

export const plugins = ['medical-disputes', 'night-market-disputes', 'business-environment', 'community-disputes'];
export const jurisdictions = () => {
  ours('reflect-metadata');
  return plugins.map((name) => createRequire(join(root, 'gateway', 'package.json'))(`@maplebridge/${name}`).jurisdiction);
};
