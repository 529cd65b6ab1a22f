import type { CaseFilter, CaseOrder, Window } from './lists';
import type { CaseRecord, ChangeRecord } from './record';

/** What a plan may read rows of. `details`: the row of a case type's own table. */
export type PlanEntity = 'case' | 'details' | 'mask' | 'unit' | 'place' | 'report' | 'party' | 'entry' | 'link';

/**
 * How a value becomes JSON. `text`: a string; `code`: one that needs no escaping; `plain`: number or boolean as it is;
 * `instant`: RFC 3339 in UTC with milliseconds; `day`: a calendar day; `{ id }`: the global id of this kind of thing.
 */
export type PlanForm = 'text' | 'code' | 'plain' | 'instant' | 'day' | { readonly id: string };

/** One value of an answer, said as data: storage alone makes SQL of it. Attributes are named as the records of this contract name them. */
export type PlanValue =
  | { readonly kind: 'attribute'; readonly attribute: string; readonly form: PlanForm }
  /** Known before anything is read; `json` is JSON text. */
  | { readonly kind: 'constant'; readonly json: string }
  | { readonly kind: 'choose'; readonly by: string; readonly cases: Readonly<Record<string, PlanValue>>; readonly otherwise: PlanValue }
  /** An object made of the same row; null where one of `presentIf` is. */
  | { readonly kind: 'object'; readonly object: PlanObject; readonly presentIf: readonly string[] }
  /** To one row; null where there is none. */
  | { readonly kind: 'one'; readonly relation: PlanRelation; readonly object: PlanObject }
  | { readonly kind: 'many'; readonly relation: PlanRelation; readonly object: PlanObject; readonly most: number }
  | { readonly kind: 'history'; readonly history: PlanHistory }
  | { readonly kind: 'count'; readonly relation: PlanRelation };

/** A way from a row to others. A plain name is one of the platform's own; the others name a field or a table that the type declares. */
export type PlanRelation =
  string | { readonly details: string } | { readonly mask: string } | { readonly reference: string; readonly to: 'unit' | 'place' };

export interface PlanMember {
  /** The key in the answer. */
  readonly key: string;
  readonly value: PlanValue;
  /** Only in cases of these types, or in all but these; absent: in all. */
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

export interface PlanObject {
  readonly entity: PlanEntity;
  /** In the order in which the keys are answered. */
  readonly members: readonly PlanMember[];
  /**
   * Something in the selection is not planned: the row is answered beside its members, under the key `$`, with these facts, so that
   * whoever resolves the rest need not read it again.
   */
  readonly record?: readonly PlanNeed[];
}

/** Facts about a case that a field which is not planned may need beside its record. */
export type PlanNeed = 'parties' | 'timeline' | 'routes';

/** A window on what happened to a case, without a cursor. */
export interface PlanHistory {
  /** Place of the size in the sizes of the request. */
  readonly size: number;
  readonly isBackward: boolean;
  /** One row at most: nothing has to be put in order. */
  readonly isSingle: boolean;
  readonly members: readonly PlanPageMember[];
}

type Constant = { readonly key: string; readonly part: 'constant'; readonly json: string };

export type PlanPageMember =
  | Constant
  | { readonly key: string; readonly part: 'nodes'; readonly node: PlanObject }
  | { readonly key: string; readonly part: 'edges'; readonly members: readonly PlanEdgeMember[] }
  | { readonly key: string; readonly part: 'pageInfo'; readonly members: readonly PlanPageInfoMember[] };

export type PlanEdgeMember = Constant | { readonly key: string; readonly part: 'node'; readonly node: PlanObject };
export type PlanPageInfoMember = Constant | { readonly key: string; readonly part: 'hasNextPage' | 'hasPreviousPage' };

/** Rows of a page of cases, and what else is asked of the page. */
export interface PlanPage {
  /** One text each; the rows of one that is `apart` are told apart by `rowSeparator` instead of commas. */
  readonly rows: readonly { readonly object: PlanObject; readonly isApart: boolean }[];
  /** Whether there are others after it, or how many rows it has. */
  readonly wantsCount: boolean;
  readonly wantsKeys: boolean;
  readonly wantsTotal: boolean;
  readonly wantsLiveCursor: boolean;
}

/** Stands between JSON texts: a control character, which JSON escapes and so never contains. */
export const rowSeparator = '\u0001';

/** A plan with what the request gives it. The same plan object is asked again and again: what is made of it is kept by it. */
export interface Asked<Plan> {
  readonly plan: Plan;
  /** Sizes of nested windows, by their place. */
  readonly sizes: readonly number[];
}

export interface SelectedPage {
  /** JSON texts, one for each list that the plan asks for: the inside of an array, empty when there is no row. */
  readonly lists: readonly string[];
  /** Of each row; empty unless the plan wants keys. Sealed when it is looked at. */
  readonly cursorAt: (nth: number) => string;
  readonly count: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly total: { readonly total: number; readonly isLowerBound: boolean } | null;
  readonly liveCursor: string | null;
}

export interface PageAsked extends Asked<PlanPage> {
  readonly filter: CaseFilter;
  readonly order: CaseOrder;
  readonly window: Window;
}

/** Reads answers ready to be sent: one statement each, in which the database builds the JSON as this viewer may see it. */
export interface Selecting {
  /** JSON text; null for what is absent and for what is not theirs, or not of these types. */
  selectCase(
    by: { readonly id: string } | { readonly number: string },
    asked: Asked<PlanObject> & { readonly types: readonly string[] | null },
  ): Promise<string | null>;
  selectPage(asked: PageAsked): Promise<SelectedPage>;
  /** Rows that a plan answered under `$`, as records; what they brought along is not read again until `forget`. */
  recallCases(rows: readonly unknown[]): readonly CaseRecord[];
  recallChange(row: unknown): ChangeRecord;
  forget(): void;
}
