import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { label } from '@maplebridge/contract';
import type { Mistake, Objection } from '../config/mistakes';
import { systemCode } from '../systemCode';
import { manifestLimits } from './limits';
import { mistakeIn, readManifest, type Manifest } from './manifest';

interface ReadFiles {
  readonly manifests: readonly Manifest[];
  readonly mistakes: readonly Mistake[];
}

/** One manifest, or all of a folder: one `.json` file for each client. Links are followed, since mounted configuration consists of them. */
export async function readFiles(place: string): Promise<ReadFiles> {
  const read = await filesAt(place).catch(unreadable(place));
  if (!Array.isArray(read)) return { manifests: [], mistakes: [read] };
  const found = await Promise.all(read.map((file) => readOne(file).catch(unreadable(file))));
  return {
    manifests: found.flatMap((one) => ('client' in one ? [one] : [])),
    mistakes: found.flatMap((one) => ('client' in one ? [] : [one])),
  };
}

async function filesAt(place: string): Promise<string[]> {
  if (!(await stat(place)).isDirectory()) return [place];
  const names = await readdir(place);
  return names
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .sort()
    .map((name) => join(place, name));
}

/** Measured before it is read, so that a very large one does not fill the memory first. */
async function readOne(file: string): Promise<Manifest | Mistake> {
  const client = basename(file, '.json');
  if ((await stat(file)).size > manifestLimits.fileBytes) return mistakeIn(client, tooLarge);
  return readManifest(client, await readFile(file, 'utf8'));
}

const unreadable =
  (place: string) =>
  (error: unknown): Mistake => {
    const code = systemCode(error);
    if (code === null) throw error;
    return {
      variable: 'TRUSTED_DOCUMENTS',
      given: place,
      why: label(`无法读取（${code}）。`, `it cannot be read (${code}).`),
      works: label('当前用户可读的清单文件或文件夹。', 'a manifest, or a folder of manifests, that this user may read.'),
    };
  };

const tooLarge: Objection = {
  why: label(
    `清单超过 ${manifestLimits.fileBytes / 1024 / 1024} MB。`,
    `the manifest is larger than ${manifestLimits.fileBytes / 1024 / 1024} MB.`,
  ),
  works: label('每个客户端一份清单。', 'a manifest for each client.'),
};
