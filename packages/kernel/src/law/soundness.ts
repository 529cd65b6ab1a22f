import { outcomes, phases, type AnyCaseType, type MoveSpec, type StateSpec } from '@maplebridge/contract';
import { isLabel } from './named';
import { clockMistakes } from './soundClocks';
import { moveMistakes } from './soundMoves';
import { pathMistakes } from './soundPaths';
import { requirementMistakes } from './soundRequirements';

/**
 * What can be proved wrong in a case type before its first case. Most of it does not compile; but a plugin may be JavaScript, and a
 * capability names states that only the case type has. Nothing is refused that might be meant.
 */
export function lifecycleMistakes(type: AnyCaseType): readonly string[] {
  return [
    ...stateMistakes(type),
    ...moveMistakes(type),
    ...pathMistakes(type),
    ...routeMistakes(type),
    ...clockMistakes(type),
    ...requirementMistakes(type),
    ...labelMistakes(type),
  ];
}

function stateMistakes(type: AnyCaseType): readonly string[] {
  const states = Object.entries(type.states as Record<string, StateSpec>);
  return states.flatMap(([name, state]) => {
    if (!phases.includes(state.phase)) return [`state "${name}" has the phase "${String(state.phase)}"; phases are ${phases.join(', ')}.`];
    const isEnd = state.phase === 'closed';
    if (isEnd && !outcomes.includes(state.outcome)) return [`closed state "${name}" has no outcome; outcomes are ${outcomes.join(', ')}.`];
    return isEnd && state.due ? [`closed state "${name}" has a due time, but nothing is due in a closed case.`] : [];
  });
}

/** From one exclusive route into another without ending the first (e.g. Medical Disputes Regulation arts 31, 40). */
function routeMistakes(type: AnyCaseType): readonly string[] {
  const states: Readonly<Record<string, StateSpec>> = type.states;
  const moves = Object.entries(type.moves as Record<string, MoveSpec>);
  return moves.flatMap(([code, { from, to }]) =>
    [from].flat().flatMap((origin) => {
      const [left, entered] = [states[origin]?.route, to === undefined ? undefined : states[to]?.route];
      if (left === undefined || entered === undefined || left === entered) return [];
      const areExclusive = type.exclusiveRoutes.some((group) => group.includes(left) && group.includes(entered));
      return areExclusive
        ? [
            `move "${code}" goes from "${origin}" on route "${left}" straight to "${to}" on route "${entered}", but the two routes exclude each other: the first has to end.`,
          ]
        : [];
    }),
  );
}

function labelMistakes(type: AnyCaseType): readonly string[] {
  const parts = ['states', 'moves', 'posts', 'assignments', 'requirements', 'clocks', 'statistics'] as const;
  const named = parts.flatMap((part) =>
    Object.entries(type[part] as Record<string, { label?: unknown }>).map(([name, { label }]) => ({ what: `${part}.${name}`, label })),
  );
  const all = [
    { what: 'the case type', label: type.label as unknown },
    ...named,
    ...type.warnings.map((one) => ({ what: `warning ${one.code}`, label: one.label })),
  ];
  return all.filter(({ label }) => !isLabel(label)).map(({ what }) => `${what} has no label in both languages (zh-CN and en).`);
}
