import type { AnyCaseType } from './caseType';
import type { Desk, OwnTables } from './desk';
import type { Page, Window } from './lists';
import type { Label, Language } from './language';
import type { LiveStreams } from './live';
import type { PolicyKey, PolicyValue } from './policy';
import type { PlaceRecord, UnitRecord, UnitVersion } from './record';
import type { Viewer } from './viewer';

export interface JurisdictionRecord {
  readonly name: string;
  readonly label: Label;
  readonly version: string;
  readonly typeName: string;
  readonly isDormant: boolean;
}

/** Units, places, competence and what is loaded here. Organisations are public knowledge: no viewer is needed. */
export interface Directory {
  units(ids: readonly string[]): Promise<readonly (UnitRecord | null)[]>;
  unitByCode(code: string): Promise<UnitRecord | null>;
  /** How each unit came to be what it is, the earliest version first. */
  unitVersions(ids: readonly string[]): Promise<readonly (readonly UnitVersion[])[]>;
  children(unitId: string, window: Window): Promise<Page<UnitRecord>>;
  /** The same for many units, in one statement; a window that starts at a cursor belongs to one unit, and is refused. */
  childrenOf(unitIds: readonly string[], window: Window): Promise<readonly Page<UnitRecord>[]>;
  places(ids: readonly string[]): Promise<readonly (PlaceRecord | null)[]>;
  /** For each place the units that answer for it now, the nearest competence first. */
  answering(placeIds: readonly string[], type?: string): Promise<readonly (readonly UnitRecord[])[]>;
  /** Which unit would get a new case of the type there, and by which competence row or default at each step. */
  explainRouting(type: string, placeId: string | null): Promise<{ readonly unitId: string; readonly steps: readonly Label[] }>;
  jurisdictions(unitId?: string): Promise<readonly JurisdictionRecord[]>;
  /** Labels and phases of a type that was once loaded, for cases of dormant plugins. */
  storedType(name: string): Promise<StoredType | null>;
  roleLabel(role: string): Label;
  /** Every word that a case may be told in, of all types this process knows; the same object until the schema changes. */
  words(): KnownWords;
  policy(key: PolicyKey, unitId: string): Promise<PolicyValue>;
}

/** Labels as plans write them into statements. */
export interface KnownWords {
  readonly types: ReadonlyMap<string, StoredType>;
  readonly jurisdictions: readonly JurisdictionRecord[];
  /** By code; one that is not here is shown by its code. */
  readonly roles: Readonly<Record<string, Label>>;
}

export interface StoredType {
  readonly name: string;
  readonly jurisdiction: string;
  readonly label: Label;
  readonly states: Readonly<Record<string, { readonly label: Label; readonly phase: string }>>;
  readonly moves: Readonly<Record<string, { readonly label: Label }>>;
}

/** Where a ledger consumer stands. */
export interface Consumed {
  /** Live cursor: a stream that resumes after it sends everything that is not counted yet. */
  readonly cursor: string;
  /** Entries that are recorded and not dealt with yet; exact, because positions have no gaps. */
  readonly behind: number;
}

/** All that a resolver is handed. It lives as long as one request, or as one event of a stream. */
export interface RequestContext {
  /** Null for somebody who is not signed in: such a viewer sees no case. */
  readonly viewer: Viewer | null;
  readonly language: Language;
  readonly requestId: string;
  readonly now: () => Date;
  readonly caseTypes: ReadonlyMap<string, AnyCaseType>;
  readonly desk: Desk;
  readonly directory: Directory;
  readonly live: LiveStreams;
  /** Bound SQL in the schema of a loaded plugin or capability, under its own database role. Reads only; writes go through `desk.command`. */
  own(owner: string): OwnTables;
  /**
   * How far a consumer of a loaded plugin or capability has come. Ask before reading what it keeps: that then shows at least everything up to
   * the cursor.
   */
  consumed(owner: string, consumer: string): Promise<Consumed>;
  /** One value per key for the life of the request: loaders live here. */
  cached<Value>(key: symbol | object, make: () => Value): Value;
}
