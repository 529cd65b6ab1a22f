import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

export interface ReadmeFiles {
  readonly folder: string;
  readonly text: (name: string) => string;
  remove(): Promise<void>;
}

/** The code blocks of README.md that begin with the name of a file, saved under it as its reader would. */
export async function saveReadmeFiles(page = 'README.md'): Promise<ReadmeFiles> {
  const blocks = blocksOf(await readFile(join(root, page), 'utf8'));
  const home = join(root, '.maplebridge');
  await mkdir(home, { recursive: true });
  const folder = await mkdtemp(join(home, 'readme-')); // inside the clone: Node finds the libraries from there
  for (const [name, text] of blocks) await writeFile(join(folder, name), text);
  return { folder, text: (name) => blocks.get(name) ?? absent(name, page), remove: () => rm(folder, { recursive: true, force: true }) };
}

export const blocksOf = (markdown: string): ReadonlyMap<string, string> =>
  new Map([...markdown.matchAll(/^```\w+\n((?:#|\/\/) ([\w.-]+\.\w+)\b[\s\S]*?)^```$/gm)].map(([, text = '', name = '']) => [name, text]));

function absent(name: string, page: string): never {
  throw new Error(`${page} has no block that begins with the name ${name}.`);
}
