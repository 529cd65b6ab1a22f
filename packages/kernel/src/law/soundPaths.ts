import type { AnyCaseType, MoveSpec, StateSpec } from '@maplebridge/contract';
import { isNamed } from './named';

interface Way {
  readonly move: string;
  readonly from: string;
  readonly to: string;
}

/** Can every state be reached, and is there a way from each to a closed one? */
export function pathMistakes(type: AnyCaseType): readonly string[] {
  const names = Object.keys(type.states);
  const initial = String(type.initial);
  if (!isNamed(type.states, initial)) return [`the initial state "${initial}" is not declared; states are ${names.join(', ')}.`];
  const ways = waysOf(type);
  const reached = pathsFrom(initial, ways);
  const unreachable = names.filter((name) => !reached.has(name));
  return [
    ...unreachable.map((name) => `state "${name}" cannot be reached from the initial state "${initial}" by any moves.`),
    ...trapMistakes(type, ways, reached),
  ];
}

function waysOf(type: AnyCaseType): readonly Way[] {
  const moves = Object.entries(type.moves as Record<string, MoveSpec>);
  return moves.flatMap(([move, { from, to }]) => (to === undefined ? [] : [from].flat().map((origin) => ({ move, from: origin, to }))));
}

/** The shortest way to each state that can be reached, breadth first. */
function pathsFrom(initial: string, ways: readonly Way[]): ReadonlyMap<string, readonly Way[]> {
  const paths = new Map<string, readonly Way[]>([[initial, []]]);
  for (const [state, path] of paths)
    // a Map hands out what is added while it is walked
    for (const way of ways) if (way.from === state && !paths.has(way.to)) paths.set(way.to, [...path, way]);
  return paths;
}

/** States without a lawful exit, the nearest shown by the shortest way into it. */
function trapMistakes(type: AnyCaseType, ways: readonly Way[], reached: ReadonlyMap<string, readonly Way[]>): readonly string[] {
  const states = Object.entries(type.states as Record<string, StateSpec>);
  const canClose = new Set(states.filter(([, { phase }]) => phase === 'closed').map(([name]) => name));
  if (canClose.size === 0) return ['no state is closed: a case could never end.'];
  for (let known = -1; known < canClose.size;) {
    known = canClose.size;
    for (const way of ways) if (canClose.has(way.to)) canClose.add(way.from);
  }
  const [nearest, ...others] = [...reached.keys()].filter((name) => !canClose.has(name) && isNamed(type.states, name));
  if (nearest === undefined) return [];
  const also = others.length > 0 ? ` The same holds for ${others.map((name) => `"${name}"`).join(', ')}.` : '';
  return [
    `state "${nearest}" has no way to a closed state. A case gets stuck there by: ${sayPath(String(type.initial), reached.get(nearest) ?? [])}.${also}`,
  ];
}

const sayPath = (initial: string, path: readonly Way[]): string => [initial, ...path.map(({ move, to }) => `-${move}-> ${to}`)].join(' ');
