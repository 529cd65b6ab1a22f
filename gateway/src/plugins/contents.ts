import { PluginMistakes } from './mistakes';

/** Files of a plugin by path, with forward slashes: read whole and judged before anything of them is written or run. */
export type Contents = ReadonlyMap<string, Buffer>;

/** Generous for sources and texts. What needs more brings something that is no plugin. */
export const limits = { files: 2_000, bytes: 20 * 1024 * 1024, pathLength: 200 } as const;

export interface Gathering {
  /** Refuses at once when a limit is passed, so that a bomb is not unpacked to its end. */
  add(path: string, bytes: Buffer): void;
  /** Something that a plugin may not bring, e.g. a link; named when everything was read. */
  refuse(mistake: string): void;
  /** Throws with everything that was refused. */
  done(): Contents;
}

/** Gathers the files of a plugin within limits, wherever they come from. */
export function gatherContents(): Gathering {
  const files = new Map<string, Buffer>();
  const spellings = new Set<string>();
  const mistakes: string[] = [];
  let total = 0;
  const add = (path: string, bytes: Buffer): void => {
    total += bytes.length;
    if (files.size >= limits.files) throw new PluginMistakes([`it has more than ${limits.files} files. ${remedy}`]);
    if (total > limits.bytes) throw new PluginMistakes([tooLarge]);
    // On Windows and macOS two spellings are one file, and the second would overwrite the first.
    const spelling = path.normalize('NFC').toLowerCase();
    if (spellings.has(spelling)) mistakes.push(`"${path}" is in it twice, in the same or another spelling.`);
    spellings.add(spelling);
    files.set(path, bytes);
  };
  const done = (): Contents => {
    if (mistakes.length > 0) throw new PluginMistakes(mistakes);
    return files;
  };
  return { add, refuse: (mistake) => void mistakes.push(mistake), done };
}

const remedy = 'Leave out what the plugin does not need to run.';
export const tooLarge = `it is larger than ${limits.bytes / 1024 / 1024} MB. ${remedy}`;

/** Left behind when a plugin is copied: what other people wrote, and hidden files, which may hold secrets. */
export const isLeftOut = (path: string): boolean =>
  path.split('/').some((part) => part === 'node_modules' || (part.startsWith('.') && part !== '..' && part !== '.'));

// eslint-disable-next-line no-control-regex -- control characters are among what is looked for
const forbidden = /[\u0000-\u001f\\:*?"<>|]/;

/** Why this path may not stand in a plugin; null when it may. Paths are relative and have forward slashes. */
export function pathMistake(path: string): string | null {
  const parts = path.split('/');
  const isPlain = !forbidden.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[. ]$/.test(part));
  if (!isPlain)
    return `"${path}" is no plain path inside the plugin: no "..", no absolute path, no backslash and no character that a file system forbids.`;
  return path.length > limits.pathLength ? `"${path.slice(0, 60)}…" is longer than ${limits.pathLength} characters.` : null;
}
