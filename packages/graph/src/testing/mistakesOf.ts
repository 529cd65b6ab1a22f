import type { Constructor, Jurisdiction } from '@maplebridge/contract';
import { composeSchema, CompositionMistakes } from '../index';

/** What keeps these jurisdictions from being one schema; nothing when they are one. */
export function mistakesOf(...jurisdictions: readonly Jurisdiction[]): readonly string[] {
  try {
    composeSchema(jurisdictions, { isDevelopment: false });
  } catch (error) {
    if (error instanceof CompositionMistakes) return error.mistakes;
    throw error;
  }
  return [];
}

export const adding = (to: Jurisdiction, ...resolvers: readonly Constructor<object>[]): Jurisdiction => ({
  ...to,
  resolvers: [...to.resolvers, ...resolvers],
});
