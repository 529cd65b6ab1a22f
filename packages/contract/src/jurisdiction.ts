import type { AnyCaseType } from './caseType';
import type { Constructor } from './fields';
import type { OwnTables } from './desk';
import type { Label } from './language';
import type { PolicyKey } from './policy';
import type { LedgerEntry } from './record';

/** Version of this contract. A plugin names the range it was written against; another one refuses the start. */
export const contractVersion = '1.3.0';

/** SQL in the owner's schema, run once under the owner's role after core's; never edited after release. */
export interface Migration {
  /** Milliseconds since 1970 of the day it was written: orders the migrations of one owner. */
  readonly at: number;
  /** PascalCase, e.g. `CreateDetails`. */
  readonly name: string;
  readonly up: readonly string[];
}

/** Reads the ledger in order with a stored position, inside one transaction with what it writes: exactly once in effect. */
export interface Consumer {
  readonly name: string;
  /** Case types it wants; absent: those of the jurisdiction; `all`: every entry there is, those that concern no case among them. */
  readonly caseTypes?: readonly string[] | 'all';
  /** About how many entries it is handed at once, at most 10,000; 500 when absent. */
  readonly atOnce?: number;
  /** Milliseconds it rests after a batch, so that what comes in meanwhile is one batch; 0 when absent. One that is far behind does not rest. */
  readonly restsFor?: number;
  consume(entries: readonly LedgerEntry[], tables: OwnTables, units: ReadUnitsThen): Promise<void>;
}

/** Reads these units, all at once, as the transaction of the batch sees them; the look-up then answers for any instant. Throws for an id of no unit. */
export type ReadUnitsThen = (unitIds: readonly string[]) => Promise<UnitsThen>;

/** A unit as it stood when an entry was recorded; give the entry's `recordedAt`. */
export type UnitsThen = (unitId: string, recordedAt: Date) => UnitThen;

export interface UnitThen {
  /** From the root down to the unit itself. */
  readonly path: readonly string[];
  readonly timeZone: string;
}

/** A relation by which commands let people or units see a case: rows of `core.involved`, read by `sees.assignment` of the same name. */
export interface Relation {
  readonly name: string;
  readonly label: Label;
}

/** Ways in that are typed today and refused at start by name, until the platform carries them. */
export interface WaysToCome {
  readonly jobs?: readonly { readonly name: string }[];
  readonly httpRoutes?: readonly { readonly path: string }[];
  readonly subCommands?: readonly { readonly name: string }[];
  readonly messages?: readonly { readonly name: string }[];
}

/** A plugin as a frozen value: what it declares is all that it can do. */
export interface Jurisdiction extends WaysToCome {
  /** Kebab-case; in snake_case also its schema and its database role. */
  readonly name: string;
  readonly version: string;
  readonly label: Label;
  /** Semver range of `contractVersion` it was written against. */
  readonly contract: string;
  readonly caseTypes: readonly AnyCaseType[];
  /** type-graphql resolver classes, `caseResolver(type)` among them. */
  readonly resolvers: readonly Constructor<object>[];
  /** GraphQL object classes that only interfaces mention. */
  readonly types?: readonly Constructor<object>[];
  readonly migrations?: readonly Migration[];
  readonly policies?: readonly PolicyKey[];
  readonly consumers?: readonly Consumer[];
  readonly relations?: readonly Relation[];
}

/** Freezes a jurisdiction so that no later step can edit what the author declared. */
export const defineJurisdiction = (jurisdiction: Jurisdiction): Jurisdiction => Object.freeze(jurisdiction);
