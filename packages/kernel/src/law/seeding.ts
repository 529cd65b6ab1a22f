import type { AnyCaseType, MoveSpec } from '@maplebridge/contract';
import { said, stallDispute } from './testing';

/** The example with a fault in it: none of them compiles in a declaration, but a plugin in JavaScript can carry them. */

export const spec = stallDispute as AnyCaseType;
export const moves = spec.moves as Record<string, MoveSpec>;
export const states = spec.states as Record<string, object>;
export const clocks = spec.clocks as Record<string, object>;
export const seeded = (change: object, type: AnyCaseType = spec): AnyCaseType => ({ ...type, ...change }) as AnyCaseType;
export const withMove = (code: string, change: object): AnyCaseType =>
  seeded({ moves: { ...moves, [code]: { ...moves[code], ...change } } });
export const withState = (code: string, change: object): AnyCaseType =>
  seeded({ states: { ...states, [code]: { ...states[code], ...change } } });
export const withClock = (code: string, change: object): AnyCaseType =>
  seeded({ clocks: { ...clocks, [code]: { ...clocks[code], ...change } } });
export const without = (code: string): AnyCaseType =>
  seeded({ moves: Object.fromEntries(Object.entries(moves).filter(([name]) => name !== code)) });
/** A move that ends the case at once. */
export const end = { from: 'reported', to: 'ended', by: { post: ['officer'] }, label: said('end') };
