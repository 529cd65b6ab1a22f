import type { Constructor } from './fields';
import type { Label } from './language';
import type { FixedLength, Length, LocalLength } from './length';
import type { Source } from './source';

export const phases = ['intake', 'handling', 'mediation', 'agreement', 'followUp', 'closed'] as const;
export type Phase = (typeof phases)[number];

export const outcomes = ['resolved', 'partly', 'notResolved', 'withdrawn', 'referredOut', 'unconfirmed'] as const;
export type Outcome = (typeof outcomes)[number];

export const sides = ['applicant', 'respondent', 'third'] as const;
export type Side = (typeof sides)[number];

export const capacities = ['self', 'nearRelative', 'guardian', 'representative', 'agent', 'organisation'] as const;
export type Capacity = (typeof capacities)[number];

export const consentStates = ['notAsked', 'asked', 'given', 'refused', 'withdrawn'] as const;
export type ConsentState = (typeof consentStates)[number];

/** A length with the law it stands in, or a local one whose policy key carries the source. */
export type Rule =
  | {
      readonly length: FixedLength;
      readonly source: Source;
      readonly earlier?: readonly { readonly length: FixedLength; readonly source: Source }[];
    }
  | { readonly length: LocalLength; readonly source?: undefined; readonly earlier?: undefined };

/** A resting place of a case. A closed one has an outcome and no way on but a reopening. */
export type StateSpec =
  | {
      readonly phase: Exclude<Phase, 'closed'>;
      readonly label: Label;
      /** Legal route the case is on while here, e.g. `peoplesMediation`; see `exclusiveRoutes`. */
      readonly route?: string;
      /** Short form of a clock that runs from entering this state until leaving it. */
      readonly due?: Rule & { readonly label: Label };
    }
  | { readonly phase: 'closed'; readonly label: Label; readonly outcome: Outcome; readonly route?: undefined; readonly due?: undefined };

/** Who may make a move, each kind of right named separately: a side in this case, a post in a unit, an assignment to this case. */
export interface Actors<Post extends string, Assignment extends string> {
  readonly side?: readonly Side[];
  readonly post?: readonly Post[];
  readonly assignment?: readonly Assignment[];
}

/** What a move does beside changing the state. Data, so that the kernel applies it and a reader can see it. */
export type Effect<Assignment extends string, Field extends string, Clock extends string> =
  /** The actor becomes the handler. */
  | { readonly do: 'takeOn' }
  /** Nobody handles the case any more; the unit stays accountable. */
  | { readonly do: 'release' }
  /** The unit named by `unit` in the input becomes the one accountable unit; the handler is released. */
  | { readonly do: 'handOver' }
  /** The unit named by `unit` in the input is called in beside the accountable one, under this relation. */
  | { readonly do: 'involveUnit'; readonly relation: Assignment }
  /** The person named by `person` in the input gets this assignment. */
  | { readonly do: 'assign'; readonly relation: Assignment }
  | { readonly do: 'askConsent'; readonly of: readonly Side[] }
  /** The consent of the side that makes the move. */
  | { readonly do: 'consent'; readonly as: 'given' | 'refused' | 'withdrawn' }
  /** Copies these fields of the input into the details. */
  | { readonly do: 'record'; readonly fields: readonly Field[] }
  /** One voice for extending the clock; it is extended when everybody named in `extendBy` has agreed. */
  | { readonly do: 'agreeExtension'; readonly clock: Clock }
  /** Opens a case of the type named by `into` in the input and links the two; this one ends here. */
  | { readonly do: 'continueElsewhere' };

/** One permitted move: from where, to where, by whom, what must be known before, and by which law. */
export interface MoveSpec<
  State extends string = string,
  Actor extends Actors<string, string> = Actors<string, string>,
  Need extends string = string,
  Does = Effect<string, string, string>,
> {
  readonly from: State | readonly State[];
  /** Absent: the case stays where it is. */
  readonly to?: State;
  readonly by: Actor;
  readonly needs?: readonly Need[];
  /** A class of decorated fields: the move gets its own typed mutation. */
  readonly takes?: Constructor;
  readonly effects?: readonly Does[];
  /** This move is the refusal of a side: it must end the attempt (People's Mediation Law arts 17, 23). */
  readonly refusalBy?: Side | readonly Side[];
  readonly source?: Source;
  readonly label: Label;
}

/** A legal limit beside the states, because it often spans several. `open` stands for the opening of the case. */
export type ClockSpec<State extends string = string, Move extends string = string, Actor = Actors<string, string>> = Rule & {
  readonly from: Move | 'open' | readonly (Move | 'open')[];
  readonly until: readonly Move[];
  readonly pausedIn?: readonly State[];
  readonly extendBy?: { readonly agreed: Actor; readonly by: Length; readonly source: Source };
  readonly label: Label;
};

/** What must hold before a move. Pure: it reads only the facts that it declares. */
export interface Requirement<Details extends object = object> {
  readonly label: Label;
  readonly reads: readonly ('details' | 'parties' | 'handler' | 'place')[];
  readonly code?: 'NEEDS_MISSING' | 'CONSENT_REQUIRED';
  holds(facts: CaseFacts<Details>): boolean;
}

/** What a requirement or a warning may look at. Nothing in it identifies a person. */
export interface CaseFacts<Details extends object = object, State extends string = string> {
  readonly state: State;
  readonly details: Partial<Details>;
  readonly parties: readonly { readonly side: Side; readonly capacity: Capacity; readonly consent: ConsentState }[];
  readonly hasHandler: boolean;
  readonly hasPlace: boolean;
  readonly openedAt: Date;
  readonly enteredAt: Date;
  readonly now: Date;
}
