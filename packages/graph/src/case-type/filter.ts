import type { AnyCaseType, CaseFilter, Constructor } from '@maplebridge/contract';
import { ArgsType, Field, InputType } from 'type-graphql';
import { caseFilterOf, declareFilterFields, type CaseFilterArgument } from '../caseFilter';
import type { CasePageArguments } from '../casePage';
import { declareListArguments } from '../casePageArgs';
import { WindowArgs } from '../window';
import { namesOf } from './names';

/** The arguments of a list of one case type; its filter has typed states in the place of jurisdictions. */
export function typedPageArgs(type: AnyCaseType, State: object): Constructor<CasePageArguments> {
  class Filter {}
  InputType(`${namesOf(type).One}Filter`, { description: 'Which cases: all conditions hold at once, absent ones do not count.' })(Filter);
  Field(() => [State], { nullable: true, description: 'Any of these states.' })(Filter.prototype, 'states');
  declareFilterFields(Filter.prototype);

  class PageArgs extends WindowArgs {}
  ArgsType()(PageArgs);
  declareListArguments(PageArgs.prototype, () => Filter);
  return PageArgs;
}

/** Null when an id in the filter can match nothing. */
export function filterOfType(type: AnyCaseType, argument: CaseFilterArgument | null | undefined): CaseFilter | null {
  const filter = caseFilterOf(argument);
  return filter === null ? null : { ...filter, types: [type.name] };
}
