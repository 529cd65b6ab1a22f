import type { Positions } from '@maplebridge/ledger';
import type { Cohorts } from './cohorts';
import type { Hearings } from './hearings';
import type { Judge } from './judge';
import type { Seal } from './seal';
import type { Seating } from './seating';
import type { Watchers } from './watchers';

export interface HubSettings {
  readonly judge: Judge;
  /** From the root down to the unit itself; asked once for each unit of a batch. */
  readonly unitPath: (unitId: string) => Promise<readonly string[]>;
  readonly seal: Seal;
  readonly now: () => Date;
  readonly onTrouble: (error: Error) => void;
  /** Aborted at stop. */
  readonly closing: AbortSignal;
  /** Events that may wait in one cohort. */
  readonly queue: number;
  /** Where the tail begins. */
  readonly from: Positions;
}

/** What changes while the hub lives. `target` runs ahead of `reached` while a batch is being judged. */
export interface Hubbub extends HubSettings {
  readonly watchers: Watchers;
  readonly cohorts: Cohorts;
  readonly seating: Seating;
  readonly hearings: Hearings;
  reached: Positions;
  target: Positions;
}
