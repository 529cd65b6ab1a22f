import type { Label } from './language';
import type { CaseFacts } from './lifecycle';
import type { PolicyKey } from './policy';

/** A pure judgement over one open case: it looks, it never writes, and it never scores a person. */
export interface WarningRule<Details extends object = object, State extends string = string> {
  readonly code: string;
  readonly label: Label;
  readonly severity: 'notice' | 'urgent';
  when(sighting: Sighting<Details, State>): boolean;
}

export interface Sighting<Details extends object = object, State extends string = string> extends CaseFacts<Details, State> {
  /** Whole hours since the case entered its state. */
  readonly hoursInState: number;
  readonly hoursOpen: number;
  /** The number as the unit of the case has it today; the key is one that the case type declares. */
  readonly policy: (key: PolicyKey) => number;
}

/** What a jurisdiction counts about itself, said as data so that storage answers it in SQL. */
export type StatisticSpec<
  State extends string = string,
  Move extends string = string,
  Field extends string = string,
  Clock extends string = string,
> = { readonly label: Label } & (
  | { readonly count: readonly State[] }
  /** Share of cases in `share` among those in `of`, by the state they were in at the end of the period. */
  | { readonly share: readonly State[]; readonly of: readonly State[] }
  /** Median hours between two moves, over cases whose second move fell into the period. */
  | { readonly medianHours: readonly [from: Move | 'open', to: Move] }
  /** Sum of an integer detail over cases in these states. */
  | { readonly sum: Field; readonly in: readonly State[] }
  /** Share of the runs of a clock that were met among those that ended. */
  | { readonly metInTime: Clock }
);
