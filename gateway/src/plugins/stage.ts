import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compile } from './compile';
import type { Contents } from './contents';
import { codeOf } from './mistakes';

/** Raised when the way plugins are staged changes, so that copies made before are not taken for new ones. */
const stagingVersion = '1';
const incoming = '.incoming-';

export interface StagePlan {
  readonly name: string;
  readonly contents: Contents;
  /** `.maplebridge`. */
  readonly home: string;
  /** The clone, whose packages the plugin shares: two copies of a metadata store would be two schemas. */
  readonly root: string;
}

/** The folder from which the plugin is loaded: a copy of exactly these contents, compiled, or the one an earlier start made. */
export async function stage({ name, contents, home, root }: StagePlan): Promise<string> {
  const folder = join(home, 'plugins', `${plain(name)}-${hashOf(contents, root)}`);
  if (existsSync(folder)) return folder;
  const compiled = compile(contents);
  await mkdir(dirname(folder), { recursive: true });
  // Made apart and renamed when whole: a start that is cut off, or a second one beside it, never leaves half a plugin.
  const half = await mkdtemp(join(home, 'plugins', incoming));
  for (const [path, bytes] of compiled) await write(join(half, ...path.split('/')), bytes);
  await symlink(join(root, 'node_modules'), join(half, 'node_modules'), 'junction');
  await settle(half, folder);
  return folder;
}

/** `@acme/Property Fee` -> `acme-property-fee`: safe as the name of a folder everywhere. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);

function hashOf(contents: Contents, root: string): string {
  const hash = createHash('sha256').update(`${stagingVersion}\0${root}\0`);
  for (const path of [...contents.keys()].sort()) {
    const bytes = contents.get(path) ?? Buffer.alloc(0);
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, hashLength);
}

const hashLength = 16;

async function write(file: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes, { flush: true });
}

async function settle(half: string, folder: string): Promise<void> {
  try {
    await rename(half, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    // Another process was first with the same contents.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(codeOf(error))) await rm(half, { recursive: true, force: true });
    else throw error;
  }
}

/** Removes older copies of the plugins in these folders, and what a start that was cut off left an hour ago or before. */
export async function sweep(home: string, kept: readonly string[]): Promise<void> {
  const folder = join(home, 'plugins');
  if (!existsSync(folder)) return;
  const stems = kept.map((path) => path.slice(0, -hashLength));
  for (const entry of await readdir(folder)) {
    const path = join(folder, entry);
    const isOld = stems.includes(path.slice(0, -hashLength)) && !kept.includes(path);
    if (isOld || (entry.startsWith(incoming) && (await isStale(path)))) await rm(path, { recursive: true, force: true });
  }
}

const isStale = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => null); // gone meanwhile: its own start has finished with it
  return found !== null && Date.now() - found.mtimeMs > 3_600_000;
};
