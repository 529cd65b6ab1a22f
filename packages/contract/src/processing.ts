import type { Source } from './source';

/**
 * On which basis personal values are processed (PIPL art. 13): what the person agreed to, what a law makes somebody's duty, an emergency that
 * endangers somebody, or because they are the reader's own.
 */
export const processingBases = ['consent', 'legalDuty', 'emergency', 'own'] as const;
export type ProcessingBasis = (typeof processingBases)[number];

/** What a case type says of the personal values in its cases, and the law that says so: state organs act mostly by a duty (PIPL art. 13(1)(3)). */
export interface Processing {
  readonly basis: Extract<ProcessingBasis, 'consent' | 'legalDuty'>;
  readonly source: Source;
}
