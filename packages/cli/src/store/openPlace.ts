import { resolve } from 'node:path';
import type { Jurisdiction } from '@maplebridge/contract';
import { bringUp, loadPlugins, openStore, readConfig, registerTypes, type Config, type Opening, type Store } from '@maplebridge/gateway';
import { loadedTypes, openRules, type Platform } from '@maplebridge/kernel';
import { openDatabase, type Database } from '@maplebridge/storage';

/** Where a command works: the database that the gateway of this clone uses, and the plugins that its configuration names. */
export interface Place {
  readonly config: Config;
  readonly store: Store;
  readonly database: Database;
  readonly jurisdictions: readonly Jurisdiction[];
  close(): Promise<void>;
}

export interface PlaceOptions {
  /** Over DATABASE_URL. */
  readonly database?: string;
  /** Also brings the database to what this build knows, where it may; else refuses what is pending. */
  readonly isToMigrate: boolean;
  /** Progress of what takes long, a line each. */
  readonly say: (line: string) => void;
}

export async function openPlace(options: PlaceOptions): Promise<Place> {
  const config = configOf(options.database);
  const root = resolve(__dirname, '..', '..', '..', '..');
  const plugins = await loadPlugins({ configFile: config.configFile, home: config.home, root });
  const store = await openStore(config, options.say);
  try {
    if (options.isToMigrate) await bringUp(store, plugins.jurisdictions, options.say);
    const database = await openDatabase({ url: store.url, poolSize: 3, applicationName: 'maplebridge cli', statementTimeout: 300_000 });
    if (options.isToMigrate) await registered(database, plugins);
    const close = async (): Promise<void> => {
      await database.close();
      await store.close();
    };
    return { config, store, database, jurisdictions: plugins.jurisdictions, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The environment is read by the rules of the gateway; PORT and the like do not matter here but may not be wrong either. */
export function configOf(database: string | undefined): Config {
  const given = database === undefined ? {} : { DATABASE_URL: database, DATABASE_URL_FILE: undefined };
  return readConfig({ ...process.env, ...given }, []);
}

async function registered(
  database: Database,
  plugins: { readonly jurisdictions: readonly Jurisdiction[]; readonly openings: readonly Opening[] },
): Promise<void> {
  try {
    await registerTypes(database.query, plugins.jurisdictions, plugins.openings);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What the batch door stands on. */
export async function lawOf({ database, jurisdictions }: Place): Promise<Pick<Platform, 'types' | 'rules' | 'now'>> {
  return { types: loadedTypes(jurisdictions), rules: await openRules(database.query), now: () => new Date() };
}
