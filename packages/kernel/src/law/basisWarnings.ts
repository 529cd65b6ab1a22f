import type { Jurisdiction } from '@maplebridge/contract';

/** People are named in every case: on which basis, only the type can say. */
export const basisWarnings = (all: readonly Jurisdiction[]): readonly string[] =>
  all
    .flatMap(({ caseTypes }) => caseTypes)
    .filter(({ processing }) => processing === undefined)
    .map(({ name }) => `"${name}" does not say on which basis it processes personal values: declare "processing" with basis and source.`);
