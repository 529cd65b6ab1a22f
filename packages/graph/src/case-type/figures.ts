import type { AnyCaseType, Constructor, RequestContext, StatisticFigure, WarningFigure } from '@maplebridge/contract';
import { Arg, Ctx, ID, Query } from 'type-graphql';
import { badInput } from '../badInput';
import { fromGlobalId } from '../globalId';
import { StatisticObject, WarningObject } from '../objects/figures';
import { DateTimeScalar } from '../scalars/instants';
import { namesOf } from './names';

const unitDescription = 'Global id of a unit: it and all below.';

/** `xStatistics` and `xWarnings`, for types that declare any. */
export function declareFigures(Resolver: Constructor<object>, type: AnyCaseType): void {
  if (Object.keys(type.statistics).length > 0) declareStatistics(Resolver, type);
  if (type.warnings.length > 0) declareWarnings(Resolver, type);
}

function declareStatistics({ prototype }: Constructor<object>, type: AnyCaseType): void {
  const name = `${namesOf(type).one}Statistics`;
  const read = (context: RequestContext, unit: string, from: Date, until: Date) => statisticsOf(type, unit, { from, until }, context);
  Object.defineProperty(prototype, name, { value: read });
  Ctx()(prototype, name, 0);
  Arg('unit', () => ID, { description: unitDescription })(prototype, name, 1);
  Arg('from', () => DateTimeScalar, { description: 'Start of the period, included.' })(prototype, name, 2);
  Arg('until', () => DateTimeScalar, { description: 'End of the period, excluded; after `from` (else BAD_USER_INPUT).' })(prototype, name, 3);
  const description = `What the jurisdiction counts about cases of the type ${type.label.en.toLowerCase()}; null when the id is no unit’s.`;
  Query(() => [StatisticObject], { nullable: true, description })(prototype, name, {});
}

interface Period {
  readonly from: Date;
  readonly until: Date;
}

async function statisticsOf(type: AnyCaseType, unit: string, { from, until }: Period, context: RequestContext): Promise<readonly StatisticFigure[] | null> {
  if (until <= from) throw badInput('until', '“until” 须晚于 “from”。', '"until" must be later than "from".');
  const unitId = fromGlobalId(unit, ['unit']);
  return unitId === null ? null : context.desk.statistics(type.name, unitId, from, until);
}

function declareWarnings({ prototype }: Constructor<object>, type: AnyCaseType): void {
  const name = `${namesOf(type).one}Warnings`;
  Object.defineProperty(prototype, name, { value: (context: RequestContext, unit: string) => warningsOf(type, unit, context) });
  Ctx()(prototype, name, 0);
  Arg('unit', () => ID, { description: unitDescription })(prototype, name, 1);
  const description = `What wants attention among open cases of the type ${type.label.en.toLowerCase()}; null when the id is no unit’s.`;
  Query(() => [WarningObject], { nullable: true, description })(prototype, name, {});
}

async function warningsOf(type: AnyCaseType, unit: string, context: RequestContext): Promise<readonly WarningFigure[] | null> {
  const unitId = fromGlobalId(unit, ['unit']);
  return unitId === null ? null : context.desk.warnings(type.name, unitId);
}
