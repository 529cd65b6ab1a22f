import type { PlanObject } from '@maplebridge/contract';
import type { DetailsTable } from '../caseColumns';
import type { Row } from './catalogue';
import type { Json } from './json';

/** What the text of one plan is written with. */
export interface Writing {
  readonly tables: readonly DetailsTable[];
  /** An alias that nobody else has. */
  readonly alias: () => string;
  /** The JSON of an object over a row. */
  readonly object: (object: PlanObject, row: Row) => Json;
}
