import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gatherContents, isLeftOut, limits, pathMistake, tooLarge, type Contents, type Gathering } from './contents';
import { codeOf, PluginMistakes, wordsOf } from './mistakes';

/** Everything that belongs to the plugin in this folder. Links are refused: what they lead to is not the plugin's own. */
export async function readFolder(folder: string): Promise<Contents> {
  const gathering = gatherContents();
  try {
    await walk(await realpath(folder), '', gathering);
  } catch (error) {
    throw error instanceof PluginMistakes ? error : new PluginMistakes([unreadable(folder, error)]);
  }
  return gathering.done();
}

async function walk(root: string, below: string, gathering: Gathering): Promise<void> {
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isLeftOut(path)) continue;
    const mistake = pathMistake(path);
    if (mistake !== null) gathering.refuse(mistake);
    else if (entry.isDirectory()) await walk(root, path, gathering);
    else if (entry.isFile()) gathering.add(path, await readWithin(join(root, path)));
    else
      gathering.refuse(
        `"${path}" is ${entry.isSymbolicLink() ? 'a link' : 'no file'}; a plugin consists of plain files and folders. Copy what it leads to.`,
      );
  }
}

/** A file is measured before it is read, so that a very large one does not fill the memory first. */
async function readWithin(file: string): Promise<Buffer> {
  if ((await stat(file)).size > limits.bytes) throw new PluginMistakes([tooLarge]);
  return readFile(file);
}

function unreadable(folder: string, error: unknown): string {
  if (codeOf(error) === 'ENOENT') return `there is no folder ${folder}. Correct the path; relative ones start at the configuration file.`;
  if (codeOf(error) === 'ENOTDIR') return `${folder} is no folder. A packed plugin is named as {"archive": …}.`;
  return `${folder} cannot be read: ${wordsOf(error)}.`;
}
