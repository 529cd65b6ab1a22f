import type { Label } from './language';

/**
 * What kind of knowledge a field holds. Every field has one; a field without one does not start. `public` is for whoever sees the
 * case; `internal` only for those who work on it by a post or an assignment; all others are personal.
 */
export const fieldClasses = ['public', 'internal', 'contact', 'identity', 'health', 'minor', 'location'] as const;
export type FieldClass = (typeof fieldClasses)[number];

/** Classes whose values are sealed, masked in lists and opened only for a purpose (PIPL arts 28-29 name the sensitive ones). */
export const personalClasses: ReadonlySet<FieldClass> = new Set(['contact', 'identity', 'health', 'minor', 'location']);
export const isPersonal = (fieldClass: FieldClass): boolean => personalClasses.has(fieldClass);

export type FieldType =
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly unit: Label }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'instant' }
  | { readonly kind: 'date' }
  | { readonly kind: 'choice'; readonly name: string; readonly options: Readonly<Record<string, Label>> }
  | { readonly kind: 'unit'; readonly unitKinds?: readonly string[] }
  | { readonly kind: 'place' }
  | { readonly kind: 'person' };

export interface FieldNotes {
  readonly class: FieldClass;
  readonly label: Label;
  /** What a frontend developer reads: shape, unit, range, source. English. */
  readonly description: string;
  /** Set only by those who work on the case: a finding, or what follows from an agreement. Absent: its parties may say it too. */
  readonly setBy?: 'office';
  /** Must be given in the input; details are optional unless said. */
  readonly required?: boolean;
}

export interface FieldSpec extends FieldNotes {
  readonly name: string;
  readonly type: FieldType;
}

export type Constructor<T = object> = new () => T;

/** Text of at most `max` characters (Unicode code points). */
export const text = (max: number): FieldType => ({ kind: 'text', max });
export const integer = (min: number, max: number, unit: Label): FieldType => ({ kind: 'integer', min, max, unit });
/** Whole yuan (CNY). */
export const yuan = (max: number): FieldType => integer(0, max, { 'zh-CN': '元', en: 'CNY' });
export const yesNo: FieldType = { kind: 'boolean' };
export const instant: FieldType = { kind: 'instant' };
export const date: FieldType = { kind: 'date' };
/** A closed choice; `name` becomes the GraphQL enum (PascalCase), the options its values. */
export const choice = (name: string, options: Readonly<Record<string, Label>>): FieldType => ({ kind: 'choice', name, options });
export const unitReference = (...unitKinds: readonly string[]): FieldType => ({ kind: 'unit', unitKinds });
export const placeReference: FieldType = { kind: 'place' };
export const personReference: FieldType = { kind: 'person' };

/** Kept on the class under a shared symbol, so that a plugin packed with its own copy of this package is still understood. */
const fieldsKey = Symbol.for('maplebridge.fields');
type Marked = { [fieldsKey]?: FieldSpec[] };

/** The one decorator of details and inputs: type, class, limits, label and description of a property. */
export function field(type: FieldType, notes: FieldNotes) {
  return (prototype: object, name: string): void => {
    const owner = prototype.constructor as Marked;
    const inherited = Object.hasOwn(owner, fieldsKey) ? owner[fieldsKey] : [...(owner[fieldsKey] ?? [])];
    owner[fieldsKey] = [...(inherited ?? []), Object.freeze({ ...notes, type, name })];
  };
}

/** The declared fields of a details or input class, in order of declaration; empty for a class without any. */
export const fieldsOf = (owner: Constructor<unknown>): readonly FieldSpec[] => (owner as unknown as Marked)[fieldsKey] ?? [];
