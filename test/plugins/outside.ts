import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { loadPlugins, PluginMistakes, type LoadedPlugins } from '@maplebridge/gateway';

export const clone = resolve(__dirname, '..', '..');

/** A place outside of the clone where plugins and a configuration lie, as at somebody's who only uses the platform. */
export interface Outside {
  readonly folder: string;
  readonly home: string;
  /** Writes files by relative path. */
  write(files: Readonly<Record<string, string | Buffer>>): Promise<void>;
  /** Loads these entries of `plugins`, here in this process. */
  load(...plugins: readonly object[]): Promise<LoadedPlugins>;
  /** What keeps these entries from loading; fails when they load. */
  mistakes(...plugins: readonly object[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openOutside(): Promise<Outside> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'maplebridge-outside-')));
  const [home, configFile] = [join(folder, 'home'), join(folder, 'maplebridge.config.json')];
  const write: Outside['write'] = async (files) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  };
  const load: Outside['load'] = async (...plugins) => {
    await writeFile(configFile, JSON.stringify({ plugins }));
    return loadPlugins({ configFile, home, root: clone });
  };
  const mistakes: Outside['mistakes'] = (...plugins) => mistakesOf(load(...plugins));
  return { folder, home, write, load, mistakes, close: () => rm(folder, { recursive: true, force: true }) };
}

export async function mistakesOf(loading: Promise<LoadedPlugins>): Promise<readonly string[]> {
  const outcome = await loading.then(
    ({ jurisdictions }) => `it loaded ${jurisdictions.map(({ name }) => name).join(', ')}`,
    (error: unknown) => error,
  );
  if (outcome instanceof PluginMistakes) return outcome.mistakes;
  throw outcome instanceof Error ? outcome : new Error(String(outcome));
}
