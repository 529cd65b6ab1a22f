import type { Phase } from './lifecycle';

/** Everything by which a list of cases may be cut. All conditions hold at once; absent ones do not count. */
export interface CaseFilter {
  readonly types?: readonly string[];
  readonly jurisdictions?: readonly string[];
  readonly states?: readonly string[];
  readonly phases?: readonly Phase[];
  readonly unitId?: string;
  /** With `unitId`: also the units below it (default true). */
  readonly includeDescendants?: boolean;
  readonly placeId?: string;
  readonly handlerIsMe?: boolean;
  readonly isUnsigned?: boolean;
  readonly isOverdue?: boolean;
  readonly dueBefore?: Date;
  readonly openedFrom?: Date;
  readonly openedUntil?: Date;
}

export type CaseOrder = 'dueFirst' | 'openedLatest' | 'changedLatest';

/** A Relay window: `first` with `after`, or `last` with `before`; 1 to 100 rows, 50 when neither is given. */
export interface Window {
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
}

export interface Page<Row> {
  readonly rows: readonly { readonly cursor: string; readonly row: Row }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}
