import type { World } from './world';

/** Cold: the gateway has seen no document like it. Warm: the same once more, when documents, rights and tokens are known. */
export type Attempt = 'cold' | 'warm';

/** One attack of the list and the answer that it must get. */
export interface Row {
  readonly row: string;
  readonly sent: string;
  /** Word for word what `run` must give. */
  readonly expected: string;
  readonly run: (world: World, attempt: Attempt) => Promise<string>;
}

/** A row of the list that is not run here: what it needs is missing, or it is shown elsewhere. */
export interface RowNotRun {
  readonly row: string;
  readonly sent: string;
  readonly why: string;
}

/** What came of one attempt. */
export interface Outcome {
  readonly row: string;
  readonly attempt: Attempt;
  readonly sent: string;
  readonly expected: string;
  readonly got: string;
  readonly isAsExpected: boolean;
}
