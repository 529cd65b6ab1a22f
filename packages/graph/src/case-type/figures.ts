import type { AnyCaseType, Constructor, RequestContext, StatisticFigure, WarningFigure } from '@maplebridge/contract';
import { Arg, Args, ArgsType, Ctx, Field, ID, Query } from 'type-graphql';
import { access } from '../access/access';
import { badInput } from '../badInput';
import { fromGlobalId } from '../globalId';
import { StatisticObject, WarningObject } from '../objects/figures';
import { prototypeOf } from '../prototypeOf';
import { DateTimeScalar } from '../scalars/instants';
import { namesOf } from './names';

const unitDescription = 'Global id of a unit: it and all below.';

@ArgsType()
export class StatisticsArgs {
  @Field(() => ID, { description: unitDescription })
  unit: string;

  @Field(() => DateTimeScalar, { description: 'Start of the period, included.' })
  from: Date;

  @Field(() => DateTimeScalar, { description: 'End of the period, excluded; after `from` (else BAD_USER_INPUT).' })
  until: Date;
}

/** `xStatistics` and `xWarnings`, for types that declare any. */
export function declareFigures(Resolver: Constructor, type: AnyCaseType): void {
  if (Object.keys(type.statistics).length > 0) declareStatistics(Resolver, type);
  if (type.warnings.length > 0) declareWarnings(Resolver, type);
}

function declareStatistics(Resolver: Constructor, type: AnyCaseType): void {
  const prototype = prototypeOf(Resolver);
  const name = `${namesOf(type).one}Statistics`;
  const description = `What the jurisdiction counts about cases of the type ${type.label.en.toLowerCase()}; null when the id is no unit’s.`;
  Object.defineProperty(prototype, name, { value: (context: RequestContext, args: StatisticsArgs) => statisticsOf(type, args, context) });
  Ctx()(prototype, name, 0);
  Args(() => StatisticsArgs)(prototype, name, 1);
  Query(() => [StatisticObject], { nullable: true, description })(prototype, name, {});
  access('supervised')(prototype, name, {});
}

async function statisticsOf(
  type: AnyCaseType,
  { unit, from, until }: StatisticsArgs,
  context: RequestContext,
): Promise<readonly StatisticFigure[] | null> {
  if (until <= from) throw badInput('until', '“until” 须晚于 “from”。', '"until" must be later than "from".');
  const unitId = fromGlobalId(unit, ['unit']);
  return unitId === null ? null : context.desk.statistics(type.name, unitId, from, until);
}

function declareWarnings(Resolver: Constructor, type: AnyCaseType): void {
  const prototype = prototypeOf(Resolver);
  const name = `${namesOf(type).one}Warnings`;
  const description = `What wants attention among open cases of the type ${type.label.en.toLowerCase()}; null when the id is no unit’s.`;
  Object.defineProperty(prototype, name, { value: (context: RequestContext, unit: string) => warningsOf(type, unit, context) });
  Ctx()(prototype, name, 0);
  Arg('unit', () => ID, { description: unitDescription })(prototype, name, 1);
  Query(() => [WarningObject], { nullable: true, description })(prototype, name, {});
  access('supervised')(prototype, name, {});
}

async function warningsOf(type: AnyCaseType, unit: string, context: RequestContext): Promise<readonly WarningFigure[] | null> {
  const unitId = fromGlobalId(unit, ['unit']);
  return unitId === null ? null : context.desk.warnings(type.name, unitId);
}
