import { phases, snakeCase, type Phase } from '@maplebridge/contract';

/** A number for each phase, in the order of `phases`. */
export type PhaseCounts = readonly number[];

export const phaseColumns: readonly string[] = phases.map(snakeCase);

export const noCases = (): number[] => phases.map(() => 0);

export const phaseAt = (phase: Phase): number => phases.indexOf(phase);
