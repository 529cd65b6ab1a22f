import { columnFields, columnType, snakeCase, type AnyCaseType, type MoveSpec, type StateSpec } from '@maplebridge/contract';
import type { ImportedDetails, StagedType } from '@maplebridge/storage';
import type { LoadedType } from '../desk/platform';

/** Where a closure rests that nobody was asked about: the closed state with outcome `unconfirmed`, and the move that leads there. */
export function restOf(type: AnyCaseType): { readonly state: string; readonly move: string } | null {
  const states: Readonly<Record<string, StateSpec>> = type.states;
  const moves: Readonly<Record<string, MoveSpec>> = type.moves;
  const state = Object.keys(states).find((name) => states[name]?.phase === 'closed' && states[name].outcome === 'unconfirmed');
  const move = Object.keys(moves).find((name) => moves[name]?.to === state);
  return state === undefined || move === undefined ? null : { state, move };
}

/** Null for a type in which an imported closure could not rest. */
export function stagedType({ type, jurisdiction }: LoadedType): StagedType | null {
  const rest = restOf(type);
  const states: Readonly<Record<string, StateSpec>> = type.states;
  const initial = states[type.initial as string];
  if (!rest || !initial) return null;
  return {
    type: type.name,
    version: type.version,
    jurisdiction: jurisdiction.name,
    state: type.initial as string,
    phase: initial.phase,
    closedState: rest.state,
    outcome: 'unconfirmed',
    closingMove: rest.move,
  };
}

export const importedDetails = ({ type, table }: LoadedType): ImportedDetails => ({
  type: type.name,
  schema: table.schema,
  table: table.table,
  columns: columnFields(type.fields).map((one) => ({ field: one.name, column: snakeCase(one.name), type: columnType(one.type) })),
});
