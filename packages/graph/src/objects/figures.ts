import type { Label, RequestContext, StatisticFigure, UnitRecord, WarningFigure } from '@maplebridge/contract';
import { Float, Int, ObjectType } from 'type-graphql';
import { SeverityEnum, StatisticUnitEnum } from '../enums';
import { loaders } from '../loaders';
import { say, type LanguageArgument } from '../say';
import { languageArgument, shown, spoken } from '../shown';
import { CaseInterface } from './case';
import { UnitObject } from './unit';
import { access } from '../access/access';

@access('carried')
@ObjectType('Statistic', { description: 'A figure that a jurisdiction counts about itself, for one unit and all below over one period.' })
export class StatisticObject {
  @shown(() => String, { description: 'Code of the figure within its case type.' })
  code: string;

  @spoken('What is counted.', (figure: StatisticFigure) => figure.label)
  label: string;

  @shown(() => Float, { nullable: true, description: 'The figure, in `unit`; null when there was nothing to count from.' })
  value: number;

  @shown(() => Float, { nullable: true, description: 'For a share: what is above the line.' })
  numerator: number;

  @shown(() => Float, { nullable: true, description: 'For a share: what is below the line.' })
  denominator: number;

  @shown(() => StatisticUnitEnum, { description: 'What `value` counts.' })
  unit: string;
}

async function casesOf({ caseIds }: WarningFigure, _args: object, context: RequestContext): Promise<readonly object[]> {
  const found = await Promise.all(caseIds.slice(0, 100).map((id) => loaders.cases(context).load(id)));
  return found.filter((one) => one !== null);
}

@access('carried')
@ObjectType('Warning', { description: 'A judgement about open cases, places or sectors; never about a person.' })
export class WarningObject {
  @shown(() => String, { description: 'Code of the warning within its case type.' })
  code: string;

  @spoken('What is wrong.', (figure: WarningFigure) => figure.label)
  label: string;

  @shown(() => SeverityEnum, { description: 'How soon it wants somebody.' })
  severity: string;

  @shown(() => Int, { description: 'How many cases it concerns.' })
  count: number;

  @shown(() => [CaseInterface], { description: 'The cases, at most 100.', read: casesOf })
  cases: readonly object[];
}

export interface RoutingValue {
  readonly unitId: string;
  readonly steps: readonly Label[];
}

@access('open')
@ObjectType('RoutingExplanation', { description: 'Which unit would get a new case, and why.' })
export class RoutingExplanationObject {
  @shown(() => UnitObject, {
    description: 'The unit that would answer for it.',
    read: ({ unitId }: RoutingValue, _args: object, context: RequestContext) => loaders.units(context).load(unitId),
  })
  unit: UnitRecord;

  @shown(() => [String], {
    description: 'Each step and the competence row or default that decided it, in order.',
    args: languageArgument,
    read: ({ steps }: RoutingValue, { lang }: LanguageArgument, context: RequestContext) => steps.map((step) => say(step, lang, context)),
  })
  steps: readonly string[];
}
