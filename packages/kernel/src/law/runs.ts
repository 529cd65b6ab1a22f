import type { AnyCaseType, ClockSpec, Label, MoveSpec, Rule, StateSpec } from '@maplebridge/contract';
import { closes, type Stay } from './timeline';

/** A clock as the case type declares it, beside its states or in short form at one of them. */
export interface Clock {
  readonly code: string;
  readonly label: Label;
  readonly rule: Rule;
  readonly pausedIn: readonly string[];
  readonly extendBy: ClockSpec['extendBy'];
  starts(stay: Stay): boolean;
  ends(stay: Stay): boolean;
  /** Is this move a voice for extending the clock? */
  voices(move: string): boolean;
}

/**
 * One run of a clock. It is started by a step; then it goes on, or is ended by an `until` move, or by the closing of the case, or
 * is replaced because a step started the clock anew.
 */
export interface Run {
  readonly startedAt: number;
  /** The stays that belong to the run, the one after its first step included. */
  readonly stays: readonly Stay[];
  readonly end: { readonly at: number; readonly by: 'until' | 'closing' | 'restart' } | null;
}

/** Declared clocks first, then the `due` of the states, each in order of declaration. */
export function clocksOf(type: AnyCaseType): readonly Clock[] {
  const beside = Object.entries(type.clocks).map(([code, spec]) => clockBeside(type, code, spec));
  const states: readonly [string, StateSpec][] = Object.entries(type.states);
  return [...beside, ...states.flatMap(([state, spec]) => (spec.due ? [clockOfState(state, spec.due)] : []))];
}

function clockBeside(type: AnyCaseType, code: string, spec: ClockSpec): Clock {
  const from = [spec.from].flat();
  return {
    code,
    label: spec.label,
    rule: spec,
    pausedIn: spec.pausedIn ?? [],
    extendBy: spec.extendBy,
    starts: ({ step }) => from.includes(step.type === 'opened' ? 'open' : step.type),
    ends: ({ step }) => spec.until.includes(step.type),
    voices: (move) => (movesOf(type)[move]?.effects ?? []).some((effect) => effect.do === 'agreeExtension' && effect.clock === code),
  };
}

const clockOfState = (state: string, due: Rule & { readonly label: Label }): Clock => ({
  code: `due:${state}`,
  label: due.label,
  rule: due,
  pausedIn: [],
  extendBy: undefined,
  starts: ({ step, previousState }) => step.state === state && previousState !== state,
  ends: ({ step, previousState }) => step.state !== state && previousState === state,
  voices: () => false,
});

const movesOf = (type: AnyCaseType): Readonly<Record<string, MoveSpec>> => type.moves;

/** All runs of a clock, in order. At most the last one goes on. */
export function runsOf(clock: Clock, type: AnyCaseType, stays: readonly Stay[]): readonly Run[] {
  const runs: Run[] = [];
  let first: number | null = null;
  const finish = (index: number, end: Run['end']): void => {
    if (first !== null) runs.push({ startedAt: stays[first]?.from ?? 0, stays: stays.slice(first, index), end });
    first = null;
  };
  stays.forEach((stay, index) => {
    if (clock.ends(stay)) finish(index, { at: stay.from, by: 'until' });
    if (closes(type, stay)) finish(index, { at: stay.from, by: 'closing' });
    if (!clock.starts(stay)) return;
    finish(index, { at: stay.from, by: 'restart' });
    first = index; // a clock that the closing move itself starts runs on past it, e.g. a limit for asking confirmation
  });
  finish(stays.length, null);
  return runs;
}
