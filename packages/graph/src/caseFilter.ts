import type { CaseFilter, Phase } from '@maplebridge/contract';
import { Field, ID, InputType } from 'type-graphql';
import { PhaseEnum } from './enums';
import { fromGlobalId } from './globalId';
import { DateTimeScalar } from './scalars/instants';
import type { TypeThunk } from './shown';

/** A filter as clients write it; `states` only where one case type is listed. */
export interface CaseFilterArgument {
  readonly unit?: string | null;
  readonly includeDescendants?: boolean | null;
  readonly jurisdictions?: readonly string[] | null;
  readonly states?: readonly string[] | null;
  readonly phases?: readonly Phase[] | null;
  readonly place?: string | null;
  readonly handlerIsMe?: boolean | null;
  readonly isUnsigned?: boolean | null;
  readonly isOverdue?: boolean | null;
  readonly dueBefore?: Date | null;
  readonly openedFrom?: Date | null;
  readonly openedUntil?: Date | null;
}

const sharedFields: Readonly<Record<string, readonly [TypeThunk, description: string, defaultValue?: unknown]>> = {
  unit: [() => ID, 'Global id of the unit that answers for the case.'],
  includeDescendants: [() => Boolean, 'With `unit`: also the units below it.', true],
  phases: [() => [PhaseEnum], 'Any of these phases.'],
  place: [() => ID, 'Global id of the place where it arose, or of one that contains it.'],
  handlerIsMe: [() => Boolean, 'True: the viewer handles it. False: somebody else or nobody does.'],
  isUnsigned: [() => Boolean, 'True: nobody has signed for it yet. False: somebody has.'],
  isOverdue: [() => Boolean, 'True: a deadline has run out. False: none has.'],
  dueBefore: [() => DateTimeScalar, 'Its nearest deadline is before this instant.'],
  openedFrom: [() => DateTimeScalar, 'Opened at or after this instant.'],
  openedUntil: [() => DateTimeScalar, 'Opened before this instant.'],
};

/** Declares the conditions that every filter of cases has on an input class. */
export function declareFilterFields(prototype: object): void {
  for (const [name, [type, description, defaultValue]] of Object.entries(sharedFields))
    Field(type, { nullable: true, description, ...(defaultValue === undefined ? {} : { defaultValue }) })(prototype, name);
}

@InputType('CaseFilter', { description: 'Which cases: all conditions hold at once, absent ones do not count.' })
export class CaseFilterInput {
  @Field(() => [String], { nullable: true, description: 'Any of these jurisdictions, by `Jurisdiction.name`.' })
  jurisdictions?: readonly string[];
}
declareFilterFields(CaseFilterInput.prototype);

type Mutable = { -readonly [Name in keyof CaseFilter]: CaseFilter[Name] };

/** The filter as the desk takes it; null when an id in it can be none of a unit or place, so that nothing can match. */
export function caseFilterOf(argument: CaseFilterArgument | null | undefined): CaseFilter | null {
  const { unit, place, ...conditions } = argument ?? {};
  const filter: Mutable = {};
  for (const [name, value] of Object.entries(conditions))
    if (value !== null && value !== undefined) Object.assign(filter, { [name]: value });
  if (unit !== null && unit !== undefined) {
    const unitId = fromGlobalId(unit, ['unit']);
    if (unitId === null) return null;
    filter.unitId = unitId;
  } else delete filter.includeDescendants;
  if (place !== null && place !== undefined) {
    const placeId = fromGlobalId(place, ['place']);
    if (placeId === null) return null;
    filter.placeId = placeId;
  }
  return filter;
}
