import { jurisdictionMistakes } from '@maplebridge/kernel';
import type { Jurisdiction } from '@maplebridge/contract';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readEntries, type PluginEntry, type ReadEntries } from './configFile';
import { loadJurisdiction, resolvePackage } from './loadModule';
import { dependencyMistakes, mainOf, readManifest } from './manifest';
import { codeOf, PluginMistakes, wordsOf } from './mistakes';
import { readArchive } from './readArchive';
import { readFolder } from './readFolder';
import { stage, sweep } from './stage';

export interface PluginPlaces {
  /** Path of maplebridge.config.json. */
  readonly configFile: string;
  /** `.maplebridge`: copies of folders and archives are kept in its `plugins`. */
  readonly home: string;
  /** The clone, whose node_modules all plugins share. */
  readonly root: string;
}

export interface LoadedPlugins {
  /** In the order of the configuration. */
  readonly jurisdictions: readonly Jurisdiction[];
  /** For which units each is open, by code; empty: everywhere. */
  readonly openings: readonly { readonly jurisdiction: string; readonly units: readonly string[] }[];
}

/**
 * Loads the plugins that the configuration names. Nothing of a plugin runs but its main file: no script, no installation. Throws
 * `PluginMistakes` with everything that is wrong with any of them.
 */
export async function loadPlugins(places: PluginPlaces): Promise<LoadedPlugins> {
  const root = resolve(places.root);
  const home = resolve(places.home);
  const { entries, mistakes } = await readConfiguration(places.configFile);
  const settled: Loaded[] = [];
  // One after the other: they are few, and messages stand in the order of the file.
  for (const entry of entries) settled.push(await load(entry, { ...places, root, home }));
  const loaded = settled.flatMap((one) => ('jurisdiction' in one ? [one] : []));
  const failed = settled.flatMap((one) => ('mistakes' in one ? one.mistakes : []));
  const first = loaded.filter((one, index) => loaded.findIndex((other) => other.jurisdiction.name === one.jurisdiction.name) === index);
  const all = [
    ...mistakes,
    ...failed,
    ...namedTwice(loaded, first),
    ...jurisdictionMistakes(first.map(({ jurisdiction }) => jurisdiction)),
  ];
  if (all.length > 0) throw new PluginMistakes(all);
  await sweep(
    home,
    loaded.flatMap(({ folder }) => (folder === null ? [] : [folder])),
  );
  return {
    jurisdictions: loaded.map(({ jurisdiction }) => jurisdiction),
    openings: loaded.map(({ jurisdiction, entry }) => ({ jurisdiction: jurisdiction.name, units: entry.units })),
  };
}

interface LoadedEntry {
  readonly entry: PluginEntry;
  readonly jurisdiction: Jurisdiction;
  /** The copy it was loaded from; null for a package. */
  readonly folder: string | null;
}
type Loaded = LoadedEntry | { readonly mistakes: readonly string[] };

async function readConfiguration(configFile: string): Promise<ReadEntries> {
  try {
    const { entries, mistakes } = readEntries(await readFile(configFile, 'utf8'));
    return { entries, mistakes: mistakes.map((mistake) => `${configFile}: ${mistake}`) };
  } catch (error) {
    const works = 'Write one, {"plugins": []} at the least, or say with MAPLEBRIDGE_CONFIG where it is.';
    throw new PluginMistakes([
      codeOf(error) === 'ENOENT'
        ? `There is no ${resolve(configFile)}. ${works}`
        : `${resolve(configFile)} cannot be read: ${wordsOf(error)}.`,
    ]);
  }
}

async function load(entry: PluginEntry, places: PluginPlaces): Promise<Loaded> {
  try {
    const { file, folder } =
      entry.way === 'package' ? { file: resolvePackage(entry.given, places.root), folder: null } : await copyOf(entry, places);
    return { entry, folder, jurisdiction: loadJurisdiction(file, places.root) };
  } catch (error) {
    if (error instanceof PluginMistakes) return { mistakes: error.mistakes.map((mistake) => `${entry.name}: ${mistake}`) };
    throw error;
  }
}

async function copyOf(
  { way, given }: PluginEntry,
  { configFile, home, root }: PluginPlaces,
): Promise<{ readonly file: string; readonly folder: string }> {
  const path = resolve(dirname(configFile), given);
  const contents = await (way === 'folder' ? readFolder(path) : readArchive(path));
  const manifest = readManifest(contents, path);
  const main = mainOf(manifest, contents);
  const missing = dependencyMistakes(manifest, root);
  if (missing.length > 0) throw new PluginMistakes(missing);
  const folder = await stage({ name: manifest.name, contents, home, root });
  return { file: join(folder, ...main.split('/')), folder };
}

/** Two entries that turn out to be one jurisdiction: the same plugin twice, or two that chose one name. */
const namedTwice = (loaded: readonly LoadedEntry[], first: readonly LoadedEntry[]): readonly string[] =>
  loaded.flatMap((one) => {
    const other = first.find(({ jurisdiction }) => jurisdiction.name === one.jurisdiction.name);
    if (other === undefined || other === one) return [];
    return [
      `${other.entry.name} and ${one.entry.name} are both the jurisdiction "${one.jurisdiction.name}". Take one out, or rename one of the plugins.`,
    ];
  });
