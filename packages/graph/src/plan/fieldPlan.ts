import type {
  CaseFilter,
  CaseOrder,
  JurisdictionRecord,
  KnownWords,
  Language,
  PlanEntity,
  PlanNeed,
  PlanRelation,
  PlanValue,
  RequestContext,
  Window,
} from '@maplebridge/contract';
import type { GraphQLField } from 'graphql';
import type { GlobalIdKind } from '../globalId';

/** What an object in the answer is made of: a row, or a part of one under other names. */
export interface Scope {
  readonly entity: PlanEntity;
  /** Names of the object's attributes and relations as the row has them; absent: the same names. */
  readonly names?: Readonly<Record<string, string | Constant>>;
  /** The case type of a row of details. */
  readonly caseType?: string;
  /** A jurisdiction, all of which is known before anything is read. */
  readonly jurisdiction?: JurisdictionRecord;
}

export interface Constant {
  readonly constant: string | boolean;
}

/** What a field knows when it says its value. */
export interface AskedField {
  readonly scope: Scope;
  /** Of the `lang` argument, else of the request. */
  readonly language: Language;
  readonly words: KnownWords;
  /** The attribute as the row names it. */
  readonly named: (attribute: string) => string | Constant;
}

/**
 * How a field is answered by the statement of the planned field above it, as data. A field without one is resolved in the process:
 * `needs` then says which facts about a case it goes on from, so that it need not read them again.
 */
export type FieldPlan =
  | { readonly attribute: string; readonly id?: GlobalIdKind }
  /** A text that has a column for each language. */
  | { readonly label: string }
  /** An object over the same row, under these names; null where one of `presentIf` is. */
  | { readonly part: Readonly<Record<string, string | Constant>>; readonly presentIf?: readonly string[] }
  | { readonly relation: PlanRelation; readonly most?: number }
  | { readonly page: 'history' }
  | { readonly detailsOf: string }
  | { readonly mask: string; readonly class: string }
  /** By the case type, for what is known of each before anything is read. */
  | { readonly jurisdiction: true }
  | { readonly value: (asked: AskedField) => PlanValue }
  | { readonly count: PlanRelation }
  | { readonly needs: readonly PlanNeed[] };

/** What a statement starts from: one case, or a page of them. */
export type Start =
  | { readonly start: 'case'; readonly by: { readonly id: string } | { readonly number: string }; readonly types: readonly string[] | null }
  | { readonly start: 'page'; readonly filter: CaseFilter; readonly order: CaseOrder; readonly window: Window };

/**
 * A field at which a statement begins. It answers with where to start, with null when the answer is null whatever is asked of it, or
 * with undefined when it names something that no plan answers. Refuses bad arguments as its resolver does.
 */
export interface EntryPlan {
  readonly kind: 'case' | 'page';
  /** The process may know the row already: where nothing but its own attributes is asked, it is not read again. */
  readonly isAtHand?: boolean;
  readonly startAt: (root: unknown, args: Readonly<Record<string, unknown>>, context: RequestContext) => Start | null | undefined;
}

export const planKey = 'maplebridgePlan';
export const entryKey = 'maplebridgeEntry';

type AnyField = Pick<GraphQLField<unknown, unknown>, 'extensions'>;

export const planOf = (field: AnyField): FieldPlan | undefined => field.extensions[planKey] as FieldPlan | undefined; // set by `shown` only
export const entryOf = (field: AnyField): EntryPlan | undefined => field.extensions[entryKey] as EntryPlan | undefined; // likewise
