import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { jurisdiction as business } from '@maplebridge/business-environment';
import { importFile, silent, type ImportReport } from '@maplebridge/cli';
import { jurisdiction as community } from '@maplebridge/community-disputes';
import { loadedTypes, openRules } from '@maplebridge/kernel';
import { jurisdiction as medical } from '@maplebridge/medical-disputes';
import { jurisdiction as nightMarket } from '@maplebridge/night-market-disputes';
import { openDatabase, type Query } from '@maplebridge/storage';
import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';
import type { Figures } from './model';

export const plugins = [medical, nightMarket, business, community];
export const nycMapping = resolve(__dirname, '..', '..', 'packages', 'cli', 'mappings', 'nyc-casework.json');

export interface Giving {
  /** Another namespace of keys: as if nothing had been imported. */
  readonly source?: string;
  readonly isRehearsal?: boolean;
  readonly batchSize?: number;
  /** What the mapping says instead. */
  readonly mapping?: Readonly<Record<string, unknown>>;
  readonly now?: Date;
}

/** Somebody who imports, with a database of their own and a folder for what they import. */
export interface Office {
  readonly database: MigratedDatabase;
  readonly query: Query;
  readonly folder: string;
  import(contents: string | Buffer, giving?: Giving): Promise<ImportReport>;
  /** What the last import listed as rejected or met twice, a line each, without the header. */
  rejected(): readonly string[];
  close(): Promise<void>;
}

export async function openOffice(): Promise<Office> {
  const database = await openMigratedDatabase(plugins);
  const reader = await openDatabase({ url: database.url, poolSize: 2 });
  const rules = await openRules(reader.query);
  const folder = mkdtempSync(join(tmpdir(), 'maplebridge-import-'));
  const rejected = join(folder, 'rejected.csv');
  return {
    database,
    folder,
    query: reader.query,
    import: (contents, { source = 'nyc-casework', isRehearsal = false, mapping = {}, now, batchSize = 250 } = {}) => {
      const [file, map] = [join(folder, 'file.csv'), join(folder, 'mapping.json')];
      writeFileSync(file, contents);
      writeFileSync(map, JSON.stringify({ ...(JSON.parse(readFileSync(nycMapping, 'utf8')) as object), source, ...mapping }));
      const platform = { types: loadedTypes(plugins), rules, now: () => now ?? new Date() };
      return importFile({
        file,
        mapping: map,
        rejected,
        isRehearsal,
        jurisdictions: plugins,
        platform,
        url: database.runtimeUrl,
        progress: silent,
        batchSize,
      });
    },
    rejected: () => readFileSync(rejected, 'utf8').split('\r\n').slice(1, -1),
    close: async () => {
      await reader.close();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The figures of a report that a model can know. */
export const figuresOf = ({ cases, rejected, duplicates, plugins: counted }: ImportReport): Figures => ({
  cases,
  rejected,
  duplicates,
  plugins: Object.fromEntries(counted.map(({ plugin, ...figures }) => [plugin, figures])),
});
