import type { AnyCaseType, CaseFilter, Constructor } from '@maplebridge/contract';
import { Field, InputType } from 'type-graphql';
import { caseFilterOf, declareFilterFields, type CaseFilterArgument } from '../caseFilter';
import { namesOf } from './names';

/** The filter of one case type: typed states in the place of jurisdictions. */
export function typedFilter(type: AnyCaseType, State: object): Constructor<CaseFilterArgument> {
  class Filter {}
  InputType(`${namesOf(type).One}Filter`, { description: 'Which cases: all conditions hold at once, absent ones do not count.' })(Filter);
  Field(() => [State], { nullable: true, description: 'Any of these states.' })(Filter.prototype, 'states');
  declareFilterFields(Filter.prototype);
  return Filter as Constructor<CaseFilterArgument>; // its fields were declared above
}

/** Null when an id in the filter can match nothing. */
export function filterOfType(type: AnyCaseType, argument: CaseFilterArgument | null | undefined): CaseFilter | null {
  const filter = caseFilterOf(argument);
  return filter === null ? null : { ...filter, types: [type.name] };
}
