import { phases, type Label, type RequestContext } from '@maplebridge/contract';
import { access, CursorScalar, DateScalar, loaders, PhaseEnum, shown, spoken } from '@maplebridge/graph';
import { Int, ObjectType } from 'type-graphql';
import { consumedOf, daysOf, sumsOf, type Asked, type TypeCounts } from './reading';

/** What was asked, and the types that this viewer may count there. */
export interface Counted extends Asked {
  readonly types: ReadonlySet<string>;
}

interface CountValue {
  readonly type: string;
  readonly phase: string;
  readonly count: number;
}

interface DayValue {
  readonly day: string;
  readonly counts: readonly CountValue[];
}

const labelOf = (type: string, context: RequestContext): Label | Promise<Label> =>
  context.caseTypes.get(type)?.label ??
  loaders
    .storedTypes(context)
    .load(type)
    .then((stored) => stored?.label ?? { 'zh-CN': type, en: type });

@access('carried')
@ObjectType('CaseCount', { description: 'How many cases of one type stand in one phase; at least 1.' })
export class CaseCountObject {
  @shown(() => String, { description: 'Name of the case type, kebab-case, e.g. `medical-dispute`.' })
  type: string;

  @spoken('The case type in words.', ({ type }: CountValue, context) => labelOf(type, context))
  label: string;

  @shown(() => PhaseEnum, { description: 'The phase in which these cases stand now.' })
  phase: string;

  @shown(() => Int, { description: 'Number of cases.' })
  count: number;
}

const totalOf = (counts: readonly CountValue[]): number => counts.reduce((sum, { count }) => sum + count, 0);

@access('carried')
@ObjectType('CaseCountDay', { description: 'The cases that were opened on one day, as they stand now.' })
export class CaseCountDayObject {
  @shown(() => DateScalar, { description: 'Day of the opening, where the unit is that answered for the case at its opening.' })
  day: string;

  @shown(() => Int, { description: 'Number of cases that were opened on this day.', read: ({ counts }: DayValue) => totalOf(counts) })
  total: number;

  @shown(() => [CaseCountObject], {
    description: 'By type and phase, in the order of their names and of the phases; none are left out but zeros.',
  })
  counts: readonly CountValue[];
}

@access('carried')
@ObjectType('CaseCounts', {
  description:
    'Cases of a unit and all units below that were opened in a period, by type and by the phase in which they stand now. A case counts under the units above it when it last changed its phase or its unit. Only types whose cases the viewer sees by a post at the unit or above it.',
})
export class CaseCountsObject {
  @shown(() => DateScalar, { description: 'First day of the period, included.' })
  from: string;

  @shown(() => DateScalar, { description: 'Day after the last of the period, excluded.' })
  until: string;

  @shown(() => Int, {
    description: 'Number of all these cases.',
    read: async (asked: Counted, _args: object, context: RequestContext) => totalOf(seen(await sumsOf(context, asked), asked)),
  })
  total: number;

  @shown(() => [CaseCountObject], {
    description: 'By type and phase over the whole period, in the order of their names and of the phases; none are left out but zeros.',
    read: async (asked: Counted, _args: object, context: RequestContext) => seen(await sumsOf(context, asked), asked),
  })
  counts: readonly CountValue[];

  @shown(() => [CaseCountDayObject], {
    description: 'Day by day, the earliest first; days on which none was opened are left out.',
    read: async (asked: Counted, _args: object, context: RequestContext) => byDay(await daysOf(context, asked), asked),
  })
  days: readonly DayValue[];

  @shown(() => CursorScalar, {
    description: 'The counts show everything up to this cursor, and perhaps more: a subscription `after` it sends what may be missing.',
    read: async (asked: Counted, _args: object, context: RequestContext) => (await consumedOf(context, asked)).cursor,
  })
  upTo: string;

  @shown(() => Int, {
    description: 'Entries of the whole ledger that were not counted yet; 0: the counts are those of this moment.',
    read: async (asked: Counted, _args: object, context: RequestContext) => (await consumedOf(context, asked)).behind,
  })
  behind: number;
}

const seen = (rows: readonly TypeCounts[], { types }: Counted): readonly CountValue[] =>
  rows
    .filter(({ type }) => types.has(type))
    .flatMap(({ type, counts }) =>
      phases.flatMap((phase, at) => {
        const count = counts[at] ?? 0;
        return count > 0 ? [{ type, phase, count }] : [];
      }),
    );

function byDay(rows: readonly TypeCounts[], asked: Counted): readonly DayValue[] {
  const days = new Map<string, TypeCounts[]>();
  for (const row of rows) if (row.day !== null) days.set(row.day, [...(days.get(row.day) ?? []), row]);
  return [...days]
    .map(([day, own]) => ({ day, counts: seen(own, asked) }))
    .filter(({ counts }) => counts.length > 0)
    .sort((one, other) => (one.day < other.day ? -1 : 1));
}
