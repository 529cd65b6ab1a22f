import type { Actor, AnyCaseType } from '@maplebridge/contract';

/** One step of a case as the ledger tells it, in ledger order. */
export interface TimelineStep {
  /** `opened` or the code of a move. */
  readonly type: string;
  readonly at: Date;
  /** The state after the step. */
  readonly state: string;
  readonly actor: Pick<Actor, 'kind' | 'role'>;
}

/** A stretch of time, `[from, until)`, in milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

export interface Pause extends Stretch {
  /** States the case was in meanwhile, in order. */
  readonly states: readonly string[];
  /** The case is still there: `until` is only as far as we know. */
  readonly isOpen: boolean;
}

/** A step with what became of it: `at` never runs back within a case, whatever two clocks said. */
export interface Stay extends Stretch {
  readonly step: TimelineStep;
  readonly previousState: string | null;
  readonly isLast: boolean;
}

/** Each step as a stay in its state until the next one; the last stay lasts until now. */
export function staysOf(timeline: readonly TimelineStep[], now: Date): readonly Stay[] {
  let latest = -Infinity;
  const starts = timeline.map((step) => (latest = Math.max(latest, step.at.getTime())));
  return timeline.map((step, index) => ({
    step,
    previousState: timeline[index - 1]?.state ?? null,
    from: starts[index] ?? latest,
    until: starts[index + 1] ?? Math.max(latest, now.getTime()),
    isLast: index === timeline.length - 1,
  }));
}

/** The stays in these states, joined where they touch; a stay without length is none unless it is the one under way. */
export function pausesOf(stays: readonly Stay[], pausedIn: readonly string[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (const stay of stays) {
    if (!pausedIn.includes(stay.step.state) || (stay.until === stay.from && !stay.isLast)) continue;
    const previous = pauses.at(-1);
    if (previous?.until === stay.from) pauses.splice(-1, 1, joined(previous, stay));
    else pauses.push({ from: stay.from, until: stay.until, states: [stay.step.state], isOpen: stay.isLast });
  }
  return pauses;
}

const joined = (pause: Pause, stay: Stay): Pause => ({
  from: pause.from,
  until: stay.until,
  states: [...new Set([...pause.states, stay.step.state])],
  isOpen: stay.isLast,
});

/** Does the step bring the case from an open state into a closed one? */
export const closes = (type: AnyCaseType, stay: Stay): boolean =>
  isClosed(type, stay.step.state) && !(stay.previousState !== null && isClosed(type, stay.previousState));

const isClosed = (type: AnyCaseType, state: string): boolean => type.states[state]?.phase === 'closed';
