import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The clone, whether this runs as it is written or as it was compiled into dist. */
export const root = ((): string => {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'lerna.json'))) return folder;
  throw new Error(`${__dirname} is in no clone of Maplebridge.`);
})();
