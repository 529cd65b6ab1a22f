import type { AnyCaseType, Jurisdiction, LedgerEntry, Sees } from '@maplebridge/contract';
import { columnFields, detailsTableName, snakeCase } from '@maplebridge/contract';
import { ownerSchema, type Database, type DetailsTable, type Keyring, type StoredTypeRow } from '@maplebridge/storage';
import type { Rules } from './rules';

/** Encrypted places in the ledger and in lists; the live package makes them, the gateway hands them over. */
export interface CursorPort {
  /** Where the ledger stands now, for a page that is about to be read. */
  current(): Promise<string>;
  ofEntry(entry: LedgerEntry): string;
  /** Of a reader that has come so far in every shard. */
  ofPositions(positions: readonly bigint[]): string;
  sealPage(value: unknown, purpose: string): string;
  /** Null when it was altered or belongs to another list. */
  openPage(text: string, purpose: string): unknown;
}

export interface LoadedType {
  readonly type: AnyCaseType;
  readonly jurisdiction: Jurisdiction;
  readonly table: DetailsTable;
}

/** What every desk stands on: one per process, made at start, frozen. */
export interface Platform {
  readonly database: Database;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly types: ReadonlyMap<string, LoadedType>;
  /** Every type this database has ever known, loaded or dormant. */
  readonly stored: ReadonlyMap<string, StoredTypeRow>;
  readonly sights: readonly { readonly name: string; readonly sees: Sees }[];
  readonly tables: readonly DetailsTable[];
  readonly rules: Rules;
  /** Opens the keys of the persons whose values are sealed. */
  readonly keyring: Keyring;
  readonly cursors: CursorPort;
  /** Tells the tails after a commit that there is something to read; a hint, never awaited. */
  readonly hint: () => void;
  /** Counts what was tried in vain: 0 while there may be more tries under this key, else how long to wait. */
  readonly misses: { readonly take: (key: string) => number };
  readonly now: () => Date;
  /** Set where everybody is but a resident (`forResidents`): the platform with staff, to ask who may not be let in for what they are there. */
  readonly whole?: Platform;
}

/**
 * The same platform without staff: posts and emergencies are loaded for nobody, and no type shows a case by a post or an assignment.
 * What is left to see and to move by are the sides of parties.
 */
export function forResidents(platform: Platform): Platform {
  const bySide = ({ side }: Sees): Sees => (side ? { side } : {});
  return {
    ...platform,
    whole: platform,
    stored: new Map([...platform.stored].map(([name, row]) => [name, { ...row, sees: bySide(row.sees) }])),
    sights: platform.sights.map(({ name, sees }) => ({ name, sees: bySide(sees) })),
  };
}

export const loadedTypes = (jurisdictions: readonly Jurisdiction[]): ReadonlyMap<string, LoadedType> =>
  new Map(
    jurisdictions.flatMap((jurisdiction) =>
      jurisdiction.caseTypes.map((type): [string, LoadedType] => [
        type.name,
        { type, jurisdiction, table: detailsTable(jurisdiction, type) },
      ]),
    ),
  );

const detailsTable = (jurisdiction: Jurisdiction, type: AnyCaseType): DetailsTable => ({
  type: type.name,
  schema: ownerSchema(jurisdiction.name),
  table: detailsTableName(type),
  columns: columnFields(type.fields).map((one) => ({
    field: one.name,
    column: snakeCase(one.name),
    isInternal: one.class === 'internal',
  })),
});
