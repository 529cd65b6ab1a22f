import type { Label } from './language';
import type { Actors, Capacity, Side } from './lifecycle';
import type { FieldClass } from './fields';
import type { CaseFilter, CaseOrder, Page, Window } from './lists';
import type { CaseRecord, ChangeRecord, DeadlineRecord, LedgerEntry, PartyRecord, PersonalValue, ReportRecord } from './record';
import type { RefusalDetails, ErrorCode } from './refusal';
import type { AccessRecord, PostHolder } from './people';
import type { Selecting } from './plan';
import type { Receipt } from './receipt';
import type { SightDesk } from './sightDesk';

export interface CasePage extends Page<CaseRecord> {
  /** Taken before the page was read: subscribe after it and nothing is missed. */
  readonly liveCursor: string;
  /** Counts only when called; exact up to 10,000. */
  count(): Promise<{ readonly total: number; readonly isLowerBound: boolean }>;
}

export interface PartyInput {
  readonly side: Side;
  readonly capacity: Capacity;
  readonly name: string;
  readonly phone?: string;
  /** `sub` of the person's token, when the person is known to the platform and shall see the case. */
  readonly subject?: string;
}

/** Somebody who comes in after the opening. */
export interface AddPartyInput {
  readonly caseId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
  /** With the party of the same side for whom this one acts. */
  readonly party: PartyInput & { readonly actsForId?: string };
}

/** Says by which token a party is known, so that they see the case. */
export interface IdentifyPartyInput {
  readonly partyId: string;
  readonly subject: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

export interface OpenInput {
  readonly idempotencyKey: string;
  readonly summary: string;
  /** Absent: routed by place and competence. */
  readonly unitId?: string;
  readonly placeId?: string;
  readonly channel?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly parties?: readonly PartyInput[];
}

export interface MoveInput {
  readonly caseId: string;
  readonly move: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
  readonly note?: string;
  /** Who may read the note; absent: a party's everybody, a worker's those who work on the case. */
  readonly noteFor?: 'case' | 'unit';
  /** What the move `takes`, checked against its class. */
  readonly taken?: Readonly<Record<string, unknown>>;
  /** The case type it is meant for, on which `refuse` insists: details of no other are read. */
  readonly type?: string;
  /** Shown the case before anything is decided; throws when the move cannot have been meant for it. */
  readonly refuse?: (found: CaseRecord) => void;
}

export interface AmendInput {
  readonly caseId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
  /** Only the fields to change; null empties one. */
  readonly patch: Readonly<Record<string, unknown>>;
  /** As for a move. */
  readonly refuse?: MoveInput['refuse'];
}

/** A plugin's own write: its tables and one ledger entry, in one transaction, under version and key. */
export interface CommandInput {
  readonly owner: string;
  /** Past tense, becomes the ledger entry's type: `<owner>.<name>`. */
  readonly name: string;
  readonly caseId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
  /** Hashed under the idempotency key and kept in the entry: codes, ids and numbers only. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly audience?: LedgerEntry['audience'];
  /** Who may give it; absent: whoever sees the case by a post or an assignment. */
  readonly by?: Actors<string, string>;
  /** People or units that the command calls in or lets go, under a relation or assignment that the owner declares. */
  readonly involves?: readonly { readonly relation: string; readonly personId?: string; readonly unitId?: string }[];
  /** Writes the owner's tables; runs inside the transaction and only once. */
  write(tables: OwnTables): Promise<void>;
}

export interface MoveOption {
  readonly code: string;
  readonly label: Label;
  readonly isOpen: boolean;
  readonly needs: readonly string[];
  readonly refusal: { readonly code: ErrorCode; readonly text: Label; readonly details: RefusalDetails } | null;
}

export interface StatisticFigure {
  readonly code: string;
  readonly label: Label;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly unit: 'cases' | 'share' | 'hours' | 'sum';
}

export interface WarningFigure {
  readonly code: string;
  readonly label: Label;
  readonly severity: 'notice' | 'urgent';
  readonly caseIds: readonly string[];
  readonly count: number;
}

export interface UnmaskInput {
  readonly partyId: string;
  readonly classes: readonly FieldClass[];
  readonly purpose: string;
  readonly idempotencyKey: string;
}

/** A personal value of a case that was opened; null as the party for one of the case's own details. */
export interface HeldValue {
  readonly partyId: string | null;
  readonly field: string;
  readonly value: PersonalValue;
}

/** Opens the personal details of a case, as `unmask` opens those of a party. */
export interface UnmaskDetailsInput extends Omit<UnmaskInput, 'partyId'> {
  readonly caseId: string;
}

/** SQL of one owner in its own schema, under the owner's database role. Values are always bound; one statement a call. */
export interface OwnTables {
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** Where one request handles cases. Every call is checked against the viewer; batched calls keep the order of their ids. */
export interface Desk extends Selecting, SightDesk {
  /** Null for what is absent and for what is not theirs: the two cannot be told apart. */
  findMany(ids: readonly string[]): Promise<readonly (CaseRecord | null)[]>;
  findByNumber(number: string): Promise<CaseRecord | null>;
  page(filter: CaseFilter, order: CaseOrder, window: Window): Promise<CasePage>;
  count(filter: CaseFilter): Promise<number>;
  open(type: string, input: OpenInput): Promise<Receipt>;
  move(input: MoveInput): Promise<Receipt>;
  amend(input: AmendInput): Promise<Receipt>;
  /** The entry's payload names the party. */
  addParty(input: AddPartyInput): Promise<Receipt>;
  identifyParty(input: IdentifyPartyInput): Promise<Receipt>;
  command(input: CommandInput): Promise<Receipt>;
  partiesOf(caseIds: readonly string[]): Promise<readonly (readonly PartyRecord[])[]>;
  party(id: string): Promise<PartyRecord | null>;
  deadlinesOf(caseIds: readonly string[]): Promise<readonly (readonly DeadlineRecord[])[]>;
  movesOf(caseIds: readonly string[]): Promise<readonly (readonly MoveOption[])[]>;
  /** The first, or the last, changes of several cases at once, in the order of the ids: a window without a cursor. */
  historiesOf(caseIds: readonly string[], window: Omit<Window, 'after' | 'before'>): Promise<readonly Page<ChangeRecord>[]>;
  historyOf(caseId: string, window: Window): Promise<Page<ChangeRecord>>;
  change(entryId: string): Promise<ChangeRecord | null>;
  linksOf(caseIds: readonly string[]): Promise<readonly (readonly { readonly caseId: string; readonly relation: string }[])[]>;
  unmask(
    input: UnmaskInput,
  ): Promise<{ readonly party: PartyRecord; readonly until: Date; readonly opened: Readonly<Record<string, PersonalValue>> }>;
  unmaskDetails(
    input: UnmaskDetailsInput,
  ): Promise<{ readonly caseId: string; readonly until: Date; readonly opened: Readonly<Record<string, PersonalValue>> }>;
  /**
   * Personal values that the viewer may read without saying what for: those of the case for whoever it is assigned to, and a person's own.
   * Every reading is on record (ACCESS_LOG_UNAVAILABLE without). Null for everybody else.
   */
  openAssigned(caseId: string, classes: readonly FieldClass[]): Promise<readonly HeldValue[] | null>;
  statistics(type: string, unitId: string, from: Date, until: Date): Promise<readonly StatisticFigure[]>;
  warnings(type: string, unitId: string): Promise<readonly WarningFigure[]>;
  /** Case types of which this viewer may have figures of the unit, by the rule of `statistics`; FORBIDDEN when there is none. */
  accountableTypes(unitId: string): Promise<readonly string[]>;
  reports(ids: readonly string[]): Promise<readonly (ReportRecord | null)[]>;
  /** The cases that came of each report, oldest first, at most 100 each; only those that are theirs to see. */
  casesOfReports(ids: readonly string[]): Promise<readonly (readonly CaseRecord[])[]>;
  /** Who opened personal values of the viewer, the newest first. */
  accessLog(window: Window): Promise<Page<AccessRecord>>;
  accessRecord(id: string): Promise<AccessRecord | null>;
  /** Who holds posts in each unit now, at most 100 each; nobody for a viewer who holds none. */
  holdersOf(asked: readonly { readonly unitId: string; readonly role: string | null }[]): Promise<readonly (readonly PostHolder[])[]>;
}
