import type { Actors, AnyCaseType, ClockSpec, Length, MoveSpec, Rule, StateSpec } from '@maplebridge/contract';
import { timeUnits } from './lengths';
import { isNamed } from './named';

export function clockMistakes(type: AnyCaseType): readonly string[] {
  const states = Object.entries(type.states as Record<string, StateSpec>);
  const beside = Object.entries(type.clocks).flatMap(([code, clock]) =>
    [...nameMistakes(type, code, clock), ...ruleMistakes(clock), ...extensionMistakes(type, code, clock)].map(
      (mistake) => `clock "${code}" ${mistake}.`,
    ),
  );
  return [
    ...beside,
    ...states.flatMap(([name, { due }]) => (due ? ruleMistakes(due).map((mistake) => `the due time of state "${name}" ${mistake}.`) : [])),
  ];
}

function nameMistakes(type: AnyCaseType, code: string, { from, until, pausedIn = [] }: ClockSpec): readonly string[] {
  const moves = `moves are ${Object.keys(type.moves).join(', ')}`;
  return [
    ...(code.includes(':') ? ['has a colon in its name, which is kept for the due times of states'] : []),
    ...([from].flat().length === 0 ? ['starts with no move: it would never run'] : []),
    ...[from]
      .flat()
      .filter((name) => name !== 'open' && !isNamed(type.moves, name))
      .map((name) => `starts with "${name}", which is no move; ${moves}`),
    ...until.filter((name) => !isNamed(type.moves, name)).map((name) => `ends with "${name}", which is no move; ${moves}`),
    ...pausedIn
      .filter((name) => !isNamed(type.states, name))
      .map((name) => `is paused in "${name}", which is no state; states are ${Object.keys(type.states as object).join(', ')}`),
  ];
}

function ruleMistakes(rule: Rule): readonly string[] {
  if (rule.source === undefined)
    return 'policy' in rule.length
      ? lengthMistakes(rule.length)
      : ['has a fixed length without a source: name the law, or make it a policy'];
  return [rule.length, ...(rule.earlier ?? []).map(({ length }) => length)].flatMap(lengthMistakes);
}

function lengthMistakes(length: Length): readonly string[] {
  if ('policy' in length) {
    const { name, unit } = length.policy;
    return timeUnits.includes(unit)
      ? []
      : [`runs by policy "${name}", which is counted in ${unit} and not in time (${timeUnits.join(', ')})`];
  }
  const isSound = timeUnits.includes(length.unit) && Number.isSafeInteger(length.value) && length.value > 0;
  return isSound
    ? []
    : [`has a length of ${length.value} ${length.unit}; a length is a whole number of ${timeUnits.join(', ')} above zero`];
}

/** Whoever has to agree needs a move to say so, or the clock could never be extended. */
function extensionMistakes(type: AnyCaseType, code: string, { extendBy }: ClockSpec): readonly string[] {
  if (!extendBy) return [];
  const voices = Object.values(type.moves as Record<string, MoveSpec>).filter(({ effects = [] }) =>
    effects.some((effect) => effect.do === 'agreeExtension' && effect.clock === code),
  );
  const named = (['side', 'post', 'assignment'] as const).flatMap((kind) =>
    (extendBy.agreed[kind] ?? []).map((name: string) => ({ kind, name })),
  );
  const isVoiced = (kind: keyof Actors<string, string>, name: string): boolean =>
    voices.some(({ by }) => (by[kind] ?? []).some((role) => role === name));
  return [
    ...(named.length === 0 ? ['may be extended, but nobody is named who has to agree'] : []),
    ...named
      .filter(({ kind, name }) => !isVoiced(kind, name))
      .map(
        ({ kind, name }) =>
          `is extended when ${kind} "${name}" agrees, but no move with the effect agreeExtension is open to ${kind} "${name}"`,
      ),
    ...lengthMistakes(extendBy.by).map((mistake) => `is extended wrongly: it ${mistake}`),
  ];
}
