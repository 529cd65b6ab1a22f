import type { FieldClass } from './fields';
import type { Label } from './language';
import type { Capacity, ConsentState, Outcome, Phase, Side } from './lifecycle';
import type { PolicyDecision } from './policy';
import type { Source } from './source';

/** A case as the kernel hands it out: shared columns and the jurisdiction's own details, already cut to what the viewer may see. */
export interface CaseRecord<Details extends object = Record<string, unknown>, State extends string = string> {
  readonly id: string;
  readonly type: string;
  readonly typeVersion: number;
  /** The jurisdiction (plugin) that declared the type. */
  readonly jurisdiction: string;
  readonly number: string;
  readonly version: number;
  readonly summary: string;
  readonly state: State;
  readonly phase: Phase;
  readonly outcome: Outcome | null;
  readonly unitId: string;
  readonly handlerId: string | null;
  readonly handlerPost: string | null;
  /** The unit in which the handler holds that post; it may lie above the accountable one. */
  readonly handlerUnitId: string | null;
  readonly placeId: string | null;
  readonly reportId: string | null;
  readonly openedAt: Date;
  readonly enteredAt: Date;
  readonly closedAt: Date | null;
  readonly changedAt: Date;
  readonly due: { readonly clock: string; readonly at: Date } | null;
  /** False when no loaded plugin declares the type: readable, never movable. */
  readonly isDormant: boolean;
  readonly details: Readonly<Partial<Details>>;
}

/** A personal value as lists show it; `text` is the stored mask until it is opened for a purpose. */
export interface PersonalValue {
  readonly text: string;
  readonly isMasked: boolean;
  readonly class: FieldClass;
}

export interface PartyRecord {
  readonly id: string;
  readonly caseId: string;
  readonly side: Side;
  readonly capacity: Capacity;
  readonly name: PersonalValue;
  readonly actsForId: string | null;
  readonly consent: ConsentState;
}

export type DeadlineState = 'running' | 'paused' | 'met' | 'missed' | 'lifted';

/** A clock as it stands, with the intervals that sum to the elapsed time and the source or policy row that decided. */
export interface DeadlineRecord {
  readonly caseId: string;
  readonly code: string;
  readonly label: Label;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly state: DeadlineState;
  readonly source: Source;
  /** The policy that set the length; null where a law did. */
  readonly decidedBy: PolicyDecision | null;
  /** A calendar year is not known yet, or a pause is not over. */
  readonly isProvisional: boolean;
  readonly spans: readonly DeadlineSpan[];
}

export interface DeadlineSpan {
  readonly from: Date;
  readonly to: Date | null;
  readonly isCounted: boolean;
  readonly reason: Label;
  readonly source: Source | null;
}

export interface UnitRecord {
  readonly id: string;
  readonly code: string;
  readonly name: Label;
  readonly kind: string;
  readonly kindLabel: Label;
  /** Distance from the root, 0 to 7. */
  readonly level: number;
  readonly parentId: string | null;
  /** From the root down to the unit itself. */
  readonly path: readonly string[];
  readonly timeZone: string;
  readonly from: Date;
  readonly until: Date | null;
}

/** A unit as it was for a time: a new version begins when it, or a unit above it, is renamed or moved. */
export interface UnitVersion {
  readonly name: Label;
  readonly parentId: string | null;
  /** From the root down to the unit itself. */
  readonly path: readonly string[];
  readonly from: Date;
  readonly until: Date | null;
}

export const placeKinds = ['area', 'grid', 'microGrid', 'building', 'door', 'noticeBoard', 'market', 'stall', 'hall'] as const;
export type PlaceKind = (typeof placeKinds)[number];

export interface PlaceRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: PlaceKind;
  readonly partOfId: string | null;
}

export interface ReportRecord {
  readonly id: string;
  readonly number: string;
  readonly channel: string;
  readonly receivedAt: Date;
  readonly placeId: string | null;
}

/** Who may read a ledger entry. Any but `case` has its own stream and leaves no trace in the case's version. */
export type Audience = 'case' | 'unit' | 'supervisors' | `side:${Side}`;

/** One line of the ledger: codes, ids, numbers and commitments, never free text. */
export interface LedgerEntry {
  readonly id: string;
  readonly shard: number;
  /** Gapless within the shard. */
  readonly position: bigint;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectVersion: number;
  readonly caseId: string | null;
  readonly caseType: string | null;
  readonly typeVersion: number | null;
  /** `opened`, the code of a move, `amended`, or what a command names. */
  readonly type: string;
  readonly unitId: string | null;
  readonly previousUnitId: string | null;
  readonly stateBefore: string | null;
  readonly stateAfter: string | null;
  readonly phaseBefore: Phase | null;
  readonly phaseAfter: Phase | null;
  readonly audience: Audience;
  readonly actor: Actor;
  readonly happenedAt: Date;
  readonly recordedAt: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Who acted, by the right they used: never a name. */
export interface Actor {
  readonly kind: 'post' | 'side' | 'assignment' | 'resident' | 'system' | 'import';
  /** The post, side or assignment by name. */
  readonly role: string;
  readonly personId: string | null;
  readonly unitId: string | null;
}

/** An entry with what is told beside it, as far as who looks may read it. */
export interface ChangeRecord {
  readonly entry: LedgerEntry;
  readonly cursor: string;
  readonly note: string | null;
  readonly source: Source | null;
}
