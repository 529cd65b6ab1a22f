import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { gatherContents, isLeftOut, limits, pathMistake, tooLarge, type Contents, type Gathering } from './contents';
import { codeOf, PluginMistakes, wordsOf } from './mistakes';

/** What the files may come to with their headers and padding; more is a bomb or no plugin. */
const unpackedBytes = limits.bytes + limits.files * 2_048 + 1_048_576;

/** The files of a packed plugin (`npm pack`), without the folder that all of them stand in. Nothing is written. */
export async function readArchive(file: string): Promise<Contents> {
  const unpacked = await unpack(file);
  const gathering = gatherContents();
  try {
    await parse(unpacked, gathering);
  } catch (error) {
    throw error instanceof PluginMistakes ? error : new PluginMistakes([`${file} is damaged: ${wordsOf(error)}. ${pack}`]);
  }
  return gathering.done();
}

const pack = 'Pack the plugin anew: npm pack.';

async function unpack(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).size > limits.bytes) throw new PluginMistakes([tooLarge]);
    return checked(await promisify(gunzip)(await readFile(file), { maxOutputLength: unpackedBytes }), file);
  } catch (error) {
    throw error instanceof PluginMistakes ? error : new PluginMistakes([unreadable(file, error)]);
  }
}

/** Every tar since 1988 says so; what is packed twice does not, and would be unpacked again past the limit. */
function checked(unpacked: Buffer, file: string): Buffer {
  if (unpacked.toString('latin1', 257, 262) === 'ustar') return unpacked;
  throw new PluginMistakes([`${file} holds no tar archive. ${pack}`]);
}

function unreadable(file: string, error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return `there is no file ${file}. Correct the path; relative ones start at the configuration file.`;
  if (code === 'EISDIR') return `${file} is a folder. A plugin that is not packed is named as {"folder": …}.`;
  if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge;
  return code.startsWith('Z_') ? `${file} is no whole .tgz file: ${wordsOf(error)}. ${pack}` : `${file} cannot be read: ${wordsOf(error)}.`;
}

function parse(unpacked: Buffer, gathering: Gathering): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = new Parser({ strict: true, onReadEntry: (entry) => take(entry, gathering, reject) });
    parser.on('error', reject);
    parser.on('end', resolve);
    parser.end(unpacked);
  });
}

function take(entry: ReadEntry, gathering: Gathering, fail: (error: unknown) => void): void {
  const whole = entry.path.replace(/^\.\//, '').replace(/\/$/, '');
  // npm writes `package/…`, other packers a name of their own: one folder that all files stand in.
  const path = whole.slice(whole.indexOf('/') + 1);
  const mistake = whole === '' ? null : pathMistake(whole);
  const isFolder = entry.type === 'Directory';
  if (mistake !== null) gathering.refuse(mistake);
  else if (!isFolder && !isFile(entry))
    gathering.refuse(`"${path}" is a ${entry.type}; a plugin consists of plain files. Copy what it leads to.`);
  else if (!isFolder && !whole.includes('/')) gathering.refuse(`"${path}" stands beside the folder of the plugin. ${pack}`);
  else if (!isFolder && !isLeftOut(path)) return collect(entry, path, { gathering, fail });
  entry.resume();
}

const isFile = ({ type }: ReadEntry): boolean => type === 'File' || type === 'OldFile' || type === 'ContiguousFile';

function collect(
  entry: ReadEntry,
  path: string,
  { gathering, fail }: { readonly gathering: Gathering; readonly fail: (error: unknown) => void },
): void {
  const chunks: Buffer[] = [];
  entry.on('data', (chunk) => chunks.push(chunk));
  entry.on('end', () => {
    try {
      gathering.add(path, Buffer.concat(chunks));
    } catch (error) {
      fail(error);
    }
  });
}
